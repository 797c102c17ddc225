"""From estimates to rows: which figures may be shown, and why the others are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.answer import Row, State
from rapport.analytics.buckets import BUCKETS
from rapport.analytics.engine.parts import Cells, FactParts, Grid
from rapport.analytics.engine.stretches import LOOKING, Stretch
from rapport.analytics.estimators import Estimates, Parts
from rapport.analytics.intervals import Floats
from rapport.analytics.metric import Ingredient, Metric
from rapport.analytics.question import Question

Taken = tuple[Ingredient, Cells | None]
Group = tuple[int | None, str | None, str | None]
# Records that begin on the first day of a time looked at begin with it.
_TOLERANCE = timedelta(days=1)
# A total that misses at most this share of its period at the beginning counts as whole: nobody may have bought then.
_GRACE = 0.05


@dataclass(frozen=True, slots=True)
class Sheet:
    """One metric on the grid, ready to be read out."""

    metric: Metric
    question: Question
    grid: Grid
    stretches: Sequence[Stretch]
    unit: str

    def rows(self, taken: Sequence[Taken], found: Mapping[str, FactParts]) -> list[Row]:
        """The rows of every shown cell, each with its change where one is asked.

        ``taken``: what the metric is made of, each with the cells of its table; None where the table is not there.
        """
        question = self.question
        estimates = self.metric.estimator.estimate(self._parts(taken), question.choices, question.confidence)
        stated = self._states(estimates, _known([cells for _, cells in taken if cells]), found[self.metric.fact])
        shown = [(place, stretch) for place, stretch in enumerate(self.stretches) if stretch.shown]
        complete = [self._completeness(place, stretch, found) for place, stretch in enumerate(self.stretches)]
        figures = _Figures.of(estimates, is_total=self._is_total)
        rows: list[Row] = []
        for (number, group), (p, stretch) in product(enumerate(self.grid.cells()), shown):
            cell = number * self.grid.periods + p
            row = self._row(group, stretch, figures, cell, stated[cell])
            row.complete = not complete[p]
            row.reason = row.reason or complete[p]
            rows.append(row)
        if question.compare:
            self._add_changes(rows, estimates, stated, [not reason for reason in complete])
        return rows

    def unanswered(self, reason: str) -> list[Row]:
        """Rows that state why there is no answer at all."""
        shown = [stretch for stretch in self.stretches if stretch.shown]
        return [
            self._stated(group, stretch, 0, "no_data", reason) for group, stretch in product(self.grid.cells(), shown)
        ]

    def _parts(self, taken: Sequence[Taken]) -> Parts:
        parts: dict[str, Floats] = {}
        for ingredient, cells in taken:
            if cells is None:
                parts |= {name: np.zeros((self.grid.size, BUCKETS)) for name in ingredient.parts}
            else:
                parts |= cells.parts(self.metric, ingredient)
        return parts

    def _states(self, estimates: Estimates, known: NDArray[np.bool_], found: FactParts) -> list[tuple[State, str]]:
        question = self.question
        stated: list[tuple[State, str]] = []
        total, periods, least = self._is_total, self.grid.periods, question.minimum_n
        small = question.hide_small_totals or not total
        to_come = [self._is_to_come(stretch) for stretch in self.stretches]
        covered = [self._covered(stretch, found) for stretch in self.stretches]
        figures = zip(estimates.value.tolist(), estimates.n.tolist(), known.tolist(), strict=True)
        for cell, (value, n, is_known) in enumerate(figures):
            if to_come[cell % periods]:
                stated.append(("no_data", "the period has not begun"))
            elif cell in estimates.reasons:
                stated.append(("no_data", estimates.reasons[cell]))
            elif (total and not (is_known and covered[cell % periods])) or value != value:
                stated.append(("no_data", self.metric.nothing))
            elif n < least and small:
                stated.append(("too_few", f"fewer than {least} {self._counted}"))
            else:
                stated.append(("ok", ""))
        return stated

    @property
    def _is_total(self) -> bool:
        return self.metric.estimator.is_total

    def _is_to_come(self, stretch: Stretch) -> bool:
        known = self.question.known_until
        return self.metric.span in LOOKING and known is not None and stretch.start >= known

    def _covered(self, stretch: Stretch, found: FactParts) -> bool:
        first, last = found.profile.first, found.profile.last
        if first is None or last is None:
            return False
        return stretch.end > first and (self.metric.span in ("to_date", "standing") or stretch.start <= last)

    @property
    def _counted(self) -> str:
        return self.metric.n_means.removeprefix("the ")

    def _row(self, group: Group, stretch: Stretch, figures: _Figures, cell: int, stated: tuple[State, str]) -> Row:
        row = self._stated(group, stretch, figures.n[cell], *stated)
        if row.state == "ok":
            row.value = figures.value[cell]
            if row.n >= self.question.minimum_n or figures.is_exact:
                row.low, row.high = figures.low[cell], figures.high[cell]
            row.assumption = figures.assumptions.get(cell, "")
        return row

    def _stated(self, group: Group, stretch: Stretch, n: int, state: State, reason: str) -> Row:
        segment, region, breakdown = group
        return Row(
            metric=self.metric.name,
            segment=segment,
            region=region,
            period_start=stretch.start,
            period_end=stretch.end,
            value=None,
            low=None,
            high=None,
            n=n,
            unit=self.unit,
            state=state,
            reason=reason,
            breakdown=breakdown,
        )

    def _completeness(self, place: int, stretch: Stretch, found: Mapping[str, FactParts]) -> str:
        assert self.question.known_until is not None
        if stretch.end > self.question.known_until:
            return "the period is not over"
        if stretch.cut:
            return f"the question cuts this {self.question.grain}"
        for ingredient in self.metric.ingredients:
            if ingredient.fact in found and (reason := self._begun_within(ingredient, place, stretch, found)):
                return reason
        return ""

    def _begun_within(
        self, ingredient: Ingredient, place: int, stretch: Stretch, found: Mapping[str, FactParts]
    ) -> str:
        """Why a figure is too low, or knows too little: its records begin within the time that it looks at."""
        parts = found[ingredient.fact]
        first = parts.profile.first
        if first is None:
            return ""
        if ingredient.span in ("before", "silence", "return"):
            opens = next(f.opens for f in parts.frames if f.span == ingredient.span and f.stretch == place)
            begun = first > opens + _TOLERANCE
            return f"records begin on {first:%Y-%m-%d}, within the time looked back on" if begun else ""
        grace = max(_TOLERANCE, _GRACE * (stretch.end - stretch.start))
        partial = ingredient.span == "period" and stretch.start + grace < first < stretch.end
        return f"records begin on {first:%Y-%m-%d}, within the period" if partial and self._is_total else ""

    def _add_changes(
        self, rows: list[Row], estimates: Estimates, stated: list[tuple[State, str]], complete: list[bool]
    ) -> None:
        shown = [place for place, stretch in enumerate(self.stretches) if stretch.shown]
        pairs = range(self.grid.shape[0] * self.grid.shape[1])
        now = np.array([pair * self.grid.periods + place for pair in pairs for place in shown], np.intp)
        step = {place: (self.stretches[place].before or 0) - place for place in shown}
        before = now + np.array([step[place] for _ in pairs for place in shown], np.intp)
        change, low, high = estimates.change(now, before, self.question.confidence)
        for number, row in enumerate(rows):
            past = int(before[number])
            if stated[past][0] != "ok":
                continue
            row.previous = float(estimates.value[past])
            whole = complete[past % self.grid.periods] and row.complete
            if row.state == "ok" and whole:
                row.change = float(change[number])
                enough = min(row.n, estimates.n[past]) >= self.question.minimum_n
                if enough:
                    row.change_low, row.change_high = _number(low[number]), _number(high[number])


@dataclass(frozen=True, slots=True)
class _Figures:
    """Estimates as plain numbers: reading single ones out of arrays takes longer than making them."""

    value: list[float]
    low: list[float | None]
    high: list[float | None]
    n: list[int]
    assumptions: Mapping[int, str]
    is_exact: bool

    @classmethod
    def of(cls, estimates: Estimates, *, is_total: bool) -> _Figures:
        return cls(
            estimates.value.tolist(),
            _numbers(estimates.low),
            _numbers(estimates.high),
            np.rint(estimates.n).astype(int).tolist(),
            estimates.assumptions,
            estimates.replicates is None and is_total,
        )


def _numbers(values: Floats) -> list[float | None]:
    return [None if value != value else value for value in values.tolist()]


def _known(tables: Sequence[Cells]) -> NDArray[np.bool_]:
    return np.logical_or.reduce([cells.known() for cells in tables])


def _number(value: float) -> float | None:
    return None if value != value else float(value)
