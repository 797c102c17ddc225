"""From estimates to rows: which figures may be shown, and why the others are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.buckets import BUCKETS
from rapport.analytics.engine.listing import AMOUNTS, Coded, Column, Listing
from rapport.analytics.engine.parts import Cells, FactParts, Grid
from rapport.analytics.engine.stretches import LOOKING, Stretch
from rapport.analytics.estimators import Estimates, Parts
from rapport.analytics.intervals import Floats
from rapport.analytics.metric import Ingredient, Metric
from rapport.analytics.question import Question

Taken = tuple[Ingredient, Cells | None]
Places = NDArray[np.intp]
Truths = NDArray[np.bool_]
STATES = ("ok", "too_few", "no_data")
_OK, _TOO_FEW, _NO_DATA = range(len(STATES))
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

    def listing(self, taken: Sequence[Taken], found: Mapping[str, FactParts]) -> Listing:
        """The rows of every shown cell, each with its change where one is asked.

        ``taken``: what the metric is made of, each with the cells of its table; None where the table is not there.
        """
        estimates = self.metric.estimator.estimate(self._parts(taken), self.question.choices, self.question.confidence)
        stated = self._stated(estimates, _known([cells for _, cells in taken if cells]), found[self.metric.fact])
        lacking = [self._completeness(place, stretch, found) for place, stretch in enumerate(self.stretches)]
        complete = np.array([not reason for reason in lacking])
        cells = self._shown
        figures = _Figures(self.question, estimates, stated.states == _OK, cells, exact=self._is_exact(estimates))
        amounts = figures.amounts()
        if self.question.compare:
            before = np.array([stretch.before or 0 for stretch in self.stretches])
            amounts |= figures.changes(cells + (before - np.arange(self.grid.periods))[self._periods], complete)
        reasons = stated.reasons.copy()
        said = np.array([stated.number(reason) for reason in lacking], np.int32)
        unexplained = reasons == 0
        reasons[unexplained] = said[np.arange(self.grid.size) % self.grid.periods][unexplained]
        columns: dict[str, Column] = {
            "n": figures.n,
            "state": Coded(stated.states[cells], STATES),
            "reason": Coded(reasons[cells], list(stated.words)),
            "assumption": figures.assumptions(),
            "complete": complete[self._periods],
        }
        return self._rows(amounts | columns)

    def unanswered(self, reason: str) -> Listing:
        """Rows that state why there is no answer at all."""
        count = len(self._shown)
        return self._rows(
            {
                "n": np.zeros(count, np.int64),
                "state": Coded.alike(STATES[_NO_DATA], count),
                "reason": Coded.alike(reason, count),
                "assumption": Coded.alike("", count),
                "complete": np.ones(count, bool),
            }
        )

    @property
    def _shown(self) -> Places:
        """The cells that are shown, in the order of the rows."""
        pairs = np.arange(self.grid.size // self.grid.periods)
        shown = np.array([place for place, stretch in enumerate(self.stretches) if stretch.shown], np.intp)
        return np.asarray((pairs[:, None] * self.grid.periods + shown).ravel(), np.intp)

    @property
    def _periods(self) -> Places:
        """The place of the period of each row."""
        return self._shown % self.grid.periods

    def _rows(self, columns: dict[str, Column]) -> Listing:
        """The rows with all columns; amounts that are not given are not there."""
        cells, grid = self._shown, self.grid
        pairs = (cells // grid.periods).astype(np.int32)
        periods = self._periods.astype(np.int32)
        regions, values = len(grid.regions), len(grid.breakdown)
        nothing: dict[str, Column] = dict.fromkeys(AMOUNTS, np.full(len(cells), np.nan))
        where: dict[str, Column] = {
            "metric": Coded.alike(self.metric.name, len(cells)),
            "segment": Coded(pairs // (regions * values), grid.segments),
            "region": Coded(pairs // values % regions, grid.regions),
            "breakdown": Coded(pairs % values, grid.breakdown),
            "period_start": Coded(periods, [stretch.start for stretch in self.stretches]),
            "period_end": Coded(periods, [stretch.end for stretch in self.stretches]),
            "unit": Coded.alike(self.unit, len(cells)),
        }
        return Listing(nothing | where | columns)

    def _parts(self, taken: Sequence[Taken]) -> Parts:
        parts: dict[str, Floats] = {}
        for ingredient, cells in taken:
            if cells is None:
                parts |= {name: np.zeros((self.grid.size, BUCKETS)) for name in ingredient.parts}
            else:
                parts |= cells.parts(self.metric, ingredient)
        return parts

    def _stated(self, estimates: Estimates, known: Truths, found: FactParts) -> _Stated:
        """What is said of each cell; of several reasons the last one given here."""
        least, total = self.question.minimum_n, self._is_total
        period = np.arange(self.grid.size) % self.grid.periods
        covered = np.array([self._covered(stretch, found) for stretch in self.stretches])
        to_come = np.array([self._is_to_come(stretch) for stretch in self.stretches])
        stated = _Stated.of(self.grid.size)
        if self.question.hide_small_totals or not total:
            stated.say(estimates.n < least, _TOO_FEW, f"fewer than {least} {self._counted}")
        nothing = np.isnan(estimates.value)
        stated.say(nothing | ~(known & covered[period]) if total else nothing, _NO_DATA, self.metric.nothing)
        for cell, reason in estimates.reasons.items():
            stated.say(cell, _NO_DATA, reason)
        stated.say(to_come[period], _NO_DATA, "the period has not begun")
        if self.metric.everybody_only:
            of_segment = np.array([segment is not None for segment in self.grid.segments])
            rows = np.repeat(of_segment, self.grid.size // len(self.grid.segments))
            stated.say(rows, _NO_DATA, "anonymous orders belong to no segment")
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

    def _is_exact(self, estimates: Estimates) -> bool:
        return estimates.replicates is None and self._is_total

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


@dataclass(slots=True)
class _Stated:
    """The state of each cell and the number of its reason among all words; 0 is no reason."""

    states: NDArray[np.int32]
    reasons: NDArray[np.int32]
    words: dict[str, int]

    @classmethod
    def of(cls, cells: int) -> _Stated:
        return cls(np.full(cells, _OK, np.int32), np.zeros(cells, np.int32), {"": 0})

    def number(self, reason: str) -> int:
        return self.words.setdefault(reason, len(self.words))

    def say(self, cells: Truths | int, state: int, reason: str) -> None:
        """State this of some cells, whatever was said of them before."""
        self.states[cells], self.reasons[cells] = state, self.number(reason)


@dataclass(slots=True)
class _Figures:
    """The figures of the shown ``cells``. ``ok``: the cells of the grid that have one."""

    question: Question
    estimates: Estimates
    ok: Truths
    cells: Places
    exact: bool

    @property
    def n(self) -> NDArray[np.int64]:
        """How many each row rests on."""
        return np.asarray(np.rint(self.estimates.n).astype(np.int64)[self.cells])

    def amounts(self) -> dict[str, Column]:
        """Value and interval."""
        ok, known = self.ok[self.cells], self.estimates
        sure = ok & ((self.n >= self.question.minimum_n) | self.exact)
        bounds = {name: _where(sure, getattr(known, name)[self.cells]) for name in ("low", "high")}
        return {"value": _where(ok, known.value[self.cells]), **bounds}

    def changes(self, before: Places, complete: Truths) -> dict[str, Column]:
        """What was before each row, and how it has changed: between periods that are over."""
        known, periods = self.estimates, len(complete)
        change, low, high = known.change(self.cells, before, self.question.confidence)
        past = self.ok[before]
        whole = past & self.ok[self.cells] & complete[before % periods] & complete[self.cells % periods]
        enough = whole & (np.minimum(self.n, known.n[before]) >= self.question.minimum_n)
        return {
            "previous": _where(past, known.value[before]),
            "change": _where(whole, change),
            "change_low": _where(enough, low),
            "change_high": _where(enough, high),
        }

    def assumptions(self) -> Coded:
        """What was declared and not measured, where it bears on a figure."""
        words = {"": 0}
        codes = np.zeros(len(self.ok), np.int32)
        for cell, said in self.estimates.assumptions.items():
            codes[cell] = words.setdefault(said, len(words)) if self.ok[cell] else 0
        return Coded(codes[self.cells], list(words))


def _where(there: Truths, values: Floats) -> Floats:
    return np.where(there, values, np.nan)


def _known(tables: Sequence[Cells]) -> Truths:
    return np.logical_or.reduce([cells.known for cells in tables])
