"""R1, R2, R23, C18 for programs: a token opens what its member may, nothing leaks, and the walk would notice."""

import json
from typing import Any

import pytest
from django.test import Client

from rapport.apps.customers.models import Party, Purpose
from rapport.apps.customers.operations import update_party
from rapport.apps.customers.rights import FieldRights
from tests.access.interface import (
    Asking,
    ask,
    askings,
    expected,
    has_objects,
    ids_of,
    missing_ids,
    table,
    tasks,
    token_for,
    tokens,
)
from tests.access.reach import DIGITS, PHONE, PRIVATE, limited, look_after, serve
from tests.access.test_walk import SEEDED_FAULTS, _digest
from tests.access.walk import CANARY, World


@pytest.fixture
def worlds(own: World, foreign: World) -> tuple[World, World]:
    """Both worlds, each with a purpose that people are asked about."""
    for world in (own, foreign):
        Purpose.objects.create(workspace=world.workspace, key="news", title="News")
        companies = Party.objects.of(world.workspace).filter(kind="company").order_by("pk")
        world.objects["company_ids"] = list(companies.values_list("pk", flat=True))[:2]
    return own, foreign


def test_r1_every_task_is_in_the_matrix() -> None:
    assert {(task.method, task.path, task.right) for task in tasks()} == table()


def walk(own: World, foreign: World, of: list[Any] | None = None) -> list[str]:
    """A sentence for each answer that the matrix does not allow."""
    secrets = tokens(own, foreign)
    ids = {"own": ids_of(own, "rosebud"), "other's": ids_of(foreign, CANARY), "missing": missing_ids()}
    wrong = []
    for asking in askings(of or tasks(), list(secrets)):
        answer = ask(asking, secrets[asking.actor], ids[asking.whose] if asking.actor != "stranger" else ids["own"])
        member = own.members.get(asking.actor)
        if answer.status_code not in expected(asking, member):
            wrong.append(f"{asking} got {answer.status_code}: {answer.content[:200]!r}")
        other = "rosebud" if asking.actor == "stranger" else CANARY
        if other.encode() in answer.content:
            wrong.append(f"{asking} shows text of another workspace")
    return wrong


def test_r1_r2_every_task_answers_every_token_as_the_matrix_says(worlds: tuple[World, World]) -> None:
    own, foreign = worlds
    before = _digest(foreign.workspace.pk)

    assert walk(own, foreign) == []
    assert _without_use(before, foreign)


def _without_use(before: str, foreign: World) -> bool:
    """Nothing of the other workspace changed but the tokens that were made for it."""
    foreign.members["owner"].tokens.filter(name="Program", workspace=foreign.workspace).delete()
    return before == _digest(foreign.workspace.pk)


def test_r2_a_foreign_and_a_missing_object_look_the_same(worlds: tuple[World, World]) -> None:
    own, foreign = worlds
    secret = token_for(own.members["owner"])

    for task in tasks():
        if has_objects(task):
            theirs = ask(Asking(task, "owner", "other's"), secret, ids_of(foreign, CANARY))
            missing = ask(Asking(task, "owner", "missing"), secret, missing_ids())
            assert (theirs.status_code, theirs.content) == (404, missing.content), task


def test_r2_a_part_of_another_record_is_not_reached_through_ones_own(worlds: tuple[World, World]) -> None:
    own, foreign = worlds
    secret = token_for(own.members["owner"])
    mixed = ids_of(foreign, CANARY) | {"party_id": own.objects["party_id"]}

    for task in (task for task in tasks() if task.path.count("{") == 2):
        assert ask(Asking(task, "owner", "other's"), secret, mixed).status_code == 404, task
    relating = next(task for task in tasks() if (task.method, task.path[-9:]) == ("POST", "relations"))
    assert ask(Asking(relating, "owner", "other's"), secret, mixed).status_code == 404


@pytest.mark.parametrize("fault", ["reads forget the workspace", "members may do everything"])
def test_r4_a_seeded_fault_turns_the_walk_red(
    fault: str, worlds: tuple[World, World], monkeypatch: pytest.MonkeyPatch
) -> None:
    own, foreign = worlds
    monkeypatch.setattr("tests.guard.is_unscoped", lambda statement: False)
    few = [task for task in tasks() if task.path in ("/customers/{party_id}", "/tags", "/segments/{segment_id}")]
    SEEDED_FAULTS[fault](monkeypatch)

    assert walk(own, foreign, few) != []


