"""Rate against mix over the rows of an answer: between two periods, or between two groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal, TypeAlias

import numpy as np

from rapport.analytics.answer import Answer, Row
from rapport.analytics.errors import BadQuestion
from rapport.analytics.honesty.decomposition import Cells, Decomposition, Of, Split, decompose, without_answer
from rapport.analytics.metrics import catalogue
from rapport.analytics.wording import counted

By = Literal["region", "segment", "breakdown"]
Sums: TypeAlias = "dict[str, tuple[float, float]]"
TOGETHER = "small cells together"
_CLOSE = 1e-6


def decompose_rows(
    before: Sequence[Row],
    now: Sequence[Row],
    *,
    by: By = "region",
    whole_before: Row | None = None,
    whole_now: Row | None = None,
    split: Split = "symmetric",
    names: Mapping[object, str] | None = None,
) -> Decomposition:
    """Take the difference between two sets of rows of one metric apart: rows of cells that share nobody.

    An average or a share is weighted by n, which must be what it is an average of; a total (revenue, a count) is taken
    apart into the number (n), the amount for each and the mix. ``whole_…`` are the rows over all cells: with them this
    is checked, and cells too small to be shown count together. ``names`` says what to call a cell.

    Where cells do not make the whole (they overlap, or n is not the metric's weight), or a cell is too small to be
    shown and no whole is given, there is no answer but a reason. Raises BadQuestion for rows of several metrics.
    """
    metrics = {row.metric for row in (*before, *now)}
    if len(metrics) != 1:
        raise BadQuestion(f"decompose: rows of one metric, not of {', '.join(sorted(metrics)) or 'none'}")
    of = _of(metrics.pop())
    label = _label(by, names or {})
    earlier, why_before = _sums(before, whole_before, label, of)
    later, why_now = _sums(now, whole_now, label, of)
    if reason := why_before or why_now:
        return without_answer(of, split, reason)
    cells = list(dict.fromkeys([*earlier, *later]))
    found = decompose(cells, _cells(cells, earlier), _cells(cells, later), of=of, split=split)
    if not all(row.complete for row in (*before, *now)):
        why = next((row.reason for row in (*before, *now) if not row.complete and row.reason), "it is not over")
        found = replace(found, remarks=(*found.remarks, f"One of the two periods is not whole: {why}."))
    return found


def between_periods(
    answer: Answer,
    metric: str,
    *,
    before: datetime,
    now: datetime,
    by: By = "region",
    segment: int | None = None,
    split: Split = "symmetric",
    names: Mapping[object, str] | None = None,
) -> Decomposition:
    """What the change of a metric between two periods of an answer is made of, over its regions (or segments).

    ``before`` and ``now`` are the starts of the two periods. ``segment``: of that segment's rows; not with
    ``by="segment"``, whose segments must not overlap. Raises LookupError where the answer has no such rows.
    """
    cells: list[list[Row]] = []
    wholes: list[Row | None] = []
    for start in (before, now):
        rows = [row for row in answer if row.metric == metric and row.period_start == start]
        # The row over the whole period may begin with the first month: the shorter one is meant.
        end = min((row.period_end for row in rows), default=start)
        parts, whole = _parted([row for row in rows if row.period_end == end], by, segment)
        if not parts:
            raise LookupError(f"{metric}: no rows by {by} for the period from {start} in this answer")
        cells.append(parts)
        wholes.append(whole)
    return decompose_rows(*cells, by=by, whole_before=wholes[0], whole_now=wholes[1], split=split, names=names)


def between_segments(
    answer: Answer,
    metric: str,
    segment: int | None,
    other: int | None,
    *,
    by: By = "region",
    split: Split = "symmetric",
) -> Decomposition:
    """What the difference ``other`` less ``segment`` of a metric is made of, over regions, in the whole period asked.

    None stands for everybody. Raises LookupError where the answer has no such rows.
    """
    period = answer.question.period
    cells: list[list[Row]] = []
    wholes: list[Row | None] = []
    for one in (segment, other):
        rows = [
            row
            for row in answer
            if row.metric == metric and (row.period_start, row.period_end) == (period.start, period.end)
        ]
        parts, whole = _parted(rows, by, one)
        if not parts:
            raise LookupError(f"{metric}: no rows by {by} for segment {one} over the whole period in this answer")
        cells.append(parts)
        wholes.append(whole)
    return decompose_rows(*cells, by=by, whole_before=wholes[0], whole_now=wholes[1], split=split)


def _parted(rows: Sequence[Row], by: By, segment: int | None) -> tuple[list[Row], Row | None]:
    fixed = {"region": None, "breakdown": None, "segment": segment}
    del fixed[by]
    level = [row for row in rows if all(getattr(row, name) == value for name, value in fixed.items())]
    parts = [row for row in level if getattr(row, by) is not None]
    whole = [row for row in level if getattr(row, by) is None]
    return parts, whole[0] if whole else None


def _of(metric: str) -> Of:
    known = metric in catalogue.names()
    return "total" if known and catalogue.get(metric).estimator.is_total else "rate"


def _label(by: By, names: Mapping[object, str]) -> Callable[[Row], str]:
    def named(row: Row) -> str:
        key = getattr(row, by)
        return names.get(key, str(key) if key != "" else "unknown")

    return named


def _sums(rows: Sequence[Row], whole: Row | None, label: Callable[[Row], str], of: Of) -> tuple[Sums, str]:
    """The weight and the sum of each cell, and why there are none."""
    shown = [row for row in rows if row.value is not None]
    sums = {label(row): (float(row.n), float(row.value or 0) * (row.n if of == "rate" else 1)) for row in shown}
    hidden = [row for row in rows if row.state == "too_few"]
    if whole is None or whole.value is None:
        small = f"{counted(len(hidden), 'group is', 'groups are')} too small to be shown"
        return sums, small if hidden else (whole.reason if whole is not None else "")
    weight, total = float(whole.n), whole.value * (whole.n if of == "rate" else 1)
    left = weight - sum(one[0] for one in sums.values()), total - sum(one[1] for one in sums.values())
    scale = _CLOSE * max(abs(total), sum(abs(one[1]) for one in sums.values()), 1.0)
    if hidden and left[0] > 0:
        return {**sums, TOGETHER: left}, ""
    if abs(left[0]) <= _CLOSE * max(weight, 1) and abs(left[1]) > scale:
        return sums, "some groups have an amount and nothing to average it over, such as refunds without orders"
    if abs(left[0]) > _CLOSE * max(weight, 1):
        return (
            sums,
            "the groups do not make the whole: they share customers, or it is no average of those counted",
        )
    return sums, ""


def _cells(names: Sequence[str], sums: Sums) -> Cells:
    weights = np.array([sums.get(name, (0.0, 0.0))[0] for name in names])
    totals = np.array([sums.get(name, (0.0, 0.0))[1] for name in names])
    with np.errstate(divide="ignore", invalid="ignore"):
        return Cells.of(weights, np.where(weights > 0, totals / weights, np.nan))
