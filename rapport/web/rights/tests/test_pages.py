"""The pages of roles and teams, as a browser sees them."""

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member, OwnRole, Team
from rapport.apps.accounts.operations import change_role, create_role, create_team, delete_team
from rapport.apps.accounts.queries import member_of
from rapport.apps.customers.models import CustomField, Party
from rapport.kernel.errors import Refused


@pytest.fixture
def as_mara(client: Client, mara: Member) -> Client:
    client.force_login(mara.user)
    return client


def test_a_role_is_made_in_the_grid(as_mara: Client, mara: Member) -> None:
    CustomField.objects.create(workspace=mara.workspace, key="salary", title="Salary", kind="number")
    said = {
        "name": "Field sales",
        "customers.view": "own",
        "customers.edit": "own",
        "customers.phone": "read",
        "customers.attributes.salary": "hide",
    }

    answer = as_mara.post("/w/glow/settings/roles/new", said, follow=True)

    made = OwnRole.objects.of(mara).get()
    assert made.grants == {"customers.view": "own", "customers.edit": "own"}
    assert made.fields == {"customers.phone": "read", "customers.attributes.salary": "hide"}
    assert "Field sales" in answer.content.decode()


def test_what_is_refused_stands_in_the_form(as_mara: Client) -> None:
    said = {"name": "Odd", "customers.view": "own", "customers.edit": "all"}

    answer = as_mara.post("/w/glow/settings/roles/new", said)

    assert answer.status_code == 422
    assert "needs People and companies: See" in answer.content.decode()


def test_a_copy_begins_with_what_the_other_role_gives(as_mara: Client) -> None:
    page = as_mara.get("/w/glow/settings/roles/new?copy=support").content.decode()

    assert 'name="responses.edit" value="all" checked' in page
    assert 'name="orders.edit" value="" checked' in page


def test_the_roles_stand_side_by_side_for_everybody(client: Client, mara: Member, vic: Member) -> None:
    create_role(mara, name="Field sales", grants={"customers.view": "own"}, fields={"customers.phone": "hide"})
    client.force_login(vic.user)

    page = client.get("/w/glow/settings/roles").content.decode()

    assert "Field sales" in page
    assert "Phone numbers hidden" in page
    assert "New role" not in page


def test_somebody_gets_a_role_of_the_workspace_s_own(as_mara: Client, mara: Member, vic: Member) -> None:
    role = create_role(mara, name="Field sales", grants={"customers.view": "own"}, fields={})

    as_mara.post(f"/w/glow/members/{vic.pk}/role", {"role": "custom", "own_roles": [role.pk]})

    assert member_of(vic.user, "glow").scope("customers.view") == "own"
    assert "Field sales" in as_mara.get("/w/glow/members/").content.decode()


def test_a_role_that_is_held_says_why_it_stays(as_mara: Client, mara: Member, vic: Member) -> None:
    role = create_role(mara, name="Field sales", grants={"customers.view": "own"}, fields={})
    change_role(mara, member_id=vic.pk, role="custom", own_roles=[role.pk])

    refused = as_mara.delete(f"/w/glow/settings/roles/{role.pk}")

    assert refused.status_code == 422
    assert OwnRole.objects.of(mara).filter(pk=role.pk).exists()


def test_a_team_is_made_changed_and_removed(as_mara: Client, mara: Member, edi: Member) -> None:
    as_mara.post("/w/glow/settings/teams/new", {"name": "North", "members": [edi.pk]})
    team = Team.objects.of(mara).get()
    assert "Edi" in as_mara.get("/w/glow/settings/teams").content.decode()

    as_mara.post(f"/w/glow/settings/teams/{team.pk}", {"name": "South"})
    assert member_of(edi.user, "glow").team_ids == []

    as_mara.delete(f"/w/glow/settings/teams/{team.pk}")
    assert not Team.objects.of(mara).exists()


def test_a_team_that_looks_after_records_stays(mara: Member, edi: Member) -> None:
    team = create_team(mara, name="North", member_ids=[edi.pk])
    served = Party.objects.create(workspace=mara.workspace, name="Ana", service_team=team)

    with pytest.raises(Refused, match="looks after records"):
        delete_team(mara, team.pk)

    Party.objects.of(mara).filter(pk=served.pk).update(service_team=None)
    delete_team(mara, team.pk)
    assert not Team.objects.of(mara).exists()
