import json

import pytest
from typer.testing import CliRunner, Result

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.queries import members_of, open_invitations
from rapport.cli import app

pytestmark = pytest.mark.django_db


def rapport(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_the_members_are_listed_as_json(mara: Member, vic: Member) -> None:
    result = rapport("user", "list", "--json")

    assert [(row["email"], row["role"]) for row in json.loads(result.stdout)] == [
        (mara.user.email, "owner"),
        (vic.user.email, "viewer"),
    ]


def test_an_invitation_prints_the_page_where_one_joins(mara: Member) -> None:
    result = rapport("user", "invite", "new@rapport.example", "--role", "viewer")

    assert result.exit_code == 0
    assert "/invitation" in result.stdout
    assert [invitation.email for invitation in open_invitations(mara)] == ["new@rapport.example"]


def test_a_role_is_changed(mara: Member, vic: Member) -> None:
    result = rapport("user", "role", vic.user.email, "editor")

    assert result.exit_code == 0
    assert members_of(mara).get(pk=vic.pk).role == "editor"


def test_the_last_owner_stays(mara: Member) -> None:
    result = rapport("user", "deactivate", mara.user.email)

    assert result.exit_code == 1
    assert "A workspace needs an owner" in result.stderr
    assert members_of(mara).get(pk=mara.pk).deactivated_at is None


def test_an_unknown_person_is_named(mara: Member) -> None:
    result = rapport("user", "role", "nobody@rapport.example", "editor")

    assert result.exit_code == 1
    assert "nobody@rapport.example is not a member of Glow" in result.stderr


def test_with_two_workspaces_one_has_to_be_named(mara: Member, otto: Member) -> None:
    result = rapport("user", "list")

    assert result.exit_code == 1
    assert "glow, other" in result.stderr


def test_an_unknown_workspace_is_answered_with_those_there_are(mara: Member) -> None:
    result = rapport("user", "list", "--workspace", "gloww")

    assert result.exit_code == 1
    assert "'gloww'" in result.stderr
    assert "glow." in result.stderr


def test_without_a_workspace_the_way_to_one_is_named(db: None) -> None:
    result = rapport("user", "list")

    assert result.exit_code == 1
    assert "bin/run" in result.stderr
