"""C16, C18: a timeline tells only what its reader's roles reach and show."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member, OwnRole, RoleHolder
from rapport.apps.accounts.rights import ADMINISTER
from rapport.apps.canvas import operations as canvases
from rapport.apps.customers import operations as customers
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations.bulk import Doing
from rapport.apps.customers.operations.bulk_jobs import do_now
from rapport.apps.customers.queries import PartyFilter
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.web.tests.timelines import AT, eventful
from tests.cast import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(edi: Member) -> Party:
    return eventful(edi)


def limited(owner: Member, name: str, hidden: tuple[str, ...] = (), **scopes: str) -> Member:
    """A member with every right of an administrator, some of them narrower, some fields hidden."""
    narrower = {right.replace("_", "."): scope for right, scope in scopes.items()}
    grants = {right: narrower.get(right, "all") for right in ADMINISTER}
    fields = {f"customers.{field}": "hide" for field in hidden}
    role = OwnRole.objects.create(workspace=owner.workspace, name=f"{name}'s", grants=grants, fields=fields)
    member = make_member(owner.workspace, name, "custom")
    RoleHolder.objects.create(workspace=owner.workspace, role=role, member=member)
    return member


def timeline(member: Member, whom: Party, asked: str = "") -> str:
    client = Client()
    client.force_login(member.user)
    answer: Any = client.get(f"/w/glow/customers/{whom.pk}/timeline?{asked}")
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("right", "words"),
    [
        ("orders_view", ["Order A-", "Refund R-"]),
        ("responses_view", ["Lovely paper"]),
        ("conversations_view", ["Where is my parcel", "About the parcel", "Fitting", "Send the catalogue"]),
    ],
)
def test_rows_of_customers_out_of_a_rights_reach_are_not_told(
    mara: Member, ana: Party, right: str, words: list[str]
) -> None:
    sol = limited(mara, "Sol", **{right: "own"})
    seen_by_others, before = timeline(mara, ana), timeline(sol, ana)
    Party.objects.of(mara).filter(pk=ana.pk).update(account_manager=sol)

    after = timeline(sol, ana)

    assert all(word in seen_by_others for word in words)
    assert [word for word in words if word in before] == []
    assert "Prefers silver foil" in before
    assert all(word in after for word in words)


@pytest.mark.parametrize("right", ["activity_view", "segments_view", "canvas_view"])
def test_without_a_right_its_kinds_are_not_offered(mara: Member, ana: Party, right: str) -> None:
    titles = {"activity_view": "Changes to the record", "segments_view": "Segments</span>", "canvas_view": "Canvases"}
    words = {"activity_view": "Added this record", "segments_view": "Regulars", "canvas_view": "Ana&#x27;s canvas"}
    sol = limited(mara, "Sol", **{right: ""})

    page = timeline(sol, ana)

    assert titles[right] not in page.partition("timeline__kinds")[2].partition("</fieldset>")[0]
    assert words[right] not in page
    assert words[right] in timeline(mara, ana)


def test_hidden_notes_and_files_are_nowhere(mara: Member, ana: Party) -> None:
    note = customers.write_note(mara, ana.pk, "For your eyes only")
    customers.remove_note(mara, note.pk)
    hal = limited(mara, "Hal", hidden=("notes", "files"))

    page = timeline(hal, ana)

    assert "Removed a note" in timeline(mara, ana)
    for words in ("Prefers silver foil", "contract.txt", "Removed a note", 'value="notes"', 'value="files"'):
        assert words not in page


def test_what_a_hidden_field_was_is_not_told_in_its_change(mara: Member, ana: Party) -> None:
    customers.update_party(mara, ana.pk, phone="+34 600 555 019", city="Lugo")
    customers.update_party(mara, ana.pk, phone="+34 600 555 020", city="Vigo")
    do_now(mara, PartyFilter(ids=(ana.pk,)), Doing("edit", field="postal_code", value="ES-77"))
    hal = limited(mara, "Hal", hidden=("phone", "address"))

    page, whole = timeline(hal, ana, "kind=changes"), timeline(mara, ana, "kind=changes")

    assert "600 555 019" in whole
    assert "ES-77" in whole
    assert "City (was Lugo)" in page
    assert "600 555" not in page
    assert "Phone" not in page
    assert "ES-77" not in page


def test_private_notes_of_others_on_a_canvas_are_not_told(mara: Member, edi: Member, ana: Party) -> None:
    board = canvases.create_canvas(edi, title="Quiet", party_id=ana.pk)
    note = canvases.add_notes(edi, board.pk, section="needs", texts=["A thought of my own"])[0]
    type(note).objects.of(edi).filter(pk=note.pk).update(is_private=True)

    assert "A thought of my own" in timeline(edi, ana)
    assert "A thought of my own" not in timeline(mara, ana)


def test_a_company_is_told_with_those_of_its_people_whom_one_reaches(mara: Member) -> None:
    acme = customers.create_party(mara, name="Acme", kind="company")
    ben, cleo = (customers.create_party(mara, name=name, company_id=acme.pk) for name in ("Ben", "Cleo"))
    for number, whom in enumerate((acme, ben, cleo)):
        line = LineFacts(sku="LIP-01", quantity=Decimal(1), unit_price=Decimal(5))
        record_orders(mara, [OrderFacts(number=f"X-{number}", at=AT, lines=[line], customer_id=whom.pk)])
    sol = limited(mara, "Sol", customers_view="own", orders_view="own")
    Party.objects.of(mara).filter(pk__in=[acme.pk, ben.pk]).update(sales_rep=sol)

    alone, together, reached = timeline(mara, acme), timeline(mara, acme, "people=1"), timeline(sol, acme, "people=1")

    assert "X-0" in alone
    assert "X-1" not in alone
    assert all(word in together for word in ("X-0", "X-1", "X-2", "Cleo"))
    assert "X-1" in reached
    assert "X-2" not in reached
    assert "Cleo" not in reached


def test_what_others_workspaces_did_is_not_told(otto: Member, mara: Member, ana: Party) -> None:
    eventful(otto, "Foreign friend")

    client = Client()
    client.force_login(otto.user)

    assert client.get(f"/w/glow/customers/{ana.pk}/timeline").status_code == 404
    assert client.get(f"/w/other/customers/{ana.pk}/timeline").status_code == 404
    assert "Foreign" not in timeline(mara, ana)
