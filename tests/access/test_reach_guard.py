"""R3: a page that forgets how far its reader reaches raises, and would also where nobody asks for the right rows."""

from collections.abc import Callable

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import change_role, create_role
from rapport.apps.customers.models import Party, PartyQuerySet
from rapport.apps.customers.operations import create_party
from rapport.apps.feedback.models import ResponseQuerySet
from rapport.apps.sales.models import OrderQuerySet
from tests.cast import make_member
from tests.reach_guard import NAMED, ROOMS, OutOfReach, forgets_reach


def _of(self: PartyQuerySet, member: Member, right: str = "") -> PartyQuerySet:
    return self.of(member)


@pytest.fixture
def sol(mara: Member, client: Client) -> Member:
    """Somebody who reaches their own customers only, signed in."""
    grants = {"customers.view": "own", "customers.edit": "own", "orders.view": "own", "responses.view": "own"}
    role = create_role(mara, name="Field", grants=grants, fields={})
    member = make_member(mara.workspace, "Sol", "viewer")
    change_role(mara, member_id=member.pk, role="custom", own_roles=[role.pk])
    client.force_login(member.user)
    return Member.objects.get(pk=member.pk)


FAULTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "customers": lambda patch: patch.setattr(PartyQuerySet, "within", _of),
    "sales": lambda patch: patch.setattr(OrderQuerySet, "within", _of),
    "feedback": lambda patch: patch.setattr(ResponseQuerySet, "within", _of),
}


@pytest.mark.parametrize("page", FAULTS)
def test_r4_a_page_that_forgets_the_reach_of_its_reader_raises(
    page: str, sol: Member, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get(f"/w/glow/{page}").status_code == 200
    FAULTS[page](monkeypatch)

    with pytest.raises(OutOfReach):
        client.get(f"/w/glow/{page}")


def test_r3_a_single_record_read_without_the_reach_raises(
    sol: Member, mara: Member, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = create_party(mara, kind="person", name="Somebody else's")
    assert client.get(f"/w/glow/customers/{other.pk}").status_code == 404
    FAULTS["customers"](monkeypatch)

    with pytest.raises(OutOfReach):
        client.get(f"/w/glow/customers/{other.pk}")


def test_r3_who_reaches_everybody_is_not_watched_and_nobody_is_after_the_page(
    sol: Member, mara: Member, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/w/glow/customers")
    assert Party.objects.of(mara).count() == 0
    FAULTS["customers"](monkeypatch)
    client.force_login(mara.user)

    assert client.get("/w/glow/customers").status_code == 200


@pytest.mark.parametrize(
    ("where", "forgets"),
    [
        ('"customers_party"."workspace_id" = %s', True),
        ('"customers_party"."workspace_id" = %s AND "customers_party"."id" = %s', True),
        ('"customers_party"."workspace_id" = %s AND "customers_party"."id" IN (%s, %s)', False),
        ('"customers_party"."workspace_id" = %s AND "customers_party"."sales_rep_id" = %s', False),
        ('"customers_party"."account_manager_id" = "accounts_member"."id"', True),
    ],
)
def test_r3_statements_that_ask_who_looks_after_a_record_are_told_apart(where: str, forgets: bool) -> None:
    statement = f'SELECT "customers_party"."account_manager_id" FROM "customers_party" WHERE ({where})'

    assert forgets_reach(statement) is forgets


def test_r3_rows_of_a_record_are_asked_for_by_it() -> None:
    notes = 'SELECT "customers_partynote"."text" FROM "customers_partynote" WHERE'

    assert forgets_reach(f'{notes} "customers_partynote"."workspace_id" = %s')
    assert not forgets_reach(f'{notes} "customers_partynote"."party_id" = %s')
    assert not forgets_reach('SELECT "customers_tag"."id" FROM "customers_tag"')


def test_r3_what_is_named_is_there(request: pytest.FixtureRequest) -> None:
    for file, function in NAMED:
        assert f"def {function}(" in (request.config.rootpath / f"{ROOMS[1:]}{file}").read_text()
