"""Members of Glow whose roles reach only some of its customers, or hide a field, and walking the pages as them."""

import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse

from rapport.apps.accounts.models import Member, OwnRole, RoleHolder, Team, TeamMember
from rapport.apps.accounts.rights import ADMINISTER, SCOPED
from rapport.apps.customers.models import Party
from tests.access.matrix import Found, Route
from tests.access.walk import Attempt, World, ask
from tests.cast import make_member

# What only those may read who reach the record; everything else called rosebud belongs to the whole workspace.
PRIVATE = (
    "rosebud person",
    "rosebud@mail.example",
    "rosebud@work.example",
    "rosebud-1",
    "rosebud said",
    "rosebud sailing",
    "rosebud remark",
    "rosebud removed remark",
    "rosebud form",
    "rosebud signature",
    "rosebud errand",
    "rosebud removed errand",
    "rosebud ring",
    "rosebud lunch",
    "rosebud inn",
    "rosebud wrote",
    "rosebud asked",
)
PHONE = "+34 600 555 019"
DIGITS = re.compile(rb"600\D{0,3}555\D{0,3}019")
# Parts of an address that lead to one customer, or to what is theirs.
OF_ONE = {"party_id", "order_id", "task_id", "call_id", "meeting_id", "message_id", "request_id"}


def limited(world: World, name: str, scope: str, **fields: str) -> Member:
    """A member with every right an administrator has, for single customers in a scope only."""
    role = OwnRole.objects.create(
        workspace=world.workspace,
        name=f"{name}'s role",
        grants={right: scope if right in SCOPED else "all" for right in ADMINISTER},
        fields={f"customers.{field}": access for field, access in fields.items()},
    )
    member = make_member(world.workspace, name, "custom")
    RoleHolder.objects.create(workspace=world.workspace, role=role, member=member)
    return member


def look_after(world: World, member: Member) -> None:
    """Let the member be the account manager of the world's customer."""
    Party.objects.of(world.workspace).filter(pk=world.objects["party_id"]).update(account_manager=member)


def serve(world: World, member: Member) -> None:
    """Let the member's team serve the world's customer."""
    team = Team.objects.create(workspace=world.workspace, name=f"{member}'s team")
    TeamMember.objects.create(workspace=world.workspace, team=team, member=member)
    Party.objects.of(world.workspace).filter(pk=world.objects["party_id"]).update(service_team=team)


def answers(
    routes: list[tuple[Route, Found]], world: World, foreign: World, member: Member, *methods: str
) -> Iterator[tuple[Attempt, Found, HttpResponse]]:
    """What the member gets from every route and method, asked for the world's own objects."""
    asking = World(world.workspace, {"limited": member}, world.objects)
    for route, found in routes:
        for method in route.methods:
            if not methods or method in methods:
                attempt = Attempt(route, method, "limited", "own")
                yield attempt, found, ask(attempt, found, asking, foreign)


def told_too_much(
    routes: list[tuple[Route, Found]], world: World, foreign: World, member: Member, words: Any = PRIVATE
) -> list[str]:
    """The routes that show the member something private, or let them in to what is out of their reach."""
    wrong = []
    for attempt, found, answer in answers(routes, world, foreign, member):
        shown = [word for word in words if word.encode() in answer.said]
        if shown:
            wrong.append(f"{attempt} shows {shown}")
        if answer.status_code >= 500:
            wrong.append(f"{attempt} broke with {answer.status_code}")
        if OF_ONE & set(found.parts) and answer.status_code != 404:
            wrong.append(f"{attempt} got {answer.status_code} instead of 404")
    return wrong
