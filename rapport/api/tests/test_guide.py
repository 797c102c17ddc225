"""The examples of the guide are asked as they stand there."""

import re
import shlex
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from rapport.api.tests.conftest import BASE, Program
from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations import create_party

GUIDE = Path(__file__).resolve().parents[3] / "docs/guides/api.md"
COMMANDS = [line for line in GUIDE.read_text().splitlines() if line.startswith("curl ")]
METHOD_AND_WORDS = {"-X", "-H", "-d", "--data-urlencode"}


def spoken(command: str, party_id: int) -> tuple[str, str, str]:
    """Method, path and body of a command."""
    words = shlex.split(command.replace("$ID", str(party_id)))[1:]
    method, body, query, url = "GET", "", "", ""
    while words:
        word = words.pop(0)
        value = words.pop(0) if word in METHOD_AND_WORDS else ""
        if word == "-X":
            method = value
        elif word == "-d":
            body = value
        elif word == "--data-urlencode":
            name, _, text = value.partition("=")
            query = "?" + urlencode({name: text})
        elif not word.startswith("-"):
            url = word
    parts = urlsplit(url.replace("$RAPPORT", "http://localhost"))
    return method, f"{parts.path}{'?' + parts.query if parts.query else ''}{query}", body


def test_every_example_of_the_guide_works(shop: Program, mara: Member) -> None:
    party = create_party(mara, kind="person", name="Zoe")

    told: list[Any] = []
    for command in COMMANDS:
        method, path, body = spoken(command, party.pk)
        answer = shop.ask(method, path, body.encode() or None)
        assert answer.status_code in (200, 201), (command, answer.content)
        told.append(answer.said)

    assert len(COMMANDS) >= 9
    assert [one["state"] for one in told[6]["items"]] == ["created", "refused"]


def test_addresses_that_the_guide_names_exist(shop: Program) -> None:
    document = shop.client.get(f"{BASE}/openapi.json").json()
    named = set(re.findall(r"`(/(?:me|fields|segments|customers)[\w/]*)", GUIDE.read_text()))

    known = {re.sub(r"{\w+}", "7", path.removeprefix(BASE)) for path in document["paths"]}
    assert named
    assert named <= known
