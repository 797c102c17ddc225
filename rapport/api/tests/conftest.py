"""A program with a token, and how it asks."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import create_token
from rapport.apps.customers.operations import ask_for_erasure, create_party
from rapport.apps.customers.operations.erasing import carry_out

BASE = "/api/v1"


class Program:
    """A program that asks with the token of a member."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.client = Client(raise_request_exception=False)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer; what it says is `said`."""
        content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {"Authorization": f"Bearer {self.secret}", **headers}
        answer: Any = self.client.generic(
            method, f"{BASE}{path}", content, content_type="application/json", headers=named
        )
        answer.said = json.loads(answer.content) if answer.content else None
        return answer

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.ask("POST", path, body, **headers)

    def patch(self, path: str, body: Any = None) -> Any:
        return self.ask("PATCH", path, body)

    def delete(self, path: str) -> Any:
        return self.ask("DELETE", path)


def erase_party(member: Member, **facts: str) -> None:
    """Somebody who was known, and was erased."""
    party = create_party(member, **facts)
    carry_out(member.actor, ask_for_erasure(member, party.pk, typed=party.name), tell=lambda *_said: None)


@pytest.fixture
def program() -> Callable[..., Program]:
    """`program(mara)` is a program that works in Mara's name."""

    def made(member: Member, **options: Any) -> Program:
        return Program(create_token(member, name="Shop", **options)[1])

    return made


@pytest.fixture
def shop(program: Callable[..., Program], mara: Member) -> Program:
    """A program of Mara's, who may do everything in Glow."""
    return program(mara)
