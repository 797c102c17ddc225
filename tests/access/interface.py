"""The access matrix of the interface for programs: every task and the right it needs, and asking it with a token."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from rapport.api.interface import nouns
from rapport.api.noun import Task
from rapport.apps.accounts.models import ApiToken, Member
from rapport.kernel.clock import now
from rapport.kernel.ids import new_id, token_digest
from tests.access.walk import MISSING_NUMBER, World

TABLE = """
GET     /me                                             -
GET     /customers                                      customers.view
GET     /customers/count                                customers.view
POST    /customers                                      customers.edit
POST    /customers/bulk                                 customers.edit
GET     /customers/{party_id}                           customers.view
PATCH   /customers/{party_id}                           customers.edit
POST    /customers/{party_id}/archival                  customers.edit
DELETE  /customers/{party_id}/archival                  customers.edit
GET     /customers/{party_id}/tags                      customers.view
POST    /customers/{party_id}/tags                      customers.edit
DELETE  /customers/{party_id}/tags                      customers.edit
GET     /customers/{party_id}/notes                     customers.view
POST    /customers/{party_id}/notes                     customers.edit
PATCH   /customers/{party_id}/notes/{note_id}           customers.edit
DELETE  /customers/{party_id}/notes/{note_id}           customers.edit
GET     /customers/{party_id}/relations                 customers.view
POST    /customers/{party_id}/relations                 customers.edit
PATCH   /customers/{party_id}/relations/{relation_id}   customers.edit
DELETE  /customers/{party_id}/relations/{relation_id}   customers.edit
GET     /customers/{party_id}/consents                  customers.view
POST    /customers/{party_id}/consents                  consent.edit
GET     /customers/{party_id}/orders                    orders.view
GET     /customers/{party_id}/answers                   responses.view
GET     /purposes                                       customers.view
GET     /tags                                           customers.view
GET     /fields                                         customers.view
GET     /regions                                        customers.view
GET     /carers                                         customers.view
GET     /segments                                       segments.view
GET     /segments/{segment_id}                          segments.view
GET     /segments/{segment_id}/members                  segments.view
GET     /duplicates                                     customers.view
GET     /merges                                         customers.view
POST    /merges                                         customers.edit
DELETE  /merges/{merge_id}                              customers.edit
"""

Bodies = dict[str, Callable[[dict[str, Any]], Any]]
# What has to be sent so that a task gets as far as its object; ids in it are swapped with those in the address.
BODIES: Bodies = {
    "POST /customers": lambda ids: {"name": "Somebody"},
    "POST /customers/bulk": lambda ids: {"customers": [{"name": "Somebody"}]},
    "PATCH /customers/{party_id}": lambda ids: {"city": "Lugo"},
    "POST /customers/{party_id}/tags": lambda ids: {"name": "seen"},
    "POST /customers/{party_id}/notes": lambda ids: {"text": "Something"},
    "PATCH /customers/{party_id}/notes/{note_id}": lambda ids: {"text": "Something else"},
    "POST /customers/{party_id}/relations": lambda ids: {"kind": "partner", "other_id": ids["other_id"]},
    "PATCH /customers/{party_id}/relations/{relation_id}": lambda ids: {"role": "Buyer"},
    "POST /customers/{party_id}/consents": lambda ids: {
        "purpose": "news", "channels": ["email"], "state": "given", "source": "A form",
    },
    "POST /merges": lambda ids: {"kept": ids["other_id"], "merged": [ids["twin_id"]]},
}  # fmt: skip
QUERIES = {"DELETE /customers/{party_id}/tags": "?name={tag}"}
WORTHLESS = {"nobody", "inventor", "revoked", "expired", "deactivated"}


@dataclass(frozen=True)
class Asking:
    """A task asked with a token, for whose objects."""

    task: Task
    actor: str
    whose: str

    def __str__(self) -> str:
        return f"{self.actor} {self.task.method} {self.task.path} ({self.whose} object)"


def table() -> set[tuple[str, str, str]]:
    """The matrix: method, path, right."""
    lines = [line.split() for line in TABLE.strip().splitlines()]
    return {(method, path, right.strip("-")) for method, path, right in lines}


def tasks() -> list[Task]:
    """Every task that the interface has."""
    return [task for noun in nouns for task in noun.tasks]


def token_for(member: Member, **state: Any) -> str:
    """A token of a member, whatever their role is by now."""
    secret = str(new_id())
    ApiToken.objects.create(
        workspace=member.workspace,
        member=member,
        name="Program",
        prefix="p",
        token_digest=token_digest(secret),
        **state,
    )
    return secret


def tokens(own: World, foreign: World) -> dict[str, str]:
    """A token for everybody who may turn up, and some that are worth nothing."""
    owner = own.members["owner"]
    found = {name: token_for(member) for name, member in own.members.items()}
    yesterday = now() - timedelta(days=1)
    return found | {
        "nobody": "",
        "inventor": "rapport_made-up",
        "revoked": token_for(owner, revoked_at=yesterday),
        "expired": token_for(owner, expires_at=yesterday),
        "reader": token_for(owner, only_reads=True),
        "stranger": token_for(foreign.members["owner"]),
    }


def askings(of: list[Task], actors: list[str]) -> Iterator[Asking]:
    """Everything that is to be asked."""
    for task in of:
        for actor in actors:
            every = has_objects(task) and actor not in WORTHLESS
            for whose in ("own", "other's", "missing") if every else ("own",):
                yield Asking(task, actor, whose)


def has_objects(task: Task) -> bool:
    """Is the task about an object that has an id?"""
    return "{" in task.path or (task.method, task.path) == ("POST", "/merges")


def ask(asking: Asking, secret: str, ids: dict[str, Any]) -> HttpResponse:
    """The answer; whatever it changed is taken back."""
    task = asking.task
    name = f"{task.method} {task.path}"
    body = json.dumps(BODIES[name](ids)) if name in BODIES else ""
    path = (task.path + QUERIES.get(name, "")).format(**ids)
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    client = Client(raise_request_exception=False)
    with transaction.atomic():
        answer: Any = client.generic(
            task.method, f"/api/v1{path}", body, content_type="application/json", headers=headers
        )
        transaction.set_rollback(True)
    return answer


def ids_of(world: World, word: str) -> dict[str, Any]:
    """The ids of a world by the names that addresses and bodies have for them."""
    objects = world.objects
    return {
        **{name: objects[name] for name in ("party_id", "segment_id", "merge_id", "relation_id")},
        "note_id": objects["remark_id"],
        "other_id": objects["company_ids"][0],
        "twin_id": objects["company_ids"][1],
        "tag": f"{word} tag",
    }


def missing_ids() -> dict[str, Any]:
    """Ids of nothing."""
    names = ("party_id", "segment_id", "merge_id", "relation_id", "note_id", "other_id", "twin_id")
    return {**{name: MISSING_NUMBER + number for number, name in enumerate(names)}, "tag": "rosebud tag"}


def expected(asking: Asking, member: Member | None) -> set[int]:
    """The statuses that the matrix allows."""
    if asking.actor in WORTHLESS:
        return {401}
    if asking.actor == "stranger":
        return {404} if has_objects(asking.task) else {200, 201}
    if asking.actor == "reader" and asking.task.writes:
        return {403}
    if member is not None and not (member.may("api.use") and (not asking.task.right or member.may(asking.task.right))):
        return {403}
    return {200, 201, 204} if asking.whose == "own" else {404}
