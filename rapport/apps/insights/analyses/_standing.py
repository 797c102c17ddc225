"""What tables of groups of customers say: shares and amounts with their intervals, and who is too few to tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapport.analytics import BadQuestion
from rapport.ui import figures

NO_FIGURE = "–"
WIDEN = "Widen the choice above, or import more records."
STANDING = (
    "n",
    "share",
    "share_low",
    "share_high",
    "value",
    "value_share",
    "value_share_low",
    "value_share_high",
    "mean",
    "mean_low",
    "mean_high",
)


def standing_titles(value: str, currency: str) -> tuple[str, ...]:
    """The titles of the columns of a `Standing` in a file, in the order of ``STANDING``."""
    money, share = f"({currency})", f"Share of {value}"
    shares = ("Customers", "Share", "Share low", "Share high")
    each = f"{value.capitalize()} per customer"
    values = (f"{value.capitalize()} {money}", share, f"{share} low", f"{share} high")
    return (*shares, *values, f"{each} {money}", f"{each} low", f"{each} high")


def need_customers(n: int, minimum_n: int, *, who: str = "bought in the period") -> None:
    """Refuse to say anything of fewer customers than the minimum."""
    if n == 0:
        raise BadQuestion(f"Nobody of these {who}. {WIDEN}")
    if n < minimum_n:
        only = "Only 1 customer" if n == 1 else f"Only {n} customers"
        raise BadQuestion(f"{only} {who}; figures need {minimum_n}. {WIDEN}")


def told(value: float | None, unit: str, low: float | None = None, high: float | None = None) -> str:
    """A figure with the digits that its interval supports; a dash where there is none."""
    return NO_FIGURE if value is None else figures.figure(value, unit, low, high)


def between(low: float | None, high: float | None, unit: str) -> str:
    """An interval in words; nothing where there is none."""
    return "" if low is None or high is None else figures.interval(low, high, unit)


def with_range(row: Mapping[str, Any], name: str, unit: str) -> dict[str, str]:
    """The figure ``name`` of a row with its ``name_low`` and ``name_high``, as words and range."""
    low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
    return {"words": told(row.get(name), unit, low, high), "range": between(low, high, unit)}
