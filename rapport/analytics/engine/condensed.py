"""Rows gathered once for each unit and step of time; what holds over longer times is added up from the steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapport.analytics.engine.blocks import instant
from rapport.analytics.engine.running import Parts, Setting, given, of_span, steps_of
from rapport.analytics.engine.shapes import names_frames
from rapport.analytics.engine.stretches import Frame
from rapport.analytics.engine.timeline import Timeline

_NAME = "condensed"


@dataclass(frozen=True, slots=True)
class Carried:
    """Parts over all time to date, as what each step adds. ``state``: the measure from whose first step units count."""

    state: str | None
    parts: Parts


@dataclass(frozen=True, slots=True)
class Condensed:
    """The metrics over periods and to date from one pass over the rows.

    A period that is one step long is read from the steps; one of several steps adds up the measures of each unit.
    Parts to date come as changes: what a step adds comes to all later frames.
    """

    setting: Setting
    frames: Sequence[Frame]
    measures: Mapping[str, str]
    parts: Parts
    carried: Sequence[Carried]

    @property
    def columns(self) -> set[str]:
        """The names of all its parts."""
        return {*self.parts, *(name for carried in self.carried for name in carried.parts)}

    @property
    def timeline(self) -> Timeline:
        """Cut at the ends of all frames, and where periods begin."""
        return timeline_of(self.frames)

    def steps(self) -> list[tuple[str, str]]:
        """The named steps, in order."""
        named = [(f"seen_{_NAME}", self._seen()), (_NAME, self._gathered())]
        if turns := self._turns(long=False):
            named.append(("turns", given(turns, "step", "frame")))
        if turns := self._turns(long=True):
            named += [("spread", given(turns, "step", "frame")), ("merged", self._merged())]
        if self.carried:
            named.append(("enters", given(self.enters(), "step", "frame")))
        if self._states:
            named += [("firsts", self._firsts()), ("entered", self._entered())]
        return named

    def selects(self, columns: Sequence[str]) -> list[str]:
        """The SELECTs that bring the parts of cells."""
        return [
            self.setting.cells(columns, parts, units, frame, of_segments=of_segments, numbered_by=numbered_by)
            for parts, units, frame, numbered_by in self._sources()
            for of_segments in self.setting.kinds_of_cells()
        ]

    def _sources(self) -> list[tuple[Parts, str, str, str]]:
        found: list[tuple[Parts, str, str, str]] = []
        if self._turns(long=False):
            found.append((self.parts, f"{_NAME} AS units\nJOIN turns ON turns.step = units.step", "turns.frame", ""))
        if self._turns(long=True):
            found.append((self.parts, "merged AS units", "units.frame", ""))
        for carried in self.carried:
            units, step = ("entered", f"enters_{carried.state}") if carried.state else (_NAME, "step")
            found.append((carried.parts, f"{units} AS units", f"units.{step}", "enters"))
        return found

    def _seen(self) -> str:
        step = self.timeline.step_sql("seen.moment")
        seen = self.setting.seen(self.frames, self.measures.values())
        return f"SELECT seen.*, {step} AS step\nFROM (\n{seen}\n) AS seen"

    def _gathered(self) -> str:
        measures = ",\n  ".join(f"{sql} AS {name}" for name, sql in self.measures.items())
        joined = self.edges() if any(map(names_frames, self.measures.values())) else ""
        return self.setting.at_home(
            f"SELECT {self.setting.key_sql()}, seen.step,\n  {measures}\nFROM seen_{_NAME} AS seen{joined}"
            f"\nGROUP BY {self.setting.grouped_keys()}, seen.step"
        )

    def edges(self) -> str:
        """The join that tells each row the edges of its frame, where each frame is one step."""
        rows = []
        for frame in of_span(self.frames, "period"):
            edges = ", ".join(map(instant, (frame.starts, frame.ends, frame.quiet)))
            rows.append(f"({steps_of(self.timeline, frame)[0]}, {edges})")
        listed = ",\n  ".join(rows)
        return f"\nLEFT JOIN (VALUES\n  {listed}\n) AS frames (step, starts, ends, quiet) ON frames.step = seen.step"

    def _turns(self, *, long: bool) -> list[tuple[int, int]]:
        if not self.parts:
            return []
        frames = [(steps_of(self.timeline, frame), frame.number) for frame in of_span(self.frames, "period")]
        return [(step, number) for steps, number in frames if (len(steps) > 1) == long for step in steps]

    def _merged(self) -> str:
        keys = ", ".join(f"steps.{key}" for key in self.setting.keys)
        measures = ",\n  ".join(f"sum(steps.{name}) AS {name}" for name in self.measures)
        return (
            f"SELECT {keys}, spread.frame,\n  {measures}\nFROM {_NAME} AS steps"
            f"\nJOIN spread ON spread.step = steps.step\nGROUP BY {keys}, spread.frame"
        )

    def enters(self) -> list[tuple[int, int]]:
        """Each step with the first frame to date that holds it."""
        frames = [(steps_of(self.timeline, frame), frame.number) for frame in of_span(self.frames, "to_date")]
        latest = max(len(steps) for steps, _ in frames)
        return [(step, next(number for steps, number in frames if step in steps)) for step in range(latest)]

    @property
    def _states(self) -> list[str]:
        return [carried.state for carried in self.carried if carried.state is not None]

    @property
    def _whose(self) -> tuple[str, ...]:
        return ("unit", *(("region",) if self.setting.by_region else ()))

    def _firsts(self) -> str:
        keys = ", ".join(self._whose)
        firsts = ", ".join(f"min(CASE WHEN {state} > 0 THEN step END) AS {state}" for state in self._states)
        return f"SELECT {keys}, {firsts}\nFROM {_NAME}\nGROUP BY {keys}"

    def _entered(self) -> str:
        # What a unit brought before it counted comes with the step from which on it does.
        same = " AND ".join(f"firsts.{key} = units.{key}" for key in self._whose)
        entered = ",\n  ".join(
            f"CASE WHEN firsts.{state} > units.step THEN firsts.{state} ELSE units.step END AS enters_{state},"
            f" firsts.{state} AS first_{state}"
            for state in self._states
        )
        return f"SELECT units.*,\n  {entered}\nFROM {_NAME} AS units\nJOIN firsts ON {same}"


def timeline_of(frames: Sequence[Frame]) -> Timeline:
    """Cut at the ends of all frames, and where periods begin."""
    begins = [frame.opens for frame in of_span(frames, "period")]
    return Timeline.of([*begins, *(frame.ends for frame in frames)])
