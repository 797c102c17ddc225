"""C1: the queries of every page that lists things: their number is known, and the same for three rows and thirty."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rapport.apps.accounts.models import Member
from tests.access.grown import Grown
from tests.access.matrix import found_routes, routes

FEW, MANY = 3, 30
MOST = 15
# Pages that tell many different things of one customer, one canvas or one day, and what they take at most.
LARGER = {
    "web:overview": 21,
    "web:entities": 23,
    "web:customer": 23,
    "web:timeline": 27,
    "insights:suggested": 16,
    "customers:party-privacy": 57,
    "customers:erasure": 55,
    "customers:party": 25,
    "my_day:day": 17,
    "canvas:board": 25,
    "canvas:advice": 25,
    "canvas:facts": 22,
}
# It never ends.
LEFT_OUT = {"activity:live"}


def test_c1_no_page_takes_more_queries_when_its_lists_are_longer(client: Client, mara: Member) -> None:
    world = Grown(mara)
    client.force_login(mara.user)

    world.grow(FEW)
    addresses = _addresses(world)
    short = {name: _queries(client, address) for name, address in addresses.items()}
    world.grow(MANY)
    long = {name: _queries(client, address) for name, address in addresses.items()}

    assert len(long) > 80
    assert {name: (short[name], found) for name, found in long.items() if found > short[name]} == {}
    assert {name: found for name, found in long.items() if found > LARGER.get(name, MOST)} == {}


def _addresses(world: Grown) -> dict[str, str]:
    """Every page of a workspace whose address needs no more than a customer, a segment or a canvas."""
    known = {"workspace": world.member.workspace.slug, "party_id": world.party_id}
    known |= {"segment_id": world.segment_id, "canvas_id": world.canvas_id}
    parts = {found.name: found.parts for found in found_routes()}
    asked = [one.name for one in routes() if "GET" in one.methods and one.audience == "member"]
    return {
        name: reverse(name, kwargs={part: known[part] for part in parts[name]})
        for name in asked
        if name not in LEFT_OUT and set(parts[name]) <= set(known)
    }


def _queries(client: Client, address: str) -> int:
    """How many queries a page takes, once it was asked for."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)