def test_c18_nothing_about_a_customer_out_of_reach_is_told(worlds: tuple[World, World]) -> None:
    own, _foreign = worlds
    secret = token_for(limited(own, "Sol", "own"))
    ids = ids_of(own, "rosebud")

    for task in tasks():
        answer = ask(Asking(task, "limited", "own"), secret, ids)
        assert [word for word in PRIVATE if word.encode() in answer.content] == [], task
        if "{party_id}" in task.path or (task.path in ("/merges", "/merges/{merge_id}") and task.writes):
            assert answer.status_code == 404, task


@pytest.mark.parametrize("scope", ["own", "team"])
def test_c18_a_customer_within_reach_is_there(scope: str, worlds: tuple[World, World]) -> None:
    own, _foreign = worlds
    sol = limited(own, "Sol", scope)
    (look_after if scope == "own" else serve)(own, sol)
    secret, ids = token_for(sol), ids_of(own, "rosebud")
    reading = [task for task in tasks() if task.path.startswith("/customers") and task.method == "GET"]

    for task in reading:
        assert ask(Asking(task, "limited", "own"), secret, ids).status_code == 200, task


def test_c18_a_hidden_phone_is_nowhere(worlds: tuple[World, World]) -> None:
    own, _foreign = worlds
    update_party(own.members["owner"], own.objects["party_id"], phone=PHONE)
    secret, ids = token_for(limited(own, "Sol", "all", phone="hide")), ids_of(own, "rosebud")

    told = [ask(Asking(task, "limited", "own"), secret, ids) for task in tasks()]

    assert [answer.content for answer in told if DIGITS.search(answer.content)] == []
    assert {answer.status_code for answer in told} <= {200, 201, 204, 403}


ABOUT_A_PHONE: list[tuple[str, str, Any]] = [
    ("GET", "/customers?sort=phone", None),
    ("GET", '/customers?rule={"condition":"phone","operator":"contains","value":"600"}', None),
    ("GET", '/customers/count?rule={"condition":"phone","operator":"is_known"}', None),
    ("POST", "/customers", {"name": "Bo", "phone": "+34600000000"}),
    ("POST", "/customers/bulk", {"customers": [{"name": "Bo", "phone": "+34600000000"}]}),
    ("PATCH", "/customers/{party_id}", {"phone": "+34600000000"}),
    ("PATCH", "/customers/{party_id}", {"phone": None}),
]


def test_c18_a_hidden_phone_cannot_be_asked_for_or_written(worlds: tuple[World, World]) -> None:
    own, _foreign = worlds
    update_party(own.members["owner"], own.objects["party_id"], phone=PHONE)
    secret = token_for(limited(own, "Sol", "all", phone="hide"))

    for method, path, body in ABOUT_A_PHONE:
        answer = _send(secret, method, path.replace("{party_id}", str(own.objects["party_id"])), body)

        assert (answer.status_code, json.loads(answer.content)["place"]) == (403, "phone"), (method, path)
    assert Party.objects.of(own.workspace).get(pk=own.objects["party_id"]).phone == PHONE


def _send(secret: str, method: str, path: str, body: Any) -> Any:
    content = json.dumps(body) if body is not None else ""
    headers = {"Authorization": f"Bearer {secret}"}
    return Client().generic(method, f"/api/v1{path}", content, content_type="application/json", headers=headers)


def test_c18_the_walk_notices_a_field_that_is_shown(
    worlds: tuple[World, World], monkeypatch: pytest.MonkeyPatch
) -> None:
    own, _foreign = worlds
    update_party(own.members["owner"], own.objects["party_id"], phone=PHONE)
    secret = token_for(limited(own, "Sol", "all", phone="hide"))
    monkeypatch.setattr(FieldRights, "shows", lambda self, name: True)
    listing = next(task for task in tasks() if task.path == "/customers")

    assert DIGITS.search(ask(Asking(listing, "limited", "own"), secret, ids_of(own, "rosebud")).content)
