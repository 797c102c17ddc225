"""Reading the timeline of a customer: whose rows a member reaches, and the stream in days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import FormerId, Party
from rapport.apps.customers.queries import party
from rapport.apps.customers.rights import fields_of
from rapport.catalogue import Catalogue
from rapport.kernel.timeline import (
    Asked,
    Entry,
    Stretch,
    TimelineSource,
    read_cursor,
    registered,
    stretch_down_to,
    stretch_of,
)
from rapport.web.timeline.asking import Wanted

PAGE_SIZE = 30
MOST_AT_ONCE = 150
MOST_PEOPLE = 200

sources: Catalogue[TimelineSource] = registered()


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it is shown: with its source, and with its person where it is not the record's own."""

    entry: Entry
    source: TimelineSource
    person: Party | None

    @property
    def key(self) -> str:
        """What the line is called on the page."""
        return f"timeline-{self.entry.source}-{self.entry.place}"


@dataclass(frozen=True, slots=True)
class Day:
    """The entries of one day of the workspace; `goes_on` where the page before has shown the day's name."""

    day: date
    lines: list[Line]
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Some of the timeline of a record: `next` leads on, `end` is the last place that is shown."""

    party: Party
    days: list[Day]
    next: str
    end: str


def offered_sources(member: Member) -> list[TimelineSource]:
    """The kinds of entries that the member may see, in the order of the filter."""
    shows = fields_of(member).shows
    return [one for one in sources if member.may(one.right) and (not one.field or shows(one.field))]


def timeline_of(member: Member, found: Party, wanted: Wanted, *, cursor: str = "", size: int = PAGE_SIZE) -> Timeline:
    """A page of the timeline of a record, from a cursor on."""
    people = _people(member, found, wanted)
    asked = _asked(member, found, people, wanted)
    return _shown(member, found, people, stretch_of(asked, cursor=cursor, size=size), cursor)


def timeline_down_to(member: Member, found: Party, wanted: Wanted, cursor: str) -> Timeline | None:
    """The timeline of a record from its start down to a cursor; None where that has become too much."""
    people = _people(member, found, wanted)
    entries = stretch_down_to(_asked(member, found, people, wanted), cursor=cursor, most=MOST_AT_ONCE)
    return None if entries is None else _shown(member, found, people, Stretch(entries, ""), "")


def record_of(member: Member, party_id: int) -> Party:
    """The record whose timeline is asked for. Raises Missing."""
    return party(member, party_id)


def _people(member: Member, found: Party, wanted: Wanted) -> dict[int, Party]:
    """Who works for a company, where their entries are wanted too."""
    if found.is_person or not wanted.with_people:
        return {}
    rows = Party.objects.within(member).filter(company=found, archived_at=None).order_by("pk")[:MOST_PEOPLE]
    return {one.pk: one for one in rows}


def _asked(
    member: Member, found: Party, people: dict[int, Party], wanted: Wanted
) -> list[tuple[TimelineSource, Asked]]:
    chosen = [one for one in offered_sources(member) if not wanted.kinds or one.name in wanted.kinds]
    ids = (found.pk, *people)
    former = FormerId.objects.of(member).filter(party__in=ids).values_list("former_id", flat=True)
    reached = {right: _reached(member, right, ids) for right in {one.right for one in chosen}}
    since, until = wanted.moments(member.workspace.zone)
    asked = Asked(member, ids, tuple(former), fields_of(member).shows, wanted.words, since, until)
    return [(one, replace(asked, parties=reached[one.right])) for one in chosen]


def _reached(member: Member, right: str, ids: Sequence[int]) -> tuple[int, ...]:
    """Those of the records that a right reaches; one may see people of whom one does not see the orders."""
    if member.scope(right) == "all":
        return tuple(ids)
    rows = Party.objects.within(member, right).filter(pk__in=ids)
    return tuple(rows.values_list("pk", flat=True))


def _shown(member: Member, found: Party, people: dict[int, Party], stretch: Stretch, cursor: str) -> Timeline:
    by_name = {one.name: one for one in sources}
    lines = [Line(one, by_name[one.source], people.get(one.party_id)) for one in stretch.entries]
    before = read_cursor(cursor)
    zone = member.workspace.zone
    told = before[0].astimezone(zone).date() if before else None
    return Timeline(
        party=found,
        days=[Day(day, list(group), day == told) for day, group in _by_day(lines, zone)],
        next=stretch.next,
        end=stretch.entries[-1].cursor if stretch.entries else "",
    )


def _by_day(lines: Iterable[Line], zone: object) -> "Iterable[tuple[date, Iterable[Line]]]":
    return groupby(lines, key=lambda line: line.entry.at.astimezone(zone).date())  # type: ignore[arg-type]
