"""Walking the matrix: every route × method × actor × whose object, and what came back that should not have."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.accounts.rights import ROLES
from tests.access.authors import NOT_AUTHORS, REFUSED_TO_OTHERS
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
    """A workspace with one of everything: whom to ask as, and what to ask for by the name of the address part.

    `personal` are the objects that each has for themselves, by who they are.
    """

    workspace: Workspace
    members: dict[str, Member]
    objects: dict[str, Any] = field(default_factory=dict)
    personal: dict[str, dict[str, Any]] = field(default_factory=dict)
    sessions: dict[int, str] = field(default_factory=dict)

    def browser_of(self, member: Member) -> Client:
        """A fresh browser in which the member is signed in: once for all, which takes longer than most pages."""
        client = Client(raise_request_exception=False)
        if member.user_id not in self.sessions:
            client.force_login(member.user)
            self.sessions[member.user_id] = client.cookies[settings.SESSION_COOKIE_NAME].value
        client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[member.user_id]
        return client


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
        for method in route.methods:
            for actor in ["anonymous", *own.members, "stranger"]:
                for owner in _whose(route, found, actor):
                    yield Attempt(route, method, actor, owner), found


def _whose(route: Route, found: Found, actor: str) -> list[str]:
    """Whose objects to ask for; what is not there only where somebody would get in."""
    if not _object_parts(found):
        return ["own"]
    gets_in = route.right in ROLES.get(actor, {})
    return ["own", "other's", "missing"] if gets_in else ["own", "other's"]


def _object_parts(found: Found) -> list[str]:
    return [part for part in found.parts if part.endswith("_id") or part in MISSING]


def ask(attempt: Attempt, found: Found, own: World, foreign: World) -> HttpResponse:
    actor = {**own.members, "stranger": foreign.members["owner"]}.get(attempt.actor)
    client = Client(raise_request_exception=False) if actor is None else own.browser_of(actor)
    url = reverse(attempt.route.name, kwargs=_parts(attempt, found, own, foreign))
    body = urlencode(attempt.route.body) if attempt.method != "GET" else ""
    with transaction.atomic():
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
        theirs = own.personal.get(attempt.actor, {}).get(part, own.objects[part])
        parts[part] = {"own": theirs, "other's": foreign.objects[part], "missing": missing}[attempt.whose]
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
    if attempt.whose == "own" and attempt.actor in NOT_AUTHORS:
        return REFUSED_TO_OTHERS.get(f"{attempt.method} {attempt.route.name}", "in")
    return "in" if attempt.whose == "own" else 404
