from collections.abc import Callable

import pytest

from rapport import demo
from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import create_demo_workspace
from rapport.apps.accounts.queries import every_slug
from rapport.cli.demo import Login, _unfinished, first_visit

pytestmark = pytest.mark.django_db(transaction=True)

LOGIN = Login(demo.EMAIL, demo.PASSWORD)


class Storyteller:
    """Stands in for the demo: founds the company, and may be cut off before the end."""

    def __init__(self) -> None:
        self.told = 0
        self.cut_off = False

    def __call__(self, say: Callable[[str], None]) -> None:
        create_demo_workspace(
            email=demo.EMAIL,
            password=demo.PASSWORD,
            user_name="Lucía",
            workspace_name="Marea",
            currency="EUR",
            time_zone="UTC",
        )
        if self.cut_off:
            raise KeyboardInterrupt
        self.told += 1


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Storyteller:
    teller = Storyteller()
    monkeypatch.setattr(demo, "load", teller)
    return teller


def test_the_first_start_tells_the_story_once(story: Storyteller) -> None:
    logins = [first_visit(load=True), first_visit(load=True)]

    assert logins == [LOGIN, LOGIN]
    assert story.told == 1


def test_without_the_demo_the_house_stays_empty(story: Storyteller) -> None:
    assert first_visit(load=False) is None
    assert every_slug() == []


def test_a_house_with_a_workspace_gets_no_demo(story: Storyteller, mara: Member) -> None:
    assert first_visit(load=True) is None
    assert every_slug() == ["glow"]


def test_a_story_that_was_cut_off_is_told_again_from_the_beginning(story: Storyteller) -> None:
    story.cut_off = True
    with pytest.raises(KeyboardInterrupt):
        first_visit(load=True)
    story.cut_off = False

    login = first_visit(load=True)

    assert login == LOGIN
    assert story.told == 1
    assert every_slug() == ["marea"]


def test_a_cut_off_story_never_takes_a_workspace_of_somebody_with_it(story: Storyteller, mara: Member) -> None:
    story(print)
    _unfinished().touch()

    first_visit(load=True)

    assert every_slug() == ["glow", "marea"]
