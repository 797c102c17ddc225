"""Property: reading on from cursor to cursor brings every entry once, in order, while others come in."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Note
from rapport.apps.canvas.operations import create_canvas
from rapport.apps.customers.models import Membership, Party, PartyNote, Segment
from rapport.apps.customers.operations import create_party
from rapport.apps.sales.models import Order
from rapport.kernel.bulk import delete_rows, learn_sizes
from rapport.kernel.timeline import Asked, Entry, TimelineSource, _before, registered, stretch_down_to, stretch_of

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
SOURCES = ("canvases", "moves", "notes", "orders", "refunds")
# Few moments, so that many entries share one; a microsecond apart, so that none may be lost in between.
MOMENTS = some.integers(0, 3).map(lambda number: AT + timedelta(microseconds=number))
ROWS = some.lists(some.tuples(some.integers(0, 6), MOMENTS), max_size=14)
PROPERTY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
pytestmark = pytest.mark.django_db


class Ground:
    """A customer, and hands that let something happen to them."""

    def __init__(self, member: Member) -> None:
        self.member, self.made = member, 0
        self.party = create_party(member, name="Ana")
        self.segment = Segment.objects.create(workspace=member.workspace, name="Regulars", kind="fixed")
        self.canvas = create_canvas(member, title="Ana's", party_id=self.party.pk)

    def clear(self) -> None:
        for model in (Order, PartyNote, Membership, Note):
            delete_rows(model.objects.of(self.member))

    def happen(self, kind: int, at: datetime) -> None:
        self.made += 1
        own: dict[str, Any] = {"workspace": self.member.workspace}
        if kind in (0, 1, 2):
            said = {"kind": ("sale", "refund", "adjustment")[kind], "currency": "EUR", "net_amount": 1}
            Order.objects.create(**own, number=f"N-{self.made}", customer=self.party, at=at, **said)
        elif kind == 3:
            PartyNote.objects.create(**own, party=self.party, at=at, text="Said", author_label="")
        elif kind in (4, 5):
            until = at + timedelta(microseconds=1)
            Membership.objects.create(**own, segment=self.segment, party=self.party, since=at, until=until)
        else:
            key = UUID(int=(self.made * 0x9E3779B97F4A7C15F39CC0605CEDC835) % 2**128)
            place = {"id": key, "canvas": self.canvas, "section": "needs", "order_key": "a", "text_version": 1}
            Note.objects.create(**own, **place, text="Thought", added_at=at, changed_at=at, changed_sequence=1)

    def asked(self, names: frozenset[str]) -> list[tuple[TimelineSource, Asked]]:
        asked = Asked(self.member, (self.party.pk,))
        return [(source, asked) for source in registered() if source.name in names]

    def everything(self, names: frozenset[str]) -> list[tuple[Any, ...]]:
        """All rows in the order of the stream, straight from the tables."""
        found: list[tuple[Any, ...]] = []
        kinds = {"sale": "orders", "adjustment": "orders", "refund": "refunds"}
        found += [(kinds[row.kind], row.at, row.pk) for row in Order.objects.of(self.member)]
        found += [("notes", row.at, row.pk) for row in PartyNote.objects.of(self.member)]
        for row in Membership.objects.of(self.member):
            found += [("moves", row.since, row.pk), ("moves", row.until, row.pk)]
        found += [("canvases", row.added_at, row.pk) for row in Note.objects.of(self.member)]
        found.append(("canvases", self.canvas.created_at, self.canvas.pk))
        return [one for one in found if one[0] in names]


@pytest.fixture
def ground(edi: Member) -> Ground:
    return Ground(edi)


def read_on(ask: Callable[[str], Any], meanwhile: Callable[[], None] = lambda: None) -> list[Entry]:
    """Every entry, page after page."""
    found: list[Entry] = []
    cursor = ""
    while True:
        page = ask(cursor)
        found += page.entries
        if not page.next:
            return found
        cursor = page.next
        meanwhile()


@PROPERTY
@given(rows=ROWS, names=some.frozensets(some.sampled_from(SOURCES), min_size=1), size=some.integers(1, 6))
def test_paging_is_the_union_of_all_rows_in_order(
    ground: Ground, rows: list[tuple[int, datetime]], names: frozenset[str], size: int
) -> None:
    ground.clear()
    for kind, at in rows:
        ground.happen(kind, at)
    asked = ground.asked(names)

    found = read_on(lambda cursor: stretch_of(asked, cursor=cursor, size=size))

    assert [one.order for one in found] == sorted({one.order for one in found})
    told = sorted((one.source, one.at) for one in found)
    assert told == sorted((name, at) for name, at, _pk in ground.everything(names))


@PROPERTY
@given(rows=ROWS, later=some.lists(some.tuples(some.integers(0, 6), MOMENTS), min_size=1, max_size=6))
def test_what_comes_in_meanwhile_neither_doubles_nor_hides_anything(
    ground: Ground, rows: list[tuple[int, datetime]], later: list[tuple[int, datetime]]
) -> None:
    ground.clear()
    for kind, at in rows:
        ground.happen(kind, at)
    asked, coming = ground.asked(frozenset(SOURCES)), iter(later)
    before = [one.order for one in stretch_of(asked, size=1_000).entries]

    def meanwhile() -> None:
        for kind, at in [one for _turn, one in zip(range(1), coming, strict=False)]:
            ground.happen(kind, at)

    found = [one.order for one in read_on(lambda cursor: stretch_of(asked, cursor=cursor, size=2), meanwhile)]

    assert found == sorted(set(found))
    assert set(before) <= set(found)


@PROPERTY
@given(rows=ROWS, size=some.integers(1, 5))
def test_down_to_a_place_is_what_was_shown_above_it(
    ground: Ground, rows: list[tuple[int, datetime]], size: int
) -> None:
    ground.clear()
    for kind, at in rows:
        ground.happen(kind, at)
    asked = ground.asked(frozenset(SOURCES))
    page = stretch_of(asked, size=size)
    if not page.entries:
        return

    assert stretch_down_to(asked, cursor=page.entries[-1].cursor, most=100) == page.entries


@pytest.mark.parametrize(
    "cursor", ["", "x", "%%%", "bnVsbA", "WzEsMiwzXQ", "WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzIzOjU5IiwieCIsMV0"]
)
def test_a_cursor_that_cannot_be_read_means_the_start(ground: Ground, cursor: str) -> None:
    ground.happen(0, AT)

    assert len(stretch_of(ground.asked(frozenset(SOURCES)), cursor=cursor, size=5).entries) >= 1


def test_a_place_beyond_every_number_is_read_without_a_stumble(ground: Ground) -> None:
    ground.happen(0, AT)
    ground.happen(6, AT)
    asked = ground.asked(frozenset(SOURCES))
    entry = stretch_of(asked, size=1).entries[0]
    far = Entry(AT, "orders", 2**200, entry.party_id, entry.tell)

    assert next(one.source for one in stretch_of(asked, cursor=far.cursor, size=5).entries) == "orders"


def test_a_source_without_a_page_of_its_own_has_no_link(ground: Ground) -> None:
    asked = Asked(ground.member, (ground.party.pk,))

    assert asked.url("no:such-page", 1) == ""
    assert asked.url("customers:party", ground.party.pk) == f"/w/glow/customers/{ground.party.pk}"


def test_a_timeline_of_nobody_is_empty(ground: Ground) -> None:
    ground.happen(3, AT)
    assert Party.objects.of(ground.member).count() == 1

    assert stretch_of([(registered().get("notes"), Asked(ground.member, ()))], size=5).entries == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan of SQLite")
def test_the_next_page_is_sought_by_the_index_of_the_customer(ground: Ground) -> None:
    for number in range(200):
        ground.happen(number % 4, AT - timedelta(hours=number))
    learn_sizes()
    source = registered().get("orders")
    asked = Asked(ground.member, (ground.party.pk,))
    rows = source.strands[0].rows(asked)

    with CaptureQueriesContext(connection) as seen:
        source.entries(asked, (AT, 10_000), 31)

    plan = rows.filter(_before("at", rows.model._meta.pk, (AT, 10_000), 0, 2)).order_by("-at", "-pk").explain()
    assert "MULTI-INDEX" not in plan
    assert "sales_orders_of_customer" in plan
    assert len(seen) == len(source.strands)
