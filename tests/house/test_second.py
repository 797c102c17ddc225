"""What the second database may leave out, and what stands for a whole file."""

from collections.abc import Iterator
from typing import Any

import pytest

from rapport.apps.accounts.models import Member, Workspace
from tests.cast import open_glow, open_other
from tests.laid import CODE
from tests.second import _names_one, differs
from tests.standing import standing


@pytest.fixture(scope="module")
def opened(django_db_setup: None, django_db_blocker: Any) -> Iterator[Member]:
    yield from standing(django_db_blocker, open_glow)


def test_a_test_without_a_database_cannot_tell_two_apart(request: pytest.FixtureRequest) -> None:
    assert not differs(request.node)


def test_a_test_with_a_database_runs_on_both(mara: Member, request: pytest.FixtureRequest) -> None:
    assert differs(request.node)


@pytest.mark.django_db
def test_a_marked_test_runs_on_both(request: pytest.FixtureRequest) -> None:
    assert differs(request.node)


def test_a_file_that_asks_which_database_it_is_on_runs_on_both() -> None:
    assert _names_one(CODE.parent / "tests" / "laid.py")


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_test_changes_above_what_stands_is_gone_after_it(time: str, opened: Member, db: None) -> None:
    glow = Workspace.objects.get(pk=opened.workspace_id)
    assert glow.name == "Glow"

    glow.name = f"Changed the {time} time"
    glow.save()


def test_what_stands_is_gone_with_its_file(django_db_setup: None, django_db_blocker: Any) -> None:
    made = standing(django_db_blocker, open_other)
    standing_now = next(made).workspace_id
    with django_db_blocker.unblock():
        assert Workspace.objects.filter(pk=standing_now).exists()

    made.close()

    with django_db_blocker.unblock():
        assert not Workspace.objects.filter(pk=standing_now).exists()
