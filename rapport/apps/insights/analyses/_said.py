"""Figures of the library as plain values, and in the words of a page."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.analytics.figure import Figure
from rapport.ui import figures

# A value with the low and the high end of its interval; None where there is none.
Three = Sequence[float | None]
NO_FIGURE = "–"


def three(figure: Figure) -> list[float | None]:
    """A figure as it is kept."""
    return [figure.value, figure.low, figure.high]


def value(of: Three, unit: str = "") -> str:
    """The figure with the digits its interval supports, or a dash."""
    return NO_FIGURE if of[0] is None else figures.figure(of[0], unit, of[1], of[2])


def expected(of: Three, unit: str = "") -> str:
    """What a model expects, with few digits where it has no interval, or a dash."""
    return NO_FIGURE if of[0] is None else figures.estimate(of[0], unit, of[1], of[2])


def ends(of: Three, unit: str = "") -> str:
    """Both ends of its interval, or nothing."""
    return "" if of[1] is None or of[2] is None else figures.interval(of[1], of[2], unit)


def bracketed(of: Three, unit: str = "") -> str:
    """Both ends of its interval behind a figure within a sentence, or nothing."""
    return f" ({words})" if (words := ends(of, unit)) else ""


def change(of: Three, unit: str = "") -> str:
    """A difference with its sign, or a dash."""
    return NO_FIGURE if of[0] is None else figures.signed(of[0], unit, of[1], of[2])


def change_ends(of: Three, unit: str = "") -> str:
    """Both ends of the interval of a difference, or nothing."""
    return "" if of[1] is None or of[2] is None else figures.signed_interval(of[1], of[2], unit)


def growth(of: Three) -> str:
    """A relative change in percent with its sign (points would be another thing), or a dash."""
    if of[0] is None:
        return NO_FIGURE
    low, high = (None if end is None else end * 100 for end in of[1:])
    return f"{figures.signed(of[0] * 100, '', low, high)}\N{NARROW NO-BREAK SPACE}%"


def growth_ends(of: Three) -> str:
    """Both ends of a relative change in percent, or nothing."""
    if of[1] is None or of[2] is None:
        return ""
    return f"{figures.signed_interval(of[1] * 100, of[2] * 100)}\N{NARROW NO-BREAK SPACE}%"


def chance(p: float | None) -> str:
    """A p-value in two digits, never as nought."""
    if p is None:
        return NO_FIGURE
    return "< 0.001" if p < 0.001 else f"{p:.3f}" if p < 0.1 else f"{p:.2f}"


def sentence(words: str) -> str:
    """Words of the library as a sentence of a page."""
    plain = words.strip()
    return plain if not plain else f"{plain[0].upper()}{plain[1:]}{'' if plain.endswith(('.', '?')) else '.'}"


def sentences(words: Sequence[str]) -> list[str]:
    """The same for several."""
    return [sentence(one) for one in words if one.strip()]


def listed(names: Sequence[str]) -> str:
    """Names in a row: "Delivery, Web shop and Advice"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else list(names))
