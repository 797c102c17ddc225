"""Which cells differ: each against the rest or against each other, with few false findings among many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from scipy import stats

from rapport.analytics import comparing, multiplicity
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import normal_quantile

MINIMUM_N = 5
REST = "the rest"


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a cell: its name, value with interval (made at ``confidence``) and n. Cells share nobody."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    metric: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One cell less another (or the rest), with the interval of the difference.

    ``p`` is the chance of such a difference where there is none, ``adjusted`` the same among all comparisons made;
    ``flagged`` where that is at most the false discovery rate allowed. Without a figure, ``reason`` says why.
    """

    cell: str
    other: str
    value: float | None
    other_value: float | None
    n: int
    other_n: int
    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    adjusted: float | None
    flagged: bool
    words: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Comparisons:
    """All comparisons made, in the order of the cells."""

    rows: tuple[Comparison, ...]
    false_discovery: float
    remarks: tuple[str, ...] = ()

    @property
    def flagged(self) -> tuple[Comparison, ...]:
        """Those that differ, the surest first."""
        found = [row for row in self.rows if row.flagged]
        return tuple(sorted(found, key=lambda row: (row.adjusted or 0.0, -abs(row.difference or 0.0))))

    @property
    def method(self) -> str:
        """How they were compared."""
        return (
            "Differences with their own interval, from the intervals of both; p-values adjusted for"
            f" {sum(row.p is not None for row in self.rows)} comparisons after Benjamini and Hochberg, so that about"
            f" {self.false_discovery:.0%} of those flagged are false."
        )


def cells_of(rows: Sequence[object], *, by: str = "region") -> list[Cell]:
    """Cells from rows of an answer, named by one of their dimensions ("" is unknown), without the row over all."""
    cells = []
    for row in rows:
        key = getattr(row, by)
        if key is not None:
            figures = (getattr(row, name) for name in ("value", "low", "high", "n", "metric", "unit"))
            cells.append(Cell(str(key) if key != "" else "unknown", *figures))
    return cells


def against_rest(
    cells: Sequence[Cell], *, false_discovery: float = 0.05, minimum_n: int = MINIMUM_N, confidence: float = 0.95
) -> Comparisons:
    """Each cell against all the others together, whose figure is the mean of theirs, weighted by n.

    Ten cells at 50 % and one at 80 %: each is compared with the other ten, the p-values are adjusted for eleven tests.

    Raises BadQuestion for cells of several metrics, or a false discovery rate outside 0–1.
    """
    _check(cells, false_discovery)
    shown = [cell for cell in cells if _is_shown(cell, minimum_n)]
    found = [_compared(cell, _rest(cell, shown), minimum_n, confidence) for cell in cells]
    return _adjusted(found, false_discovery)


def each_other(
    cells: Sequence[Cell], *, false_discovery: float = 0.05, minimum_n: int = MINIMUM_N, confidence: float = 0.95
) -> Comparisons:
    """Every pair of cells; of k cells k · (k - 1) / 2 comparisons, so with many cells little stays sure.

    Raises BadQuestion as `against_rest`.
    """
    _check(cells, false_discovery)
    found = [_compared(one, other, minimum_n, confidence) for one, other in combinations(cells, 2)]
    return _adjusted(found, false_discovery)


def p_value(difference: float, low: float, high: float, confidence: float = 0.95) -> float:
    """The chance of a difference at least so large where there is none, from its interval.

    The half of the interval towards zero tells the standard error: .20 with an interval from .0524 to .3339 has
    z = .20 / (.1476 / 1.96) = 2.66, p = .008. 1 for no difference, 0 for one without any uncertainty.

    >>> round(p_value(0.20, 0.0524, 0.3339), 3)
    0.008
    """
    if not np.isfinite([difference, low, high]).all() or not low <= difference <= high:
        raise BadQuestion(f"compare: a difference of {difference} does not lie between {low} and {high}")
    if not difference:
        return 1.0
    half = difference - low if difference > 0 else high - difference
    error = half / normal_quantile(confidence)
    return float(2 * stats.norm.sf(abs(difference) / error)) if error > 0 else 0.0


def _check(cells: Sequence[Cell], false_discovery: float) -> None:
    if not 0 < false_discovery < 1:
        raise BadQuestion(f"false_discovery: must lie between 0 and 1, not {false_discovery}")
    for cell in cells:
        limits = [one for one in (cell.value, cell.low, cell.high) if one is not None]
        if cell.value is not None and not np.isfinite(limits).all():
            raise BadQuestion(f"compare: {cell.name} has a figure or a limit that is no number")
    if len({(cell.metric, cell.unit) for cell in cells}) > 1:
        raise BadQuestion("compare: cells of one metric only")
    if len({cell.name for cell in cells}) < len(cells):
        raise BadQuestion("compare: two cells have the same name")


def _is_shown(cell: Cell, minimum_n: int) -> bool:
    return cell.value is not None and cell.low is not None and cell.high is not None and cell.n >= minimum_n


def _rest(cell: Cell, shown: Sequence[Cell]) -> Cell:
    others = [other for other in shown if other.name != cell.name]
    n = np.array([other.n for other in others], float)
    if not n.sum():
        return Cell(REST, None, None, None, 0, cell.metric, cell.unit)
    values, lows, highs = (np.array([getattr(o, name) for o in others], float) for name in ("value", "low", "high"))
    share = n / n.sum()
    value = float((share * values).sum())
    below = float(np.sqrt(((share * (values - lows)) ** 2).sum()))
    above = float(np.sqrt(((share * (highs - values)) ** 2).sum()))
    return Cell(REST, value, value - below, value + above, int(n.sum()), cell.metric, cell.unit)


def _compared(cell: Cell, other: Cell, minimum_n: int, confidence: float) -> Comparison:
    fixed = (cell.name, other.name, cell.value, other.value, cell.n, other.n)
    few = [one.name for one in (cell, other) if one.n < minimum_n]
    apart = None if few else comparing.difference(cell, other)
    if apart is None or apart.low is None or apart.high is None:
        reason = f"fewer than {minimum_n} in {few[0]}" if few else "no figure with an interval to compare"
        return Comparison(*fixed, None, None, None, None, None, False, f"{cell.name}: {reason}.", reason)
    p = p_value(apart.value, apart.low, apart.high, confidence)
    return Comparison(*fixed, apart.value, apart.low, apart.high, p, None, False, "")


def _adjusted(found: Sequence[Comparison], false_discovery: float) -> Comparisons:
    chances = multiplicity.adjusted([np.nan if row.p is None else row.p for row in found])
    rows = []
    for row, chance in zip(found, chances, strict=True):
        if row.p is None:
            rows.append(row)
            continue
        flagged = bool(chance <= false_discovery)
        rows.append(replace(row, adjusted=float(chance), flagged=flagged, words=_words(row, flagged)))
    left_out = sum(row.p is None for row in found)
    remarks = (f"{left_out} could not be compared.",) if left_out else ()
    return Comparisons(tuple(rows), false_discovery, remarks)


def _words(row: Comparison, flagged: bool) -> str:
    if not flagged:
        clear = row.low is not None and row.high is not None and (row.low > 0 or row.high < 0)
        why = ", though it looks so alone: among so many comparisons chance brings such a one" if clear else ""
        return f"{row.cell} does not clearly differ from {row.other}{why}."
    side = "above" if (row.difference or 0) > 0 else "below"
    return f"{row.cell} lies clearly {side} {row.other}, also among all comparisons made."
