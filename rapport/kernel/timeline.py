"""The timeline of a customer: what happened, from as many tables as there are, as one stream, newest first.

What can be told are the entries in the rooms' `timeline_sources/` folders. Each source reads its own tables by an
index, no more rows than a page needs; the pages are merged here. An entry has one place in the stream, made of its
moment, its source and its row: so a reader who goes on from a cursor misses nothing and meets nothing twice, whatever
comes in meanwhile.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache, cached_property, partial, reduce
from heapq import merge
from importlib.util import find_spec
from itertools import islice
from operator import or_
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, Q, QuerySet, UUIDField
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from rapport.catalogue import Catalogue
from rapport.kernel.models import WorkspaceQuerySet
from rapport.kernel.text import folded

Words = str | Promise
Before = tuple[datetime, int]
LARGEST_NUMBER, LARGEST_KEY = 2**63 - 1, 2**128 - 1
LATEST, EARLIEST = LARGEST_KEY << 8, -1
EPOCH, TICK = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


@dataclass(frozen=True)
class Asked:
    """Whose timeline a member reads, and what of it: sources get their rows from here and forget no workspace.

    `parties` are the customers whose rows the member reaches with the right of the source, `former` the ids that they
    had before records were merged. `shows` says whether the member sees a field.
    """

    member: Any
    parties: tuple[int, ...]
    former: tuple[int, ...] = ()
    shows: Callable[[str], bool] = lambda name: True
    words: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None

    def rows(self, label: str, party: str = "party") -> WorkspaceQuerySet:
        """The rows of a model named like "sales.Order" that are these customers'; `party` is the column that says."""
        whose = {party: self.parties[0]} if len(self.parties) == 1 else {f"{party}__in": self.parties}
        return self.table(label).filter(**whose)

    def table(self, label: str) -> WorkspaceQuerySet:
        """All rows of a model in the workspace."""
        rows: WorkspaceQuerySet = apps.get_model(label)._default_manager.all()  # type: ignore[assignment]
        return rows.of(self.member)

    def url(self, route: str, *parts: Any) -> str:
        """The address of a page of the workspace; empty where there is no such page."""
        try:
            return reverse(route, args=[self.member.workspace.slug, *parts])
        except NoReverseMatch:
            return ""


@dataclass(frozen=True, slots=True)
class Told:
    """One row in words: what happened, the words themselves, where it stands, who did it, how much it was.

    `state` sets it apart from what simply happened, such as a call that is only planned.
    """

    title: Words
    text: str = ""
    url: str = ""
    who: str = ""
    amount: Decimal | None = None
    currency: str = ""
    state: Words = ""


@dataclass(frozen=True)
class Entry:
    """One entry of the stream: its place in it, whose it is, and what is told, put into words when it is shown."""

    at: datetime
    source: str
    place: int
    party_id: int
    tell: Callable[[], Told] = field(compare=False, repr=False)

    @cached_property
    def told(self) -> Told:
        """The entry in words."""
        return self.tell()

    @property
    def order(self) -> tuple[int, str, int]:
        """Where it stands: newest first, then by source, then the latest row."""
        return _order(self.at, self.source, self.place)

    @property
    def cursor(self) -> str:
        """The place of the entry, to go on from."""
        written = json.dumps([self.at.astimezone(UTC).isoformat(), self.source, self.place])
        return urlsafe_b64encode(written.encode()).decode().rstrip("=")


@dataclass(frozen=True)
class Strand:
    """The rows of one table by one of their moments: `rows` finds them, `tell` puts one into words.

    `at` is the column of the moment, by which an index leads from the customer to the rows; `party` the one that says
    whose a row is. `searched` are the columns that are looked through for words; without them nothing of the strand is
    found by words.
    """

    rows: Callable[[Asked], QuerySet[Any, Any]]
    tell: Callable[[Any, Asked], Told]
    at: str = "at"
    party: str = "party_id"
    searched: tuple[str, ...] = ()

    def entry(self, row: Any, asked: Asked, source: str, place: int) -> Entry:
        """A row as an entry of the stream."""
        whose = int(getattr(row, self.party))
        return Entry(getattr(row, self.at), source, place, whose, partial(self.tell, row, asked))

    def read(self, asked: Asked, before: Q, limit: int) -> list[Any]:
        """The latest rows before a place."""
        if asked.words and not self.searched:
            return []
        rows = self.rows(asked).filter(before, _within(asked, self.at), _holding(self.searched, asked.words))
        return list(rows.order_by(f"-{self.at}", "-pk")[:limit])


