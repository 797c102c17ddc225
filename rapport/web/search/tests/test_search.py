"""The search over all rooms: every finder finds its own, within the rights of whoever asks."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import change_role, create_role
from rapport.apps.canvas.operations import add_notes, create_canvas
from rapport.apps.conversations.operations import add_task, plan_call
from rapport.apps.customers.operations import create_party, create_segment, update_party, write_note
from rapport.apps.customers.operations.saved_views import save_view
from rapport.apps.customers.queries import finding
from rapport.apps.sales.operations import LineFacts, OrderFacts, ProductFacts, record_orders, record_products
from rapport.web.search.finding import found_for
from tests.cast import make_member


@pytest.fixture
def filled(mara: Member) -> Member:
    ana = create_party(mara, name="Ana Núñez", email="ana@rosa.example", phone="+34 600 111 222", city="Lugo")
    create_party(mara, name="Rosa GmbH", kind="company")
    create_segment(mara, name="Rosa lovers", party_ids=[ana.pk])
    save_view(mara, name="Rosa view")
    write_note(mara, ana.pk, "Prefers rosa to lavender")
    record_products(mara, [ProductFacts("R-1", "Rosa balm")])
    line = LineFacts(sku="R-1", quantity=Decimal(1), unit_price=Decimal(5))
    at = datetime(2026, 3, 2, 10, tzinfo=UTC)
    record_orders(mara, [OrderFacts(number="R-2026-7", at=at, lines=[line], customer_id=ana.pk)])
    canvas = create_canvas(mara, title="Rosa canvas")
    add_notes(mara, canvas.pk, section="needs", texts=["Wants rosa every day"])
    return mara


def titles(member: Member, text: str) -> dict[str, list[str]]:
    return {group.finder.name: [hit.title for hit in group.hits] for group in found_for(member, text, most=5)}


def test_one_word_finds_everything_that_bears_it_by_kind(filled: Member) -> None:
    assert titles(filled, "rosa") == {
        "people": ["Ana Núñez"],
        "companies": ["Rosa GmbH"],
        "notes": ["Prefers rosa to lavender"],
        "segments": ["Rosa lovers"],
        "views": ["Rosa view"],
        "products": ["Rosa balm"],
        "canvases": ["Rosa canvas", "Wants rosa every day"],
    }


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("r-2026", "orders", "R-2026-7"),
        ("R-2026-7", "orders", "R-2026-7"),
        ("(600) 111-222", "people", "Ana Núñez"),
        ("UNEZ", "people", "Ana Núñez"),
        ("new pers", "places", "New person"),
        ("segments go", "places", "Go to Segments"),
        ("r-1", "products", "Rosa balm"),
    ],
)
def test_each_kind_is_found_in_its_own_way(filled: Member, text: str, kind: str, title: str) -> None:
    assert title in titles(filled, text)[kind]


@pytest.mark.parametrize("text", ["jose", "JOSÉ cafe", "josé"])
def test_notes_tasks_and_talks_are_found_without_accents_and_case(filled: Member, text: str) -> None:
    party = create_party(filled, name="Bea")
    write_note(filled, party.pk, "Met José\nat the Café")
    add_task(filled, title="Call José from the Café", party_id=party.pk)
    plan_call(filled, party_id=party.pk, at=datetime(2026, 12, 2, 10, tzinfo=UTC), subject="CAFÉ of Jose\u0301")

    found = titles(filled, text)

    assert found == {
        "notes": ["Met José\nat the Café"],
        "work": ["Call José from the Café", "CAFÉ of Jose\u0301"],
    }


def test_nothing_is_found_beyond_ones_rights(filled: Member, otto: Member) -> None:
    viewer = make_member(filled.workspace, "Lou", "viewer")

    assert titles(otto, "rosa") == {}
    assert "New person" not in titles(viewer, "new person").get("places", [])


def test_notes_are_found_by_who_reaches_the_record_and_sees_notes(filled: Member) -> None:
    grants = {"customers.view": "own", "activity.view": "all"}
    own = make_member(filled.workspace, "Olga", "viewer")
    change_role(
        filled,
        member_id=own.pk,
        role="custom",
        own_roles=[create_role(filled, name="Own", grants=grants, fields={}).pk],
    )
    blind = make_member(filled.workspace, "Bea", "viewer")
    role = create_role(
        filled, name="No notes", grants=grants | {"customers.view": "all"}, fields={"customers.notes": "hide"}
    )
    change_role(filled, member_id=blind.pk, role="custom", own_roles=[role.pk])

    found = [titles(Member.objects.get(pk=one.pk), "lavender") for one in (filled, own, blind)]

    assert found == [{"notes": ["Prefers rosa to lavender"]}, {}, {}]


def test_what_begins_with_the_words_comes_first(mara: Member) -> None:
    create_party(mara, name="Aaron Meier")
    create_party(mara, name="Meier Anton")

    assert titles(mara, "meier")["people"] == ["Meier Anton", "Aaron Meier"]


NAMES = ["Bananas of Ana", "Cabana", "Hotel Ánabel", "Anabel", "Lana Anaya"]
BY_NEARNESS = ["Anabel", "Bananas of Ana", "Hotel Ánabel", "Lana Anaya", "Cabana"]


@pytest.mark.parametrize("most", [0, 100])
def test_beginnings_of_names_come_first_then_of_words_then_fragments(
    mara: Member, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(finding, "COUNTED_UP_TO", most)
    for name in NAMES:
        party = create_party(mara, name=name)
        create_segment(mara, name=name, party_ids=[party.pk])
        save_view(mara, name=name)
        add_task(mara, title=name)
    record_products(mara, [ProductFacts(f"P-{name}", name) for name in NAMES if name.isascii()])

    found = titles(mara, "ana")

    assert found["people"] == BY_NEARNESS
    for kind in ("segments", "views", "work"):
        assert (found[kind][0], found[kind][-1]) == ("Anabel", "Cabana"), kind
    assert found["products"] == ["Anabel", "Bananas of Ana", "Lana Anaya", "Cabana"]


def test_two_words_begin_words_in_any_order(mara: Member) -> None:
    for name in ("Xana Xlopez", "Lopez Ana", "Ana Lopez"):
        create_party(mara, name=name)

    assert titles(mara, "ana lop")["people"] == ["Ana Lopez", "Lopez Ana", "Xana Xlopez"]


def test_whoever_sees_no_addresses_gets_the_same_order(mara: Member) -> None:
    role = create_role(mara, name="Desk", grants={"customers.view": "all"}, fields={"customers.email": "hide"})
    sol = make_member(mara.workspace, "Sol", "custom")
    change_role(mara, member_id=sol.pk, role="custom", own_roles=[role.pk])
    for name in NAMES:
        create_party(mara, name=name)

    found = titles(Member.objects.get(pk=sol.pk), "anab")["people"]
    assert found[0] == "Anabel"


def test_what_is_found_follows_every_change(mara: Member) -> None:
    party = create_party(mara, name="Ana")
    update_party(mara, party.pk, name="Berta")

    assert titles(mara, "ana").get("people") is None
    assert titles(mara, "berta")["people"] == ["Berta"]


def test_the_page_shows_the_kinds_with_the_way_to_all_of_each(client: Client, filled: Member) -> None:
    client.force_login(filled.user)

    page = client.get("/w/glow/search?q=rosa").content.decode()
    nothing = client.get("/w/glow/search?q=teapot").content.decode()

    assert "Rosa balm" in page
    assert "/w/glow/customers?q=rosa&amp;kind=person" in page
    assert "Nothing found for “teapot”" in nothing


@pytest.mark.parametrize("asked", ["near=7x", "near=99999999999999999999999", "q=%00%ff", "q=" + "a " * 400, "q=%25_'"])
def test_a_search_asked_wrongly_is_answered_all_the_same(client: Client, filled: Member, asked: str) -> None:
    client.force_login(filled.user)

    assert client.get(f"/w/glow/search?{asked}").status_code == 200
