"""Roles of a workspace's own, and teams: what they give and what nobody can give."""

from typing import Any

import pytest

from rapport.apps.accounts.models import Member, OwnRole, Workspace
from rapport.apps.accounts.operations import (
    change_role,
    create_role,
    create_team,
    deactivate_member,
    delete_role,
    update_role,
    update_team,
)
from rapport.apps.accounts.queries import member_of, sheets_of
from rapport.apps.accounts.rights import ALL_RIGHTS
from rapport.apps.activity.models import Activity
from rapport.kernel.errors import Conflict, Missing, NotPermitted, Refused
from tests.cast import make_member

OWN_CUSTOMERS = {"customers.view": "own", "customers.edit": "own", "canvas.view": "all"}


def _role(member: Member, name: str = "Field sales", **more: Any) -> OwnRole:
    return create_role(member, **{"name": name, "grants": OWN_CUSTOMERS, "fields": {}, **more})


def _again(member: Member) -> Member:
    return member_of(member.user, member.workspace.slug)


def test_a_member_with_own_roles_only_has_what_they_give(mara: Member, vic: Member) -> None:
    role = _role(mara, fields={"customers.phone": "hide"})

    change_role(mara, member_id=vic.pk, role="custom", own_roles=[role.pk])

    held = _again(vic)
    assert (held.scope("customers.view"), held.scope("metrics.view")) == ("own", "")
    assert held.field_access("customers.phone") == "hide"


def test_roles_add_up_to_the_built_in_one(mara: Member, vic: Member) -> None:
    role = _role(mara, fields={"customers.phone": "hide"})

    change_role(mara, member_id=vic.pk, role="viewer", own_roles=[role.pk])

    held = _again(vic)
    assert (held.scope("customers.view"), held.scope("customers.edit")) == ("all", "own")
    assert held.field_access("customers.phone") == "write"


def test_a_change_of_a_role_holds_at_once_and_is_in_the_log(mara: Member, vic: Member) -> None:
    role = _role(mara)
    change_role(mara, member_id=vic.pk, role="custom", own_roles=[role.pk])

    update_role(mara, role.pk, name="Field sales", grants={"customers.view": "team"}, fields={})

    assert _again(vic).scope("customers.view") == "team"
    told = Activity.objects.of(mara).get(verb="role.updated").details
    assert (told["before"]["grants"], told["after"]["grants"]) == (OWN_CUSTOMERS, {"customers.view": "team"})
    given = Activity.objects.of(mara).get(verb="member.role_changed").details
    assert given["own_roles"] == {"before": [], "after": ["Field sales"]}


@pytest.mark.parametrize(
    ("grants", "place"),
    [
        ({"workspace.own": "all"}, "grants"),
        ({"customers.everything": "all"}, "grants"),
        ({"segments.view": "own"}, "segments.view"),
        ({"customers.view": "most"}, "customers.view"),
        ({"customers.view": "own", "customers.edit": "all"}, "customers.edit"),
        ({"canvas.contribute": "all"}, "canvas.contribute"),
    ],
)
def test_a_role_takes_only_rights_that_make_sense(mara: Member, grants: dict[str, str], place: str) -> None:
    with pytest.raises(Refused) as refused:
        _role(mara, grants=grants)

    assert refused.value.place == place


def test_a_role_needs_a_name_of_its_own(mara: Member) -> None:
    _role(mara)

    with pytest.raises(Refused, match="name"):
        _role(mara, name=" ")
    with pytest.raises(Conflict):
        _role(mara, name="field SALES")


def test_nobody_gives_what_they_do_not_have(mara: Member, vic: Member, glow: Workspace) -> None:
    hana = make_member(glow, "Hana", "custom")
    hiring = {"members.view": "all", "members.manage": "all", "customers.view": "own"}
    role = _role(mara, name="Hiring", grants=hiring, fields={"customers.phone": "hide"})
    change_role(mara, member_id=hana.pk, role="custom", own_roles=[role.pk])
    hana = _again(hana)
    hidden = {"customers.phone": "hide"}

    with pytest.raises(NotPermitted, match="right that you do not have"):
        _role(hana, grants={"customers.view": "team"}, fields=hidden)
    with pytest.raises(NotPermitted, match="field"):
        _role(hana, grants={"customers.view": "own"})
    with pytest.raises(NotPermitted, match="field"):
        update_role(hana, role.pk, name="Hiring", grants=hiring, fields={})
    with pytest.raises(NotPermitted):
        change_role(hana, member_id=hana.pk, role="admin")
    with pytest.raises(NotPermitted, match="rights that you do not have"):
        deactivate_member(hana, member_id=vic.pk)
    assert _role(hana, grants={"customers.view": "own"}, fields=hidden).name == "Field sales"


def test_a_role_that_somebody_has_stays(mara: Member, vic: Member) -> None:
    role = _role(mara)
    change_role(mara, member_id=vic.pk, role="custom", own_roles=[role.pk])

    with pytest.raises(Refused, match="One member has this role"):
        delete_role(mara, role.pk)

    change_role(mara, member_id=vic.pk, role="viewer", own_roles=[])
    delete_role(mara, role.pk)
    assert not OwnRole.objects.of(mara).exists()


def test_own_roles_only_needs_one_and_another_workspace_s_role_is_none(mara: Member, vic: Member, otto: Member) -> None:
    theirs = _role(otto)

    for chosen in ([], [theirs.pk]):
        with pytest.raises(Refused):
            change_role(mara, member_id=vic.pk, role="custom", own_roles=chosen)
    with pytest.raises(Missing):
        update_role(mara, theirs.pk, name="Mine", grants={}, fields={})


def test_a_team_has_a_name_and_members(mara: Member, edi: Member, vic: Member) -> None:
    team = create_team(mara, name="North", member_ids=[edi.pk])

    update_team(mara, team.pk, name="North-east", member_ids=[vic.pk])

    assert (_again(edi).team_ids, _again(vic).team_ids) == ([], [team.pk])
    told = Activity.objects.of(mara).get(verb="team.updated").details
    assert told["members"] == {"come": [vic.pk], "gone": [edi.pk]}


def test_a_team_refuses_strangers_and_a_taken_name(mara: Member, otto: Member) -> None:
    create_team(mara, name="North")

    with pytest.raises(Refused, match="member"):
        create_team(mara, name="South", member_ids=[otto.pk])
    with pytest.raises(Conflict):
        create_team(mara, name="north")


def test_every_right_stands_in_the_sheets_once(mara: Member) -> None:
    shown = [line.right for sheet in sheets_of({}) for line in sheet.lines]

    assert sorted(shown) == sorted(ALL_RIGHTS)
