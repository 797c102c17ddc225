"""A plan that reads the rows once and adds them up in memory: units × steps of time as arrays, cells as products."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from rapport.analytics.engine.condensed import Condensed
from rapport.analytics.engine.drawn import Drawn, drawn_by, drawn_where, is_there
from rapport.analytics.engine.marks import Marks
from rapport.analytics.engine.running import Parts, Setting, of_span, steps_of
from rapport.analytics.engine.shapes import columns_of, names_frames
from rapport.analytics.engine.stretches import Frame
from rapport.analytics.engine.timeline import Timeline
from rapport.analytics.engine.worth import can_be_worked_out
from rapport.analytics.metric import Span

MOST_BUCKETS = 64


@dataclass(frozen=True, slots=True)
class Sheet:
    """Parts that share their units and times.

    ``frames``: the number of the frame of each time. ``windows``: for each time the steps that it holds; None where the
    times are the steps themselves, and what a unit brought before ``state`` was above zero comes with that step.
    ``span``: of marks, whose measures are any or none, over the windows of ``within``.
    """

    frames: Sequence[int]
    parts: Parts
    windows: Sequence[range] | None = None
    state: str | None = None
    span: Span | None = None
    within: Mapping[str, Sequence[range]] = field(default_factory=dict)


@dataclass(frozen=True)
class Tally:
    """What of a fact table can be added up in memory."""

    setting: Setting
    condensed: Condensed | None
    marks: Marks | None

    @cached_property
    def drawn(self) -> dict[str, Drawn]:
        """What each measure of the steps draws from a row."""
        found = self.condensed.measures.items() if self.condensed else ()
        return {name: one for name, sql in found if (one := drawn_by(sql))}

    @cached_property
    def marked(self) -> dict[tuple[str, str], Drawn]:
        """What each mark of a span draws from a row."""
        measures = self.marks.measures.items() if self.marks else ()
        return {(span, name): drawn_where(mark.rows) for span, marks in measures for name, mark in marks.items()}

    @cached_property
    def amounts(self) -> dict[str, str]:
        """The column of the rows for each amount that is drawn."""
        wanted = dict.fromkeys(one.amount for one in self.drawn.values() if one.amount)
        return {sql: f"amount_{number}" for number, sql in enumerate(wanted)}

    @cached_property
    def conditions(self) -> dict[str, str]:
        """The column of the rows for each condition that rows must meet; that an amount is there, its column says."""
        wanted = dict.fromkeys(one.where for one in (*self.drawn.values(), *self.marked.values()) if one.where)
        asked = [sql for sql in wanted if sql not in self.there]
        return {sql: f"condition_{number}" for number, sql in enumerate(asked)}

    @cached_property
    def there(self) -> dict[str, str]:
        """The conditions that an amount is there, each with the column of the amount."""
        return {is_there(sql): name for sql, name in self.amounts.items()}

    @property
    def timelines(self) -> dict[str, Timeline]:
        """The timelines along which rows are added up, by the column of their steps."""
        found = {"step": self.condensed.timeline} if self.condensed else {}
        return found | ({"mark": self.marks.timeline} if self.marks else {})

    def rows_sql(self, buckets: range) -> str:
        """The SELECT of all rows of units in these buckets: whose, where, when, and what is drawn from each."""
        frames = [*(self.condensed.frames if self.condensed else ()), *(self.marks.frames if self.marks else ())]
        asked = [*self.amounts, *self.conditions]
        seen = self.setting.seen(frames, asked)
        steps = [
            f"CAST({line.step_sql('seen.moment')} AS {_small(line)}) AS {name}" for name, line in self.timelines.items()
        ]
        joined = self.condensed.edges() if self.condensed and any(map(names_frames, asked)) else ""
        place = ["seen.unit", "seen.bucket"]
        if self.setting.by_region:
            own = "CASE WHEN seen.customer IS NULL THEN seen.region END" if self.setting.late else "seen.region"
            place.append(f"{own} AS region")
        drawn = [f"{sql} AS {name}" for sql, name in self.amounts.items()]
        drawn += [f"coalesce({sql}, false) AS {name}" for sql, name in self.conditions.items()]
        selected = ",\n  ".join([*place, *(f"seen.{name}" for name in self.timelines), *drawn])
        some = "" if len(buckets) == MOST_BUCKETS else f"\nWHERE seen.bucket BETWEEN {buckets[0]} AND {buckets[-1]}"
        return (
            f"SELECT\n  {selected}\nFROM (\nSELECT seen.*, {', '.join(steps)}\nFROM (\n{seen}\n) AS seen\n) AS seen"
            f"{joined}{some}"
        )

    def sheets(self) -> Iterator[Sheet]:
        """What is worked out of the steps and of the marks."""
        if self.condensed:
            yield from _of_steps(self.condensed)
        if self.marks:
            yield from _of_marks(self.marks)


def tallied(setting: Setting, condensed: Condensed | None, marks: Marks | None) -> Tally | None:
    """What of these plans can be added up in memory."""
    some, marked = _with_parts(condensed, wanted=True), _marks_with_parts(marks, wanted=True)
    return Tally(setting, some, marked) if some or marked else None


def left(condensed: Condensed | None, marks: Marks | None) -> list[Condensed | Marks]:
    """What of these plans is left to SQL."""
    plans = (_with_parts(condensed, wanted=False), _marks_with_parts(marks, wanted=False))
    return [plan for plan in plans if plan]


def _with_parts(condensed: Condensed | None, *, wanted: bool) -> Condensed | None:
    if condensed is None:
        return None
    measures = condensed.measures
    can = {name for name, sql in measures.items() if drawn_by(sql)}

    def some(parts: Parts) -> Parts:
        return {name: sql for name, sql in parts.items() if _is_tallied(sql, frozenset(measures), can) == wanted}

    carried = [replace(one, parts=some(one.parts)) for one in condensed.carried]
    found = replace(condensed, parts=some(condensed.parts), carried=[one for one in carried if one.parts])
    parts = [*found.parts.values(), *(sql for one in found.carried for sql in one.parts.values())]
    if not parts:
        return None
    named = set().union(*(columns_of(sql) for sql in parts)) | {one.state for one in found.carried}
    return replace(found, measures={name: sql for name, sql in measures.items() if name in named})


def _marks_with_parts(marks: Marks | None, *, wanted: bool) -> Marks | None:
    if marks is None:
        return None
    parts = {
        span: {
            name: sql
            for name, sql in marks.parts[span].items()
            if can_be_worked_out(sql, frozenset(marks.measures[span])) == wanted
        }
        for span in marks.parts
    }
    spans = [span for span in parts if parts[span]]
    if not spans:
        return None
    return replace(
        marks,
        measures={span: marks.measures[span] for span in spans},
        parts={span: parts[span] for span in spans},
        frames=[frame for frame in marks.frames if frame.span in spans],
    )


def _is_tallied(part: str, measures: frozenset[str], can: set[str]) -> bool:
    return can_be_worked_out(part, measures) and columns_of(part) & measures <= can


def _of_steps(condensed: Condensed) -> Iterator[Sheet]:
    timeline = condensed.timeline
    if condensed.parts:
        frames = of_span(condensed.frames, "period")
        yield Sheet(_numbers(frames), condensed.parts, [steps_of(timeline, frame) for frame in frames])
    for carried in condensed.carried:
        yield Sheet([number for _, number in condensed.enters()], carried.parts, state=carried.state)


def _of_marks(marks: Marks) -> Iterator[Sheet]:
    for span, parts in marks.parts.items():
        frames = of_span(marks.frames, span)
        within = {name: [marks.window(frame, mark) for frame in frames] for name, mark in marks.measures[span].items()}
        yield Sheet(_numbers(frames), parts, [steps_of(marks.timeline, frame) for frame in frames], None, span, within)


def _small(line: Timeline) -> str:
    return "UTINYINT" if len(line.cuts) < 1 << 8 else "USMALLINT"


def _numbers(frames: Sequence[Frame]) -> list[int]:
    return [frame.number for frame in frames]
