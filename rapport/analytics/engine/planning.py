"""Which plan brings which parts: the cheapest whose shape a metric's measures and parts allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapport.analytics.engine.blocks import Block, with_choices
from rapport.analytics.engine.condensed import Carried, Condensed
from rapport.analytics.engine.condensed import timeline_of as condensed_timeline
from rapport.analytics.engine.marks import MOST_STEPS, Marks
from rapport.analytics.engine.marks import timeline_of as marks_timeline
from rapport.analytics.engine.running import Setting, of_span, steps_of
from rapport.analytics.engine.shapes import Mark, asks_any_or_none, is_additive, mark_of, names_frames, since_when
from rapport.analytics.engine.stretches import Frame
from rapport.analytics.metric import Ingredient, Metric, Span

Taken = tuple[Metric, Ingredient]
_RESERVED = frozenset(
    [
        "unit",
        "customer",
        "bucket",
        "region",
        "own",
        "step",
        "frame",
        "span",
        "seen",
        "frames",
        "units",
        "moment",
        "bit",
        "gathered",
    ]
)


@dataclass(slots=True)
class Names:
    """One name for each expression, however many metrics share it."""

    by_sql: dict[str, str] = field(default_factory=dict)

    def name(self, sql: str, wanted: str, fallback: str) -> str:
        """The name of an expression: the one wanted unless another has it."""
        if sql not in self.by_sql:
            taken = wanted in self.by_sql.values() or wanted in _RESERVED
            self.by_sql[sql] = fallback if taken else wanted
        return self.by_sql[sql]

    def sql_by_name(self) -> dict[str, str]:
        """The expressions by their names."""
        return {name: sql for sql, name in self.by_sql.items()}


@dataclass(slots=True)
class Plan:
    """The plans of one fact table.

    ``columns``: the column of each (metric, part); spans share columns, since no row is of two spans. ``carried``:
    the (span, column) pairs that come as changes from frame to frame.
    """

    condensed: Condensed | None
    marks: Marks | None
    anew: list[Block]
    columns: dict[tuple[str, str], str]
    carried: set[tuple[Span, str]]

    @property
    def plans(self) -> list[Block | Condensed | Marks]:
        """All of them."""
        return [*([self.condensed] if self.condensed else []), *([self.marks] if self.marks else []), *self.anew]

    @property
    def slots(self) -> list[str]:
        """All columns."""
        return sorted(set(self.columns.values()), key=lambda name: int(name.rpartition("_")[2]))


@dataclass(slots=True)
class Planner:
    """Sorts what metrics take from a table into plans."""

    setting: Setting
    frames: Sequence[Frame]
    columns: dict[tuple[str, str], str] = field(default_factory=dict)
    carried: set[tuple[Span, str]] = field(default_factory=set)
    used: dict[Span, int] = field(default_factory=dict)

    def plan(self, taken: Sequence[Taken]) -> Plan:
        """The plans of all that is taken."""
        condensed = [one for one in taken if self._can_condense(one[1])]
        marked = [one for one in taken if one not in condensed and self._can_mark(one[1])]
        if marked and len(marks_timeline(self._frames_of(marked), self._marks(marked)).cuts) > MOST_STEPS:
            marked = []
        anew = [one for one in taken if one not in condensed and one not in marked]
        return Plan(
            self._condensed(condensed) if condensed else None,
            self._marked(marked) if marked else None,
            [self._anew(span, _of_span(anew, span)) for span in sorted({one.span for _, one in anew})],
            self.columns,
            self.carried,
        )

    def _can_condense(self, ingredient: Ingredient) -> bool:
        measures = self._measures(ingredient)
        additive = all(is_additive(sql) and not names_frames(sql) for sql in measures.values())
        if ingredient.span == "period":
            frames = of_span(self.frames, "period")
            return additive or all(len(steps_of(condensed_timeline(frames), frame)) == 1 for frame in frames)
        if ingredient.span != "to_date" or not additive:
            return False
        added = [since_when(part, frozenset(measures)) for part in _plain(ingredient.parts.values())]
        return all(one is not None and (one[1] is None or mark_of(measures[one[1]])) for one in added)

    def _can_mark(self, ingredient: Ingredient) -> bool:
        measures = self._measures(ingredient)
        names = frozenset(measures)
        return all(map(mark_of, measures.values())) and all(
            asks_any_or_none(part, names) for part in _plain(ingredient.parts.values())
        )

    def _condensed(self, taken: Sequence[Taken]) -> Condensed:
        measures, period = Names(), Names()
        carried: dict[str | None, Names] = {}
        for metric, ingredient in taken:
            for part, sql in self._named_parts(metric, ingredient, measures):
                if ingredient.span == "period":
                    self._keep(metric, part, "period", period, sql)
                    continue
                added = since_when(sql, frozenset(measures.by_sql.values()))
                assert added is not None
                column = self._keep(metric, part, "to_date", carried.setdefault(added[1], Names()), added[0])
                self.carried.add(("to_date", column))
        return Condensed(
            self.setting,
            self._frames_of(taken),
            measures.sql_by_name(),
            period.sql_by_name(),
            [Carried(state, parts.sql_by_name()) for state, parts in carried.items()],
        )

    def _marked(self, taken: Sequence[Taken]) -> Marks:
        spans = sorted({ingredient.span for _, ingredient in taken})
        measures, parts = ({span: Names() for span in spans} for _ in range(2))
        for metric, ingredient in taken:
            span = ingredient.span
            for part, sql in self._named_parts(metric, ingredient, measures[span]):
                self._keep(metric, part, span, parts[span], sql)
        marks = {span: {name: _mark(sql) for name, sql in measures[span].sql_by_name().items()} for span in spans}
        return Marks(self.setting, self._frames_of(taken), marks, {span: parts[span].sql_by_name() for span in spans})

    def _anew(self, span: Span, taken: Sequence[Taken]) -> Block:
        measures, parts = Names(), Names()
        for metric, ingredient in taken:
            for part, sql in self._named_parts(metric, ingredient, measures):
                self._keep(metric, part, span, parts, sql)
        additive = all(is_additive(sql) and not names_frames(sql) for sql in measures.by_sql)
        stepwise = span == "to_date" and additive
        if stepwise:
            self.carried |= {(span, column) for column in parts.by_sql.values()}
        setting = self.setting
        return Block(
            setting.fact,
            setting.question,
            of_span(self.frames, span),
            measures.sql_by_name(),
            parts.sql_by_name(),
            f"_{span}",
            home=setting.home,
            stepwise=stepwise,
        )

    def _keep(self, metric: Metric, part: str, span: Span, names: Names, sql: str) -> str:
        if sql not in names.by_sql:
            self.used[span] = self.used.get(span, 0) + 1
        column = names.name(sql, f"part_{self.used[span]}", "")
        self.columns[metric.name, part] = column
        return column

    def _measures(self, ingredient: Ingredient) -> dict[str, str]:
        choices = self.setting.question.choices
        return {name: with_choices(sql, choices) for name, sql in ingredient.measures.items()}

    def _named_parts(self, metric: Metric, ingredient: Ingredient, measures: Names) -> Iterable[tuple[str, str]]:
        return named_parts(metric, ingredient, measures, self._measures(ingredient))

    def _marks(self, taken: Sequence[Taken]) -> list[Mark]:
        return [_mark(sql) for _, ingredient in taken for sql in self._measures(ingredient).values()]

    def _frames_of(self, taken: Sequence[Taken]) -> list[Frame]:
        spans = {ingredient.span for _, ingredient in taken}
        return [frame for frame in self.frames if frame.span in spans]


def named_parts(
    metric: Metric, ingredient: Ingredient, measures: Names, given: dict[str, str]
) -> Iterable[tuple[str, str]]:
    """The parts of an ingredient, with the names that its measures have got."""
    names = {name: measures.name(sql, name, f"{metric.name}_{name}") for name, sql in given.items()}
    return [(part, sql.format(**names)) for part, sql in ingredient.parts.items()]


def _of_span(taken: Sequence[Taken], span: Span) -> list[Taken]:
    return [one for one in taken if one[1].span == span]


def _plain(parts: Iterable[str]) -> list[str]:
    return [part.replace("{", "").replace("}", "") for part in parts]


def _mark(sql: str) -> Mark:
    found = mark_of(sql)
    assert found is not None
    return found
