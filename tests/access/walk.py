"""Walking the matrix: every route × method × actor × whose object, and what came back that should not have."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.accounts.rights import ROLES
from tests.access.matrix import Found, Route

MISSING_NUMBER = 987_654_321
MISSING_KEY = UUID("0198c0de-0000-7000-8000-000000000000")
MISSING = {
    "subject": "segment:987654321",
    "note_id": MISSING_KEY,
    "evidence_id": MISSING_KEY,
    "comment_id": MISSING_KEY,
}
MISSING |= dict.fromkeys(("proposition_id", "answer_id", "action_id"), MISSING_KEY)
CANARY = "kanarienvogel"
REFUSED = {401, 403, 404, 405}


@dataclass
class World:
    """A workspace with one of everything: whom to ask as, and what to ask for by the name of the address part."""

    workspace: Workspace
    members: dict[str, Member]
    objects: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Attempt:
    """One request: who asks for what, and whose object it is."""

    route: Route
    method: str
    actor: str
    whose: str

    def __str__(self) -> str:
        return f"{self.actor} {self.method} {self.route.name} ({self.whose} object)"


def walk(routes: list[tuple[Route, Found]], own: World, foreign: World) -> list[str]:
    """Ask everything; returns a sentence for each answer that the matrix does not allow."""
    violations = []
    for attempt, found in _attempts(routes, own):
        answer = ask(attempt, found, own, foreign)
        wrong = _judge(attempt, answer, own)
        if wrong:
            violations.append(f"{attempt}: {wrong}")
    return violations


def _attempts(routes: list[tuple[Route, Found]], own: World) -> Iterator[tuple[Attempt, Found]]:
    for route, found in routes:
        whose = ["own"] if not _object_parts(found) else ["own", "other's", "missing"]
        for method in route.methods:
            for actor in ["anonymous", *own.members, "stranger"]:
                for owner in whose:
                    yield Attempt(route, method, actor, owner), found


def _object_parts(found: Found) -> list[str]:
    return [part for part in found.parts if part.endswith("_id") or part in MISSING]


def ask(attempt: Attempt, found: Found, own: World, foreign: World) -> HttpResponse:
    client = Client(raise_request_exception=False)
    actor = {**own.members, "stranger": foreign.members["owner"]}.get(attempt.actor)
    url = reverse(attempt.route.name, kwargs=_parts(attempt, found, own, foreign))
    body = urlencode(attempt.route.body) if attempt.method != "GET" else ""
    with transaction.atomic():
        if actor is not None:
            client.force_login(actor.user)
        answer = client.generic(attempt.method, url, body, content_type="application/x-www-form-urlencoded")
        answer.said = _said(answer)
        transaction.set_rollback(True)
    return answer


def _said(answer: HttpResponse) -> bytes:
    """Everything in the answer; nothing of a stream without an end."""
    if not answer.streaming:
        return answer.content
    return b"" if getattr(answer, "is_async", False) else b"".join(answer.streaming_content)


def _parts(attempt: Attempt, found: Found, own: World, foreign: World) -> dict[str, Any]:
    objects = _object_parts(found)
    parts: dict[str, Any] = {part: own.objects[part] for part in found.parts if part not in {"workspace", *objects}}
    parts["workspace"] = own.workspace.slug
    for part in objects:
        missing = MISSING.get(part, MISSING_NUMBER)
        parts[part] = {"own": own.objects[part], "other's": foreign.objects[part], "missing": missing}[attempt.whose]
    return {part: parts[part] for part in found.parts}


def _judge(attempt: Attempt, answer: HttpResponse, own: World) -> str:
    """What is wrong with the answer; empty when nothing is."""
    status = answer.status_code
    if CANARY.encode() in answer.said:
        return "shows text of another workspace"
    if status >= 500:
        return f"broke with {status}"
    expected = _expected(attempt, own)
    if expected == "in" and status in REFUSED:
        return f"was refused with {status}"
    if expected == "sign in" and not (status == 401 or (status == 302 and "login" in answer["Location"])):
        return f"got {status} without signing in"
    if isinstance(expected, int) and status != expected:
        return f"got {status} instead of {expected}"
    return ""


def _expected(attempt: Attempt, own: World) -> str | int:
    if attempt.actor == "anonymous":
        return "sign in"
    if attempt.actor in {"stranger", "deactivated"}:
        return 404
    if attempt.route.right not in ROLES[attempt.actor]:
        return 403
    return "in" if attempt.whose == "own" else 404
