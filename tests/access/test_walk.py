"""R1, R2 and R4: nobody gets further than the matrix says, nothing leaks, and the walk would notice."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.queries import first_owner_of
from rapport.kernel.models import WorkspaceQuerySet
from tests.access.matrix import Found, Route, found_routes, routes
from tests.access.walk import World, walk
from tests.guard import workspace_tables

# A stream does not end by itself; tests/browser and rapport/web/activity try it on a real server.
ENDLESS = {"activity:live"}


def _routes_of(room: str) -> list[tuple[Route, Found]]:
    found = {entry.name: entry for entry in found_routes()}
    inside = [route for route in routes() if route.audience == "member" and route.name not in ENDLESS]
    return [(route, found[route.name]) for route in inside if route.name.split(":")[0] == room]


ROOMS = sorted({route.name.split(":")[0] for route in routes() if route.audience == "member"})


def _digest(workspace_id: int) -> str:
    """All rows of a workspace, in one number."""
    tables = workspace_tables()
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in tables]
    rows = [(model._meta.label, row) for model in models for row in _rows(model, workspace_id)]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _rows(model: type[Model], workspace_id: int) -> list[Any]:
    return list(model._default_manager.filter(workspace_id=workspace_id).order_by("pk").values())


@pytest.mark.parametrize("room", ROOMS)
def test_r1_r2_every_route_answers_every_actor_as_the_matrix_says(room: str, own: World, foreign: World) -> None:
    before = _digest(foreign.workspace.pk)

    violations = walk(_routes_of(room), own, foreign)

    assert violations == []
    assert _digest(foreign.workspace.pk) == before


def test_r2_a_foreign_and_a_missing_object_look_the_same(own: World, foreign: World) -> None:
    client = Client()
    client.force_login(own.members["owner"].user)
    for name in ("party_id", "segment_id", "canvas_id"):
        path = {"party_id": "customers", "segment_id": "segments", "canvas_id": "canvases"}[name]
        theirs = client.get(f"/w/glow/{path}/{foreign.objects[name]}")
        missing = client.get(f"/w/glow/{path}/987654321")

        assert theirs.status_code == missing.status_code == 404
        own_address = f"{path}/{foreign.objects[name]}"
        assert _plain(theirs.content, own_address) == _plain(missing.content, f"{path}/987654321")


def _plain(page: bytes, address: str) -> str:
    """A page without its own address and the nonce of the day."""
    changing = r'nonce="[^"]*"|X-CSRFToken[^}]*|csrfmiddlewaretoken[^>]*'
    return re.sub(changing, "", page.decode()).replace(address, "address")


def _no_scope(self: Any, owner: Any) -> Any:
    return self.all()


def _may_do_all(self: Member, right: str) -> bool:
    return True


def _first_owner(user: Any, slug: str) -> Member:
    return first_owner_of(slug)


SEEDED_FAULTS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "reads forget the workspace": lambda patch: patch.setattr(WorkspaceQuerySet, "of", _no_scope),
    "members may do everything": lambda patch: patch.setattr(Member, "may", _may_do_all),
    "the gate lets everybody in": lambda patch: patch.setattr("rapport.apps.accounts.access.member_of", _first_owner),
}


@pytest.mark.parametrize("fault", SEEDED_FAULTS)
def test_r4_a_seeded_fault_turns_the_walk_red(
    fault: str, own: World, foreign: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The guard of the tests would stop the first of these faults by itself; here the walk has to notice.
    monkeypatch.setattr("tests.guard.is_unscoped", lambda statement: False)
    SEEDED_FAULTS[fault](monkeypatch)

    assert walk(_routes_of("customers")[:6] + _routes_of("accounts")[:2], own, foreign) != []
