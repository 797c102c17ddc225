"""Whom a member reaches, and which fields they meet."""

from typing import Any

import pytest

from rapport.apps.accounts.models import Member, OwnRole, RoleHolder, Team, TeamMember, Workspace
from rapport.apps.customers.models import Party
from rapport.apps.customers.rights import fields_of
from rapport.kernel.errors import NotPermitted
from tests.cast import make_member


@pytest.fixture
def sol(glow: Workspace) -> Member:
    """A member who has own roles only."""
    return make_member(glow, "Sol", "custom")


def _give(member: Member, *, scope: str = "all", **fields: str) -> None:
    role = OwnRole.objects.create(
        workspace=member.workspace,
        name=f"Role {OwnRole.objects.of(member).count()}",
        grants={"customers.view": scope, "customers.edit": scope},
        fields={f"customers.{name}": access for name, access in fields.items()},
    )
    RoleHolder.objects.create(workspace=member.workspace, role=role, member=member)
    member.__dict__.pop("own_roles", None)


def _party(owner: Member, name: str, **values: Any) -> Party:
    party: Party = Party.objects.create(workspace=owner.workspace, name=name, **values)
    return party


def _names(member: Member) -> list[str]:
    return [one.name for one in Party.objects.within(member).order_by("name")]


def test_an_own_scope_reaches_the_records_the_member_looks_after(sol: Member, mara: Member) -> None:
    _give(sol, scope="own")
    _party(mara, "Managed", account_manager=sol)
    _party(mara, "Sold to", sales_rep=sol)
    _party(mara, "Hers", account_manager=mara)
    _party(mara, "Nobody's")

    assert _names(sol) == ["Managed", "Sold to"]


def test_a_team_scope_reaches_the_records_of_team_mates_and_of_the_team(sol: Member, mara: Member, edi: Member) -> None:
    _give(sol, scope="team")
    team = Team.objects.create(workspace=mara.workspace, name="North")
    for mate in (sol, edi):
        TeamMember.objects.create(workspace=mara.workspace, team=team, member=mate)
    _party(mara, "Mate's", account_manager=edi)
    _party(mara, "Served", service_team=team)
    _party(mara, "Hers", account_manager=mara)

    assert _names(sol) == ["Mate's", "Served"]


def test_several_roles_add_up(sol: Member, mara: Member) -> None:
    _party(mara, "Hers", account_manager=mara)
    _give(sol, scope="own", phone="hide")
    _give(sol, scope="all", phone="read")

    assert _names(sol) == ["Hers"]
    assert sol.field_access("customers.phone") == "read"


def test_a_hidden_field_is_empty_on_what_is_read(sol: Member, mara: Member) -> None:
    company = _party(mara, "Acme", kind="company", phone="+34 911 000 000")
    _party(mara, "Ana", phone="+34 600 000 000", company=company, attributes={"size": 4, "salary": 9})
    _give(sol, **{"phone": "hide", "attributes.salary": "hide"})

    ana = Party.objects.within(sol).select_related("company").get(name="Ana")

    assert (ana.phone, ana.company.phone, ana.attributes) == ("", "", {"size": 4})
    assert [one.phone for one in Party.objects.within(sol).iterator()] == ["", ""]
    assert Party.objects.within(sol, "customers.edit").get(name="Ana").phone == "+34 600 000 000"


def test_a_hidden_field_that_was_not_read_stays_hidden(sol: Member, mara: Member) -> None:
    _party(mara, "Ana", phone="+34 600 000 000", attributes={"salary": 9})
    _give(sol, **{"phone": "hide", "attributes.salary": "hide"})

    (ana,) = Party.objects.within(sol).only("pk", "name")

    assert (ana.name, ana.phone, ana.attributes) == ("Ana", "", {})


@pytest.mark.parametrize(
    "ask",
    [
        lambda rows: rows.filter(phone__contains="600"),
        lambda rows: rows.exclude(phone_normal=""),
        lambda rows: rows.filter(attributes__salary=9),
        lambda rows: rows.order_by("-phone"),
        lambda rows: rows.values_list("phone", flat=True),
        lambda rows: rows.filter(company__phone="1"),
        lambda rows: rows.values(),
    ],
)
def test_a_hidden_field_cannot_be_asked_for(sol: Member, ask: Any) -> None:
    _give(sol, **{"phone": "hide", "attributes.salary": "hide"})

    with pytest.raises(NotPermitted):
        ask(Party.objects.within(sol))


def test_a_field_that_is_read_only_refuses_changes_by_name(sol: Member) -> None:
    _give(sol, phone="read", attributes="hide")
    fields = fields_of(sol)

    assert fields.shows("phone")
    assert not fields.writes("phone")
    assert not fields.shows("attributes.size")
    with pytest.raises(NotPermitted, match="phone numbers"):
        fields.require_writable(["name", "phone"])
    assert fields.project({"name": "Ana", "phone": "1", "attributes": {"size": 2}}) == {"name": "Ana", "phone": "1"}


def test_members_of_a_built_in_role_meet_every_field_and_pay_no_query(
    edi: Member, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        assert list(Party.objects.within(edi)) == []
    with django_assert_num_queries(0):
        assert fields_of(edi).unlimited
