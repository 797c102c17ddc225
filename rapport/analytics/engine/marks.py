"""Spans that overlap and only ask whether anything happened: each unit keeps one mark for each step of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapport.analytics.engine.running import Parts, Setting, given, of_span, steps_of
from rapport.analytics.engine.shapes import Mark
from rapport.analytics.engine.stretches import Frame
from rapport.analytics.engine.timeline import Timeline
from rapport.analytics.metric import Span

# A whole number of 64 bits, less its sign and one to spare.
MOST_STEPS = 62


@dataclass(frozen=True, slots=True)
class Marks:
    """The metrics of one or several spans whose measures are all "any row or none".

    Step n of a unit is the bit n of a whole number; a window of time is a number with the bits of its steps. Nothing is
    gathered anew for a frame: two numbers have a bit in common, or they do not.
    """

    setting: Setting
    frames: Sequence[Frame]
    measures: Mapping[Span, Mapping[str, Mark]]
    parts: Mapping[Span, Parts]

    @property
    def columns(self) -> set[str]:
        """The names of all its parts."""
        return {name for parts in self.parts.values() for name in parts}

    @property
    def timeline(self) -> Timeline:
        """Cut wherever a window of any measure begins or ends."""
        return timeline_of(self.frames, (mark for marks in self.measures.values() for mark in marks.values()))

    def steps(self) -> list[tuple[str, str]]:
        """The named steps, in order."""
        windows = [(f"windows_{span}", self._windows(span)) for span in self.measures]
        named = [("seen_marks", self._seen()), ("marks", self._gathered())]
        if self.setting.question.segments:
            # Members are joined before a unit becomes one row for each frame.
            joined = "SELECT members.segment, marks.*\nFROM marks JOIN members ON members.customer = marks.customer"
            named.append(("marks_of_members", joined))
        return [*named, *windows]

    def selects(self, columns: Sequence[str]) -> list[str]:
        """The SELECTs that bring the parts of cells."""
        return [
            self.setting.cells(
                columns, parts, self._units(span, of_segments), "units.frame", of_segments=of_segments, joined=True
            )
            for span, parts in self.parts.items()
            for of_segments in self.setting.kinds_of_cells()
        ]

    @property
    def _rows(self) -> list[str]:
        return list(dict.fromkeys(mark.rows for marks in self.measures.values() for mark in marks.values()))

    def _seen(self) -> str:
        bit = self.timeline.step_sql("seen.moment", lambda step: 1 << step)
        seen = self.setting.seen(self.frames, self._rows)
        return f"SELECT seen.*, CAST({bit} AS BIGINT) AS bit\nFROM (\n{seen}\n) AS seen"

    def _gathered(self) -> str:
        marks = [
            f"coalesce(bit_or(CASE WHEN {rows} THEN seen.bit END), 0) AS mark_{number}"
            for number, rows in enumerate(self._rows)
            if rows
        ]
        selected = ",\n  ".join(["bit_or(seen.bit) AS any_row", *marks])
        return self.setting.at_home(
            f"SELECT {self.setting.key_sql()},\n  {selected}\nFROM seen_marks AS seen"
            f"\nGROUP BY {self.setting.grouped_keys()}"
        )

    def _windows(self, span: Span) -> str:
        marks = self.measures[span]
        rows = [
            (frame.number, self._bits(frame), *(self._bits(frame, mark) for mark in marks.values()))
            for frame in of_span(self.frames, span)
        ]
        return given(rows, "frame", "span", *marks)

    def window(self, frame: Frame, mark: Mark) -> range:
        """The steps of a frame in which a mark's rows count."""
        steps = steps_of(self.timeline, frame)
        since = getattr(frame, mark.since) if mark.since else frame.opens
        until = getattr(frame, mark.until) if mark.until else frame.ends
        within = self.timeline.steps(max(since, frame.opens), min(until, frame.ends))
        return range(max(steps.start, within.start), min(steps.stop, within.stop))

    def _bits(self, frame: Frame, mark: Mark | None = None) -> str:
        steps = steps_of(self.timeline, frame) if mark is None else self.window(frame, mark)
        return f"CAST({sum(1 << step for step in steps)} AS BIGINT)"

    def _units(self, span: Span, of_segments: bool) -> str:
        keys = ", ".join(f"marks.{key}" for key in (*self.setting.keys, *(["segment"] if of_segments else [])))
        marks = "marks_of_members AS marks" if of_segments else "marks"
        places = {rows: f"mark_{number}" if rows else "any_row" for number, rows in enumerate(self._rows)}
        measures = ",\n    ".join(
            f"CASE WHEN (marks.{places[mark.rows]} & windows.{name}) <> 0 THEN 1 ELSE 0 END AS {name}"
            for name, mark in self.measures[span].items()
        )
        return (
            f"(\n  SELECT {keys}, windows.frame,\n    {measures}\n  FROM {marks} CROSS JOIN windows_{span} AS windows"
            "\n  WHERE (marks.any_row & windows.span) <> 0\n) AS units"
        )


def timeline_of(frames: Sequence[Frame], marks: Iterable[Mark]) -> Timeline:
    """Cut wherever a window of any of these marks can begin or end."""
    first = min(frame.opens for frame in frames)
    names = {"opens", "ends"} | {name for mark in marks for name in (mark.since, mark.until) if name}
    edges = {getattr(frame, name) for frame in frames for name in names}
    return Timeline.of(edge for edge in edges if edge >= first)
