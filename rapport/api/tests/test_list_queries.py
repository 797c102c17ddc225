"""How many queries the lists of the interface take: always the same number, however long they are."""

from typing import Any, NamedTuple

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rapport.api.tests.conftest import BASE, Program
from rapport.apps.accounts.models import Member
from tests.access.grown import Grown

MOST = 15
FEW, MANY = 2, 20


class Asked(NamedTuple):
    """How many queries a list takes, asked for once more, and how many rows it has."""

    queries: int
    rows: int


def test_c1_no_list_takes_more_queries_when_it_is_longer(shop: Program, mara: Member, client: Client) -> None:
    document = client.get(f"{BASE}/openapi.json").json()
    lists = {
        path.removeprefix(BASE) for path, tasks in document["paths"].items() if _is_list(document, tasks.get("get"))
    }
    world = Grown(mara)

    world.grow(FEW)
    short = {path: _asked(shop, world, path) for path in lists}
    world.grow(MANY)
    long = {path: _asked(shop, world, path) for path in lists}

    assert len(lists) >= 15
    assert [path for path in lists if long[path].rows <= short[path].rows] == []
    assert {path: (short[path], long[path]) for path in lists if short[path].queries != long[path].queries} == {}
    assert {path: one for path, one in long.items() if one.queries > MOST} == {}


def _is_list(document: dict[str, Any], task: dict[str, Any] | None) -> bool:
    if task is None:
        return False
    shape = task["responses"]["200"]["content"]["application/json"]["schema"]
    name = shape.get("$ref", "").rpartition("/")[2]
    return "items" in document["components"]["schemas"].get(name, {}).get("properties", {})


def _asked(program: Program, world: Grown, path: str) -> Asked:
    address = path.format(party_id=world.party_id, segment_id=world.segment_id)
    program.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = program.get(address)
    assert answer.status_code == 200, (path, answer.said)
    return Asked(len(captured), len(answer.said["items"]))
