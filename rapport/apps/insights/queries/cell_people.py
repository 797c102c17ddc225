"""The people behind one cell of the explorer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rapport.analytics import Period, Question, Row, answer
from rapport.analytics.behind import Person, people_behind
from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, Segment
from rapport.apps.insights.queries.cuts import Cut
from rapport.apps.insights.queries.explorer import Line, Place
from rapport.apps.insights.queries.figures import FAILURES
from rapport.kernel.errors import Missing, Refused

UNKNOWN = "-"


@dataclass(frozen=True, slots=True)
class CellOf:
    """Which cell: a segment or everybody, a region or all, a value or all, and a stretch of time."""

    segment: int | None
    region: str | None
    value: str | None
    start: datetime
    end: datetime

    @classmethod
    def of(cls, line: Line, row: Row) -> CellOf:
        return cls(
            line.segment.pk if line.segment else None, line.region, line.breakdown, row.period_start, row.period_end
        )

    @classmethod
    def parse(cls, said: Any) -> CellOf | None:
        """From the words of an address; None where none is named. Raises Missing for what is none."""
        if "start" not in said:
            return None
        try:
            segment = said.get("cell", "")
            start, end = (datetime.fromisoformat(said.get(name, "")) for name in ("start", "end"))
            if start.tzinfo is None or end.tzinfo is None or not start < end:
                raise ValueError
            return cls(int(segment) if segment else None, _read(said, "in"), _read(said, "value"), start, end)
        except (ValueError, OverflowError) as error:
            raise Missing("There is no such figure.", place="cell") from error

    def words(self) -> dict[str, str]:
        """The words of an address that bring it again."""
        said = {"cell": "" if self.segment is None else str(self.segment)}
        said |= {
            name: text or UNKNOWN for name, text in (("in", self.region), ("value", self.value)) if text is not None
        }
        return said | {"start": self.start.isoformat(), "end": self.end.isoformat()}


@dataclass(frozen=True, slots=True)
class Behind:
    """The cell in words, its figure (None where nothing is recorded), and whose rows it is made of."""

    title: str
    cell: CellOf
    row: Row | None
    people: list[Person]


def people_of_cell(member: Member, cut: Cut, cell: CellOf | None) -> Behind:
    """The customers behind a cell, or behind everybody's whole period; who was seen last first.

    Raises Missing for a cell that is none.
    """
    member.require("customers.view")
    place = Place.of(member, cut)
    cell = cell or CellOf(None, None, None, place.choice.start, place.choice.end)
    segment = next((one for one in place.segments if one.pk == cell.segment), None)
    if cell.segment is not None and segment is None:
        raise Missing("There is no such figure.", place="cell")
    if not place.is_there:
        return Behind(_title(cell, segment), cell, None, [])
    try:
        return _behind(place, cell, segment)
    except FAILURES as failure:
        raise Refused(f"These people cannot be found: {failure}", place="metric", code="figures") from failure


def _behind(place: Place, cell: CellOf, segment: Segment | None) -> Behind:
    question = _question(place, cell)
    source = place.source()
    rows = list(answer(source, question, kept=place.kept))
    row = next((one for one in rows if one.breakdown == cell.value), None)
    if row is None:
        raise Missing("There is no such figure.", place="cell")
    return Behind(_title(cell, segment), cell, row, people_behind(source, question, value=cell.value))


def _title(cell: CellOf, segment: Segment | None) -> str:
    names = [segment.name if segment else "Everybody"]
    names += [] if cell.region is None else [cell.region or "region unknown"]
    names += [] if cell.value is None else [cell.value or "not recorded"]
    return " · ".join(names)


def _question(place: Place, cell: CellOf) -> Question:
    regions = place.question().regions if cell.region is None else (cell.region,)
    return place.question(
        period=Period(cell.start, cell.end),
        segments=None if cell.segment is None else (cell.segment,),
        everybody=cell.segment is None,
        regions=regions,
        by=(),
        breakdown=None if cell.value is None else place.cut.breakdown or None,
    )


def parties_of(member: Member, people: list[Person]) -> list[tuple[Party, datetime]]:
    """Those of the people that the member reaches with when they were last seen, in this order."""
    found = Party.objects.within(member).select_related("region").in_bulk([one.customer for one in people])
    return [(found[one.customer], one.last) for one in people if one.customer in found]


def _read(said: Any, name: str) -> str | None:
    if name not in said:
        return None
    return "" if said[name] == UNKNOWN else str(said[name])[:300]