@dataclass(frozen=True)
class TimelineSource:
    """One kind of thing that happens around a customer, as a chip that is switched on and off.

    `right` is asked for, and only rows of customers that it reaches are told; where the member's roles hide `field`,
    the source is not there. `topics` are what the live stream says when something of it has come. Of a `sparse` one
    most customers have nothing in most strands: one question tells which have to be read.
    """

    name: str
    title: Words
    help: Words
    icon: str
    hue: str
    right: str
    strands: tuple[Strand, ...]
    field: str = ""
    topics: tuple[str, ...] = ()
    sparse: bool = False
    order: int = 100

    def entries(self, asked: Asked, before: Before | None, limit: int) -> list[Entry]:
        """The latest entries before a place of this source, newest first."""
        if not asked.parties:
            return []
        numbers = self._filled(asked) if self.sparse else range(len(self.strands))
        found = [self._of(number, asked, before, limit) for number in numbers]
        return list(islice(merge(*found, key=_order_of), limit))

    def _filled(self, asked: Asked) -> list[int]:
        """The strands in which the customers have anything."""
        there = {f"strand_{number}": Exists(strand.rows(asked)) for number, strand in enumerate(self.strands)}
        row = asked.table("customers.Party").filter(pk=asked.parties[0]).order_by().values_list(*there.values())
        return [number for number, has_rows in enumerate(row.first() or ()) if has_rows]

    def _of(self, number: int, asked: Asked, before: Before | None, limit: int) -> list[Entry]:
        """Those of one strand. The places of several strands alternate, so that no two entries share one."""
        strand, count = self.strands[number], len(self.strands)
        column: Any = strand.rows(asked).model._meta.pk
        bound = Q() if before is None else _before(strand.at, column, before, number, count)
        return [
            strand.entry(row, asked, self.name, _number(row.pk) * count + number)
            for row in strand.read(asked, bound, limit)
        ]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of the stream; `next` leads on, empty at its end."""

    entries: list[Entry]
    next: str


def stretch_of(asked: Sequence[tuple[TimelineSource, Asked]], *, cursor: str = "", size: int) -> Stretch:
    """The stream from a cursor on. A cursor that cannot be read means the start."""
    place = read_cursor(cursor)
    found = [source.entries(what, _bound(source.name, place), size + 1) for source, what in asked]
    entries = list(islice(merge(*found, key=_order_of), size + 1))
    return Stretch(entries[:size], entries[size - 1].cursor if len(entries) > size else "")


def stretch_down_to(asked: Sequence[tuple[TimelineSource, Asked]], *, cursor: str, most: int) -> list[Entry] | None:
    """The stream from its start down to a cursor; None where that has become more than `most`."""
    place = read_cursor(cursor)
    if place is None:
        return None
    found = stretch_of(asked, size=most)
    kept = [one for one in found.entries if one.order <= _order(*place)]
    return None if found.next and len(kept) == len(found.entries) else kept


def read_cursor(cursor: str) -> tuple[datetime, str, int] | None:
    """The place that a cursor names; None where it cannot be read."""
    try:
        said, source, place = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        at = datetime.fromisoformat(said)
        if type(source) is str and type(place) is int and at.tzinfo is not None:
            return at.astimezone(UTC), source, min(max(place, EARLIEST), LATEST)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
    return None


@cache
def registered() -> Catalogue[TimelineSource]:
    """The sources of all installed rooms, merged; a name may occur once in all of them."""
    folders = [f"{app.name}.timeline_sources" for app in apps.get_app_configs() if app.name.startswith("rapport.apps.")]
    first, *others = (Catalogue(folder, TimelineSource) for folder in folders if find_spec(folder))
    return first.merged_with(*others)


def _order(at: datetime, source: str, place: int) -> tuple[int, str, int]:
    return -((at - EPOCH) // TICK), source, -place


def _order_of(entry: Entry) -> tuple[int, str, int]:
    return entry.order


def _bound(source: str, place: tuple[datetime, str, int] | None) -> Before | None:
    """The place in a source from which on it has to be read, when the stream stands at a place."""
    if place is None:
        return None
    at, name, number = place
    if source == name:
        return at, number
    return at, LATEST if source > name else EARLIEST


def _before(at: str, key: Any, before: Before, number: int, count: int) -> Q:
    """Rows of a strand before a place: earlier ones, and of the same moment those with a lower key."""
    moment, place = before
    below = -((number - place) // count)
    largest = LARGEST_KEY if isinstance(key, UUIDField) else LARGEST_NUMBER
    if below <= 0:
        return Q(**{f"{at}__lt": moment})
    if below > largest:
        return Q(**{f"{at}__lte": moment})
    lower = UUID(int=below) if isinstance(key, UUIDField) else below
    # An index can seek to the first condition alone. The second breaks ties; as "earlier, or a lower key" SQLite would
    # look through every lower key of the workspace.
    return Q(**{f"{at}__lte": moment}) & ~Q(**{at: moment, "pk__gte": lower})


def _number(key: Any) -> int:
    return key.int if isinstance(key, UUID) else int(key)


def _within(asked: Asked, at: str) -> Q:
    bounds = {f"{at}__gte": asked.since, f"{at}__lt": asked.until}
    return Q(**{name: moment for name, moment in bounds.items() if moment is not None})


def _holding(columns: Iterable[str], words: Iterable[str]) -> Q:
    """Rows that hold every word in some column, without regard to accents and case."""
    found = Q()
    for word in folded(" ".join(words)).split():
        found &= reduce(or_, [Q(**{f"{column}__folded__contains": word}) for column in columns])
    return found
