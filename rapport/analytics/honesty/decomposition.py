"""Rate against mix: how much of a difference comes from the cells themselves, and how much from who is in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats

Of = Literal["rate", "total"]
Split = Literal["symmetric", "interaction"]
Reversal = Literal["none", "partial", "full"]
METHODS: dict[Split, str] = {
    "symmetric": "Rate: each cell's change at its mean share. Mix: each cell's change of share at its mean distance"
    " from the whole. What both do together is split evenly.",
    "interaction": "Rate: each cell's change at its earlier share. Mix: each cell's change of share at its earlier"
    " distance from the whole. What both do together is told apart as interaction.",
}


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """The cells of one period or group: how many each holds, and its figure (a share or a mean).

    The figure of a cell that holds nobody does not count and may be NaN.
    """

    weights: Floats
    figures: Floats

    @classmethod
    def of(cls, weights: ArrayLike, figures: ArrayLike) -> Cells:
        """Checked: raises BadQuestion for unequal lengths, weights below zero or NaN, and NaN where a weight is."""
        heavy, found = np.asarray(weights, float), np.asarray(figures, float)
        if heavy.shape != found.shape or heavy.ndim != 1:
            raise BadQuestion(f"cells: {heavy.size} weights for {found.size} figures")
        if not (np.isfinite(heavy).all() and (heavy >= 0).all()):
            raise BadQuestion("cells: a weight is negative or not a number")
        if not np.isfinite(found[heavy > 0]).all():
            raise BadQuestion("cells: a cell with members has no figure")
        return cls(heavy, found)


@dataclass(frozen=True, slots=True)
class Part:
    """What one cell contributes to the difference."""

    cell: str
    weight_before: float
    weight_now: float
    before: float | None
    now: float | None
    size: float
    rate: float
    mix: float
    interaction: float

    @property
    def difference(self) -> float:
        """All of it."""
        return self.size + self.rate + self.mix + self.interaction


@dataclass(frozen=True, slots=True)
class Decomposition:
    """A difference and what it is made of: difference = size + rate + mix + interaction.

    size
        From more or fewer of them; only where a total is taken apart.
    rate
        From the figures of the cells.
    mix
        From who is in which cell.
    interaction
        From both at once; zero in the symmetric split.
    reversal
        ``"full"``: every cell went the other way than the whole (Simpson's paradox); ``"partial"``: the cells
        together did.
    warning
        The reversal in words, empty without one.
    """

    of: Of
    split: Split
    before: float | None
    now: float | None
    difference: float | None
    size: float
    rate: float
    mix: float
    interaction: float
    parts: tuple[Part, ...]
    reversal: Reversal = "none"
    warning: str = ""
    reason: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def method(self) -> str:
        """How it was taken apart."""
        return METHODS[self.split]

    def rounded(self, decimals: int) -> dict[str, float]:
        """Size, rate, mix and interaction rounded so that they still add up to the rounded difference."""
        names = ("size", "rate", "mix", "interaction")
        unit = 10.0**decimals
        exact = [float(getattr(self, name)) * unit for name in names]
        floors = [int(np.floor(one)) for one in exact]
        left = round((self.difference or 0.0) * unit) - sum(floors)
        by_remainder = sorted(range(len(names)), key=lambda place: floors[place] - exact[place])
        for place in by_remainder[: max(left, 0)]:
            floors[place] += 1
        return {name: whole / unit for name, whole in zip(names, floors, strict=True)}


def decompose(
    names: Sequence[str], before: Cells, now: Cells, *, of: Of = "rate", split: Split = "symmetric"
) -> Decomposition:
    """Take the difference of an overall rate (or of a total) apart into rate and mix, exactly.

    Overall rate: R = Σ share · figure. Symmetric: ΔR = Σ mean share · Δfigure + Σ Δshare · (mean figure - mean R).
    A total is T = N · R; what comes from N is its ``size``. Kitagawa 1955.

    Satisfied among 80 regulars and 20 newcomers: 90 % and 50 %, together 82 %; later among 50 and 50: 92 % and 52 %,
    together 72 %. Both rose by 2 points, the whole fell by 10: rate +2, mix -12.

    >>> found = decompose(["regular", "new"], Cells.of([80, 20], [0.9, 0.5]), Cells.of([50, 50], [0.92, 0.52]))
    >>> round(found.rate, 6), round(found.mix, 6), found.reversal
    (0.02, -0.12, 'full')

    A cell that is empty in one of the two has no change of its own: it counts as mix, and this is said. Where all
    cells of one are empty there is no answer but a reason. Raises BadQuestion for an unequal number of cells.
    """
    if not len(names) == len(before.weights) == len(now.weights):
        raise BadQuestion(f"decompose: {len(names)} names for {len(before.weights)} and {len(now.weights)} cells")
    if not before.weights.sum() or not now.weights.sum():
        return without_answer(of, split, f"no data {'now' if before.weights.sum() else 'before'}")
    kept = [place for place in range(len(names)) if before.weights[place] or now.weights[place]]
    earlier, later = _Whole.of(before, now, kept), _Whole.of(now, before, kept)
    parts = [_part(n, earlier, later, of, split) for n, place in enumerate(kept)]
    size, rate, mix, both = (sum((part[column] for part in parts), Fraction(0)) for column in range(4))
    whole = [end.rate * (end.size if of == "total" else 1) for end in (earlier, later)]
    shown = tuple(_shown(names[place], part, place, before, now) for part, place in zip(parts, kept, strict=True))
    reversal, warning = _reversal(shown, later.rate - earlier.rate, rate)
    start, end = (float(one) for one in whole)
    sums = Sums(float(size), float(rate), float(mix), float(both))
    change = float(whole[1] - whole[0])
    return Decomposition(of, split, start, end, change, *sums, shown, reversal, warning, remarks=_remarks(shown))


def without_answer(of: Of, split: Split, reason: str) -> Decomposition:
    """No answer, and why."""
    return Decomposition(of, split, None, None, None, 0, 0, 0, 0, (), reason=reason)


class Sums(NamedTuple):
    """What a difference is made of."""

    size: float
    rate: float
    mix: float
    interaction: float


@dataclass(frozen=True, slots=True)
class _Whole:
    """One period in exact fractions; a cell without members takes its figure from the other period."""

    size: Fraction
    shares: list[Fraction]
    figures: list[Fraction]
    rate: Fraction

    @classmethod
    def of(cls, cells: Cells, other: Cells, kept: Sequence[int]) -> _Whole:
        weights = [Fraction(float(cells.weights[place])) for place in kept]
        figures = [Fraction(float((cells if cells.weights[place] else other).figures[place])) for place in kept]
        size = sum(weights, Fraction(0))
        shares = [weight / size for weight in weights]
        return cls(size, shares, figures, sum((s * f for s, f in zip(shares, figures, strict=True)), Fraction(0)))


def _part(n: int, before: _Whole, now: _Whole, of: Of, split: Split) -> tuple[Fraction, ...]:
    half = Fraction(1, 2) if split == "symmetric" else Fraction(0)
    rise, shift = now.figures[n] - before.figures[n], now.shares[n] - before.shares[n]
    share = before.shares[n] + half * shift
    distance = before.figures[n] - before.rate + half * (rise - (now.rate - before.rate))
    rate, mix = share * rise, shift * distance
    both = shift * rise if split == "interaction" else Fraction(0)
    if of == "rate":
        return Fraction(0), rate, mix, both
    growth = now.size - before.size
    size = growth * (before.rate + half * (now.rate - before.rate)) * share
    base = before.size + half * growth
    rest = growth * (rate + mix + both) if split == "interaction" else Fraction(0)
    # In the share the growth is spread over, the parts of all cells add up to the whole growth's effect.
    return size, base * rate, base * mix, base * both + rest


def _shown(name: str, part: tuple[Fraction, ...], place: int, before: Cells, now: Cells) -> Part:
    weight_before, weight_now = float(before.weights[place]), float(now.weights[place])
    earlier = float(before.figures[place]) if weight_before else None
    later = float(now.figures[place]) if weight_now else None
    size, rate, mix, both = (float(one) for one in part)
    return Part(name, weight_before, weight_now, earlier, later, size, rate, mix, both)


def _reversal(parts: Sequence[Part], change: Fraction, rate: Fraction) -> tuple[Reversal, str]:
    moves = [part.now - part.before for part in parts if part.now is not None and part.before is not None]
    if not change or not moves:
        return "none", ""
    whole, cells = ("rose", "fell") if change > 0 else ("fell", "rose")
    against = [move for move in moves if move and (move > 0) != (change > 0)]
    if len(moves) == len(parts) > 1 and len(against) == len(moves):
        return (
            "full",
            f"The whole {whole}, and yet every one of the {len(parts)} cells {cells}: not what happens within them made"
            " the difference, but who is in which. Read the cells, not the whole.",
        )
    if rate and (rate > 0) != (change > 0):
        return (
            "partial",
            f"The whole {whole}, and yet the cells taken together {cells}: the shift between cells outweighs them."
            " Read the cells beside the whole.",
        )
    return "none", ""


def _remarks(parts: Sequence[Part]) -> tuple[str, ...]:
    alone = [part.cell for part in parts if part.before is None or part.now is None]
    if not alone:
        return ()
    return (f"Present in one of the two only, and so counted as mix: {', '.join(alone)}.",)
