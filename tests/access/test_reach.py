"""C18: one sees the customers one reaches, a hidden field is nowhere, and the walk notices what is forgotten."""

from collections.abc import Callable

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, PartyQuerySet
from rapport.apps.customers.operations import update_party
from rapport.apps.customers.rights import FieldRights
from tests.access.matrix import Found, Route
from tests.access.reach import DIGITS, PHONE, answers, limited, look_after, serve, told_too_much
from tests.access.test_walk import ROOMS, _digest, _routes_of
from tests.access.walk import World


def _rows(world: World) -> str:
    return _digest(world.workspace.pk)


@pytest.mark.parametrize("room", ROOMS)
def test_c18_nothing_about_a_customer_out_of_reach_is_told(room: str, own: World, foreign: World) -> None:
    sol = limited(own, "Sol", "own")
    before = _rows(own)

    assert told_too_much(_routes_of(room), own, foreign, sol) == []
    assert _rows(own) == before


@pytest.mark.parametrize("scope", ["own", "team"])
def test_c18_a_customer_within_reach_is_there(scope: str, own: World, foreign: World) -> None:
    sol = limited(own, "Sol", scope)
    (look_after if scope == "own" else serve)(own, sol)

    got = list(answers(_single_records(), own, foreign, sol, "GET"))

    assert [f"{attempt}: {answer.status_code}" for attempt, _, answer in got if answer.status_code != 200] == []
    assert all(b"rosebud" in answer.said for _, _, answer in got)


def test_c18_a_customer_of_the_team_is_out_of_reach_of_an_own_scope(own: World, foreign: World) -> None:
    sol = limited(own, "Sol", "own")
    serve(own, sol)

    assert told_too_much(_single_records(), own, foreign, sol) == []


@pytest.mark.parametrize("room", ROOMS)
def test_c18_a_hidden_phone_is_nowhere(room: str, own: World, foreign: World) -> None:
    update_party(own.members["owner"], int(own.objects["party_id"]), phone=PHONE)
    hal = limited(own, "Hal", "all", phone="hide")

    got = list(answers(_routes_of(room), own, foreign, hal))

    assert [str(attempt) for attempt, _, answer in got if DIGITS.search(answer.said)] == []
    assert [str(attempt) for attempt, _, answer in got if answer.status_code >= 500] == []


@pytest.mark.parametrize("asked", ["q=600555019", "q=555 019"])
def test_c18_a_hidden_phone_finds_nobody(asked: str, own: World) -> None:
    update_party(own.members["owner"], int(own.objects["party_id"]), phone=PHONE)
    hal = limited(own, "Hal", "all", phone="hide")

    assert b"rosebud person" not in _list(hal, asked)
    assert b"rosebud person" in _list(own.members["editor"], asked)


def test_c18_a_phone_that_is_read_only_stays_as_it_is(own: World) -> None:
    update_party(own.members["owner"], int(own.objects["party_id"]), phone=PHONE)
    rea = limited(own, "Rea", "all", phone="read")
    client = Client()
    client.force_login(rea.user)

    client.post(f"/w/glow/customers/{own.objects['party_id']}/facts", {"name": "rosebud person", "phone": "1234567"})

    assert Party.objects.of(own.workspace).get(pk=own.objects["party_id"]).phone == PHONE


FAULTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "reads forget the reach": lambda patch: patch.setattr(
        PartyQuerySet, "within", lambda self, member, right="": self.of(member)
    ),
    "every scope is all": lambda patch: patch.setattr(Member, "given", lambda self, right: "all"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_r4_a_dropped_scope_turns_the_walk_red(
    fault: str, own: World, foreign: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sol = limited(own, "Sol", "own")
    FAULTS[fault](monkeypatch)

    assert told_too_much(_single_records(), own, foreign, sol) != []


def test_r4_a_dropped_field_rule_turns_the_walk_red(
    own: World, foreign: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    update_party(own.members["owner"], int(own.objects["party_id"]), phone=PHONE)
    hal = limited(own, "Hal", "all", phone="hide")
    monkeypatch.setattr(FieldRights, "shows", lambda self, name: True)

    assert any(DIGITS.search(answer.said) for _, _, answer in answers(_single_records(), own, foreign, hal, "GET"))


def _single_records() -> list[tuple[Route, Found]]:
    wanted = {"customers:parties", "customers:party", "sales:orders", "sales:order"}
    return [
        (route, found) for room in ("customers", "sales") for route, found in _routes_of(room) if route.name in wanted
    ]


def _list(member: Member, asked: str) -> bytes:
    client = Client()
    client.force_login(member.user)
    return client.get(f"/w/glow/customers?{asked}").content
