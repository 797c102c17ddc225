"""What the plans that run have in common: rows are gathered before anything is joined to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapport.analytics.engine.blocks import Block
from rapport.analytics.engine.stretches import Frame
from rapport.analytics.engine.timeline import Timeline
from rapport.analytics.fact import Fact
from rapport.analytics.metric import Span
from rapport.analytics.question import Question

Parts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Setting:
    """A fact table as a question looks at it. ``home``: the region is the customer's own."""

    fact: Fact
    question: Question
    home: bool

    @property
    def by_region(self) -> bool:
        """Whether each region gets cells of its own."""
        return "region" in self.question.by

    @property
    def late(self) -> bool:
        """Whether the region of known customers is joined to units and not to every row."""
        return self.by_region and self.home and self.question.regions is None and self.fact.name != "customers"

    @property
    def keys(self) -> tuple[str, ...]:
        """What tells units apart."""
        return ("unit", "customer", "bucket", *(("region",) if self.by_region else ()))

    def seen(self, frames: Sequence[Frame], measures: Iterable[str]) -> str:
        """The rows that any of the frames looks at."""
        named = {str(number): sql for number, sql in enumerate(measures)}
        return Block(self.fact, self.question, frames, named, {}, home=self.home and not self.late).seen()

    def key_sql(self) -> str:
        """The keys of units as expressions over ``seen``; the region of known customers is left for later."""
        region = "CASE WHEN seen.customer IS NULL THEN seen.region END AS own" if self.late else "seen.region"
        return "seen.unit, seen.customer, seen.bucket" + (f", {region}" if self.by_region else "")

    def grouped_keys(self) -> str:
        """The same without names, to group by."""
        return self.key_sql().removesuffix(" AS own")

    def at_home(self, units: str) -> str:
        """The SELECT of units, each known customer in their own region: joined once, when rows are gathered."""
        if not self.late:
            return units
        region = "CASE WHEN gathered.customer IS NULL THEN gathered.own ELSE coalesce(customers.region, '') END"
        return (
            f"SELECT gathered.*, {region} AS region\nFROM (\n{units}\n) AS gathered"
            "\nLEFT JOIN customers ON customers.id = gathered.customer"
        )

    def cells(
        self,
        columns: Sequence[str],
        parts: Parts,
        units: str,
        frame: str,
        *,
        of_segments: bool,
        joined: bool = False,
        numbered_by: str = "",
    ) -> str:
        """One SELECT of the parts of cells from ``units``, null under the columns of others.

        ``joined``: the units already are those of segments, with a column ``segment``. ``numbered_by``: the table that
        gives each step the number of its frame, joined to the few cells where ``frame`` is still a step.
        """
        segment = "units.segment" if joined else "members.segment"
        members = "\nJOIN members ON members.customer = units.customer" if of_segments and not joined else ""
        region = "units.region" if self.by_region else "CAST(NULL AS VARCHAR)"
        grouped = [*([segment] if of_segments else []), frame, "units.bucket", *([region] if self.by_region else [])]
        selected = ",\n  ".join(
            f"CAST({parts[name]} AS DOUBLE) AS {name}" if name in parts else f"CAST(NULL AS DOUBLE) AS {name}"
            for name in columns
        )
        cells = (
            f"SELECT {segment if of_segments else 'CAST(NULL AS BIGINT)'} AS segment, {frame} AS frame, units.bucket,"
            f" {region} AS region,\n  count(*) AS held,\n  {selected}\nFROM {units}{members}"
            f"\nGROUP BY {', '.join(grouped)}"
        )
        if not numbered_by:
            return cells
        kept = ", ".join(f"cells.{name}" for name in ("held", *columns))
        return (
            f"SELECT cells.segment, {numbered_by}.frame AS frame, cells.bucket, cells.region, {kept}"
            f"\nFROM (\n{cells}\n) AS cells\nJOIN {numbered_by} ON {numbered_by}.step = cells.frame"
        )

    def kinds_of_cells(self) -> list[bool]:
        """Cells of everybody (False), of segments (True), or both."""
        return ([False] if self.question.everybody else []) + ([True] if self.question.segments else [])


def steps_of(timeline: Timeline, frame: Frame) -> range:
    """The steps that a frame holds."""
    return timeline.steps(frame.opens, frame.ends)


def of_span(frames: Iterable[Frame], span: Span) -> list[Frame]:
    """The frames of one span."""
    return [frame for frame in frames if frame.span == span]


def given(rows: Iterable[Iterable[object]], *names: str) -> str:
    """A SELECT of rows that are written out."""
    listed = ",\n  ".join(f"({', '.join(map(str, row))})" for row in rows)
    return f"SELECT * FROM (VALUES\n  {listed}\n) AS given ({', '.join(names)})"
