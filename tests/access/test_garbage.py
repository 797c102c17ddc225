"""R15, R16: nothing that somebody sends breaks a page; garbage is refused or falls back, never an error of ours."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from functools import partial
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.access.matrix import Found, Route, found_routes, routes
from tests.access.reading import ALL, names_read
from tests.access.walk import World

# A stream does not end by itself; rapport/web/activity tries what it is asked for.
ENDLESS = {"activity:live"}
# What the addresses of each room take beside what they are seen to read, for those that read all of it at once.
ASKED = {
    "accounts": (),
    "activity": ("verb", "actor", "since", "until", "at"),
    "canvas": ("status", "since", "judged", "segment", "customer", "archived"),
    "customers": ("q", "kind", "region", "tag", "segment", "archived", "sort", "page", "starter"),
    "exchange": ("page", "kind"),
    "feedback": ("q", "kind", "region", "segment", "touchpoint", "text", "page"),
    "insights": ("metric", "group", "region", "period", "metrics"),
    "sales": ("q", "kind", "region", "customer", "who", "sort", "category", "page"),
    "start": ("next",),
    "ui": (),
    "web": (),
}
# What single addresses take beside it.
ASKED_OF = {
    "canvas:layout": ("template", "rows", "row"),
    "canvas:examples": ("starter",),
    "canvas:new": ("template",),
    "canvas:new-template": ("copy",),
    "canvas:past": ("day", "version"),
    "canvas:difference": ("from", "to"),
    "canvas:compare": ("of", "on", "show"),
    "canvas:outcome": ("retention", "retention_around"),
}
WORDS = (
    *("abc", "-1", "0", "NaN", "1e400", "9" * 30, "²", "٣", "\x00", "a\x00b", "'\"><script>", "{{ 1 }}", "=1+1"),
    *("0001-01-01", "9999-12-31", "2026-02-30", "🧑‍🧑‍🧒", "\u202e", ",", "é" * 3_000, "..%2f..", "[]", "%"),
)
ALONE = ("abc", "\x00", "9" * 30, "²", "0001-01-01", "9999-12-31")


def _cursor(*parts: Any) -> str:
    return urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


CURSORS = (
    *(_cursor(">", value, 1) for value in ("abc", "2026-99-99", "\x00", "\ud800", "9999-12-31", 10**30, True, "")),
    *(_cursor("<", "0001-01-01T00:00:00+14:00", row_id) for row_id in (1, -1, 10**30, True)),
    *(urlsafe_b64encode(text).decode() for text in (b"[" * 100_000, b"\xff", b"{}", b'[">", NaN, 1]')),
    *("é", "=", "a"),
)
SENT = (
    *("name", "title", "text", "section", "email", "role", "currency", "time_zone", "margin_rate", "theme", "hue"),
    *("description", "word", "do", "party", "phone", "birth_date", "region_id", "region", "period", "kind", "value"),
    *("metric", "subject", "direction", "importance", "settings", "source", "said_on", "quote", "threshold", "base"),
    *("comparison", "strength", "rival", "choice", "note", "segment", "subject_kind", "blueprint_name", "rule-0-word"),
    *("rule-0-0-condition", "rule-0-0-operator", "rule-0-0-value", "rule-0-0-days", "rule-0-0-span-days", "user_name"),
    *("password", "external_id", "city", "column.number", "column.date", "option.currency", "option.time_zone"),
    *("option.day_first", "known_is_fine", "company_size", "gender", "_method"),
    *("moment", "retention", "retention_around"),
    *("budget", "target", "type", "move", "part"),
    *("day", "rate", "rates_carried"),
    *("template", "rows", "row", "starter", "sections", "s0-title", "s0-questions", "s0-columns", "s0-nine", "help"),
)
TYPED = ("", "\x00", "a\x00b", "x" * 100_000, "NaN", "1e400", "1e-999999", "9" * 40, "-1", "0001-01-01", "9999-12-31")
SEEDS: dict[str, dict[str, str]] = {
    "canvas:evidence": {"kind": "metric_threshold", "metric": "nps", "comparison": "at_least", "threshold": "1",
                        "direction": "supports", "strength": "2"},
    "canvas:notes": {"section": "needs", "text": "more sun"},
    "canvas:new": {"subject_kind": "everybody", "period": "all-time", "blueprint_name": "customer_relationship"},
    "canvas:new-template": {"title": "T", "sections": "1", "s0-key": "who", "s0-title": "Who", "s0-nine": "profile",
                            "s0-questions": "Who?", "s0-hue": "need", "s0-columns": "6", "s0-live": ""},
    "customers:new-party": {"name": "Rosa"},
    "customers:facts": {"name": "Rosa"},
    "customers:new-segment": {"name": "New", "hue": "teal", "rule-0-word": "all", "rule-0-0-condition": "first_seen",
                              "rule-0-0-operator": "before", "rule-0-0-value": "2026-01-01"},
    "customers:selection": {"do": "tag", "word": "friend", "party": "1"},
    "accounts:settings": {"name": "Glow", "currency": "EUR", "time_zone": "UTC"},
    "start:new-workspace": {"name": "Glow", "currency": "EUR", "time_zone": "UTC"},
    "insights:targets": {"metric": "nps", "value": "30", "subject": "everybody", "direction": "at_least"},
    "insights:currencies": {"day": "2026-06-01", "currency": "USD", "rate": "0.9"},
    "insights:carrying": {"rates_carried": "5"},
}  # fmt: skip
GESTURES: tuple[Any, ...] = (
    *("", "{", "[]", "null", "[" * 100_000, '{"gesture": 1}', '{"gesture": {"key": "x", "steps": 1}, "since": 1e400}'),
    *('{"gesture": {"key": ID, "steps": [{"do": []}]}}', '{"gesture": {"key": ID, "steps": [{"do": {}}]}}'),
    *('{"gesture": {"key": ID, "steps": [{"do": "undo", "gesture": []}]}}', '{"since": ' + "9" * 5_000 + "}"),
    *(
        f'{{"gesture": {{"key": ID, "steps": [{step}]}}, "since": {"9" * 30}}}'
        for step in (
            '{"do": "add", "section": "needs", "texts": ["\\ud800"]}',
            '{"do": "add", "section": "needs", "texts": ["a\\u0000"]}',
            '{"do": "add", "section": ["needs"], "texts": [1]}',
            '{"do": "add", "section": "needs", "texts": {}, "below": {}}',
            '{"do": "edit", "note": NOTE, "text": {}, "base": 1.5}',
            '{"do": "edit", "note": NOTE, "text": "x", "base": 1, "builds_on": [1]}',
            '{"do": "weigh", "note": NOTE, "importance": NaN}',
            '{"do": "classify", "note": NOTE, "kind": []}',
            '{"do": "recolour", "note": NOTE, "hue": "\\ud800"}',
            '{"do": "settle", "note": NOTE, "rival": "x", "choice": "\\ud800"}',
            '{"do": "move", "note": NOTE, "section": "needs", "below": "\\ud800"}',
            '{"do": "delete", "note": "\\ud800"}',
        )
    ),
)


FORMS = "application/x-www-form-urlencoded"
Asked = tuple[str, str, str]


def _of_room(room: str, method: str) -> list[tuple[Route, Found]]:
    found = {entry.name: entry for entry in found_routes()}
    ours = {route.name: route for route in routes() if route.name not in ENDLESS and method in route.methods}
    return [(route, found[name]) for name, route in ours.items() if name.partition(":")[0] == room]


def _address(route: Route, found: Found, own: World) -> str:
    objects = {**own.objects, "workspace": own.workspace.slug, "token": "abc", "digest": "abc"}
    return reverse(route.name, kwargs={part: objects[part] for part in found.parts})


def _broken(client: Client, method: str, asked: Iterable[Asked], kind: str = FORMS) -> list[str]:
    """Ask all of it, each once and undoing it; what was answered with an error of ours."""
    broken = []
    for what, address, body in dict.fromkeys(asked):
        with transaction.atomic():
            status = client.generic(method, address, body, content_type=kind).status_code
            transaction.set_rollback(True)
        if status >= 500:
            broken.append(f"{status} {method} {what}")
    return broken


def _query(address: str, words: dict[str, str]) -> Asked:
    short = {name: word[:24] for name, word in list(words.items())[:2]}
    return f"{address} {short!a}", f"{address}?{urlencode(words, errors='replace')}", ""


def _form(address: str, words: dict[str, str], said: str) -> Asked:
    return f"{address} {said}", address, urlencode(words)


@pytest.fixture
def owner(own: World) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(own.members["owner"].user)
    return client


@pytest.mark.parametrize("room", ASKED)
def test_r15_no_parameter_of_an_address_breaks_a_page(room: str, own: World, owner: Client) -> None:
    asked = []
    for route, found in _of_room(room, "GET"):
        address, listed = _address(route, found, own), {*ASKED[room], *ASKED_OF.get(route.name, ())}
        plain: Asked = (address, address, "")
        read = names_read(partial(_broken, owner, "GET", [plain]))
        names = sorted(listed | read - {ALL})
        alone = [name for name in names if read & {name, ALL}]
        together = WORDS if read else ALONE
        asked += [plain, *(_query(address, dict.fromkeys(names, word)) for word in together if names)]
        asked += [_query(address, {name: word}) for name in alone for word in ALONE]
        asked += [_query(address, {name: word}) for name in alone if name in {"page", "at"} for word in CURSORS]

    assert _broken(owner, "GET", asked) == []


def test_r15_what_a_page_reads_of_its_address_is_noticed(own: World, owner: Client) -> None:
    def read(name: str) -> set[str]:
        return names_read(lambda: owner.get(reverse(name, args=[own.workspace.slug])))

    assert {"q", "kind", "region", "tag", "segment", "archived", "sort", "page"} <= read("customers:parties")
    assert ALL in read("activity:log")
    assert read("accounts:settings") == set()


ROOMS_WITH_FORMS = sorted({route.name.partition(":")[0] for route in routes() if "POST" in route.methods})


@pytest.mark.parametrize("room", ROOMS_WITH_FORMS)
def test_r15_no_field_of_a_form_breaks_a_page(room: str, own: World, owner: Client) -> None:
    asked = []
    for route, found in _of_room(room, "POST"):
        address, seed = _address(route, found, own), SEEDS.get(route.name, {})
        asked.append(_form(address, {}, "nothing"))
        asked += [_form(address, dict.fromkeys(SENT, word), f"all={word[:12]!a}") for word in TYPED]
        asked += [
            _form(address, {**seed, name: word}, f"{name}={word[:12]!a}") for name in seed for word in (*TYPED, *ALONE)
        ]

    assert _broken(owner, "POST", asked) == []


def test_r15_no_gesture_breaks_a_canvas(own: World, owner: Client) -> None:
    address = reverse("canvas:gestures", args=[own.workspace.slug, own.objects["canvas_id"]])
    key = '"0198c0de-0000-7000-8000-00000000000a"'
    bodies = [text.replace("ID", key).replace("NOTE", f'"{own.objects["note_id"]}"') for text in GESTURES]

    assert _broken(owner, "POST", [(body[:120], address, body) for body in bodies], "application/json") == []
