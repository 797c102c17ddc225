"""R2: ids inside bodies and queries. Another workspace's id is refused or means nothing, and nothing of it changes."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve

from rapport.apps.canvas import operations as canvases
from rapport.apps.canvas.models import Canvas, Comment, Evidence, Note
from rapport.apps.customers.models import Membership, Party, PartyTag, Region, Segment, Tag
from rapport.apps.customers.operations import create_segment, tag_parties
from rapport.apps.insights.models import Target
from rapport.kernel.errors import Refused
from rapport.kernel.ids import new_id
from tests.access.test_walk import _digest
from tests.access.walk import CANARY, World

OURS = (Canvas, Note, Comment, Evidence, Party, PartyTag, Segment, Membership, Target)
FORMS = "application/x-www-form-urlencoded"


@pytest.fixture
def region(foreign: World) -> Region:
    """A region of the other workspace."""
    made: Region = Region.objects.create(workspace=foreign.workspace, name=f"{CANARY} coast", country="PT")
    return made


@pytest.fixture
def owner(own: World) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(own.members["owner"].user)
    return client


def _count(own: World) -> dict[str, int]:
    return {model.__name__: model._default_manager.of(own.workspace).count() for model in OURS}  # type: ignore[attr-defined]


def _post(client: Client, path: str, body: dict[str, Any]) -> Any:
    assert resolve(f"/w/glow/{path}")
    return client.generic("POST", f"/w/glow/{path}", urlencode(body, doseq=True), content_type=FORMS)


def _rule(condition: str, operator: str, value: object) -> dict[str, Any]:
    leaf = {"rule-0-0-condition": condition, "rule-0-0-operator": operator, "rule-0-0-value": value}
    return {"name": "Borrowed", "hue": "teal", "description": "", "rule-0-word": "all", **leaf}


CANVAS = {"subject_kind": "everybody", "period": "all-time", "blueprint_name": "customer_relationship", "title": "New"}
Body = Callable[[World, World, Region], tuple[str, dict[str, Any]]]

REFUSED: dict[str, Body] = {
    "a canvas about their segment": lambda own, theirs, region: (
        "canvases/new",
        {**CANVAS, "subject_kind": "segment", "segment": theirs.objects["segment_id"]},
    ),
    "a canvas about their customer by address": lambda own, theirs, region: (
        "canvases/new",
        {**CANVAS, "subject_kind": "party", "party": f"{CANARY}@mail.example"},
    ),
    "a canvas about their customer by number": lambda own, theirs, region: (
        "canvases/new",
        {**CANVAS, "subject_kind": "party", "party": theirs.objects["party_id"]},
    ),
    "a canvas in their region": lambda own, theirs, region: ("canvases/new", {**CANVAS, "region": region.pk}),
    "our canvas moved to their region": lambda own, theirs, region: (
        f"canvases/{own.objects['canvas_id']}/set-up",
        {"title": "Ours", "period": "all-time", "region": region.pk},
    ),
    "their note on our canvas": lambda own, theirs, region: (
        f"canvases/{own.objects['canvas_id']}/notes/{theirs.objects['note_id']}/text",
        {"text": "taken"},
    ),
    "evidence on their note": lambda own, theirs, region: (
        f"canvases/{own.objects['canvas_id']}/notes/{theirs.objects['note_id']}/evidence",
        {"kind": "quotation", "source": "x", "direction": "supports", "strength": 2},
    ),
    "a comment on their note": lambda own, theirs, region: (
        f"canvases/{own.objects['canvas_id']}/comments",
        {"text": "taken", "note": theirs.objects["note_id"]},
    ),
    "a reply to their comment": lambda own, theirs, region: (
        f"canvases/{own.objects['canvas_id']}/comments",
        {"text": "taken", "parent": theirs.objects["comment_id"]},
    ),
    "their comment edited on our canvas": lambda own, theirs, region: (
        f"canvases/{own.objects['canvas_id']}/comments/{theirs.objects['comment_id']}",
        {"text": "taken"},
    ),
    "a target for their segment": lambda own, theirs, region: (
        "metrics/targets/",
        {
            "metric": "nps",
            "value": "30",
            "direction": "at_least",
            "subject": f"segment:{theirs.objects['segment_id']}",
        },
    ),
    "a target in their region": lambda own, theirs, region: (
        "metrics/targets/",
        {"metric": "nps", "value": "30", "direction": "at_least", "subject": "everybody", "region": region.pk},
    ),
    "a person in their region": lambda own, theirs, region: ("customers/new", {"name": "Ana", "region_id": region.pk}),
    "our person moved to their region": lambda own, theirs, region: (
        f"customers/{own.objects['party_id']}/facts",
        {"name": "Ana", "region_id": region.pk},
    ),
    "a segment built on their segment": lambda own, theirs, region: (
        "segments/new",
        _rule("in_segment", "is", theirs.objects["segment_id"]),
    ),
    "our segment rebuilt on their segment": lambda own, theirs, region: (
        f"segments/{_own_rule(own).pk}/rule",
        _rule("in_segment", "is", theirs.objects["segment_id"]),
    ),
}


def _own_rule(own: World) -> Segment:
    rule = {"all": [{"condition": "kind", "operator": "is", "value": "company"}]}
    found = Segment.objects.of(own.workspace).filter(name="By rule").first()
    return found or create_segment(own.members["owner"], name="By rule", rule=rule)


@pytest.mark.parametrize("what", REFUSED)
def test_r2_an_id_of_another_workspace_in_a_body_is_refused(
    what: str, own: World, foreign: World, region: Region, owner: Client
) -> None:
    path, body = REFUSED[what](own, foreign, region)
    before, count = _digest(foreign.workspace.pk), _count(own)

    answer = _post(owner, path, body)

    assert answer.status_code in {404, 409, 422}
    assert _told(answer, body) == ""
    assert _digest(foreign.workspace.pk) == before
    assert _count(own) == count


def _told(answer: Any, body: dict[str, Any]) -> str:
    """What of the other workspace the answer says beyond the asker's own words."""
    page = answer.content.decode()
    for word in body.values():
        page = page.replace(str(word), "") if CANARY in str(word) else page
    return page[max(0, page.find(CANARY) - 80) :][:200] if CANARY in page else ""


UNHEARD: dict[str, Body] = {
    "a tag for their people": lambda own, theirs, region: (
        "customers/selection",
        {"do": "tag", "word": "taken", "party": [theirs.objects["party_id"]]},
    ),
    "their tag off their people": lambda own, theirs, region: (
        "customers/selection",
        {"do": "untag", "word": f"{CANARY} tag", "party": [theirs.objects["party_id"]]},
    ),
    "a fixed segment of their people": lambda own, theirs, region: (
        "customers/selection",
        {"do": "segment", "word": "Taken", "party": [theirs.objects["party_id"], own.objects["party_id"]]},
    ),
    "a rule by the name of their tag": lambda own, theirs, region: (
        "segments/new",
        _rule("tag", "is_one_of", f"{CANARY} tag"),
    ),
    "a rule by the name of their region": lambda own, theirs, region: (
        "segments/new",
        _rule("region", "is_one_of", f"{CANARY} coast"),
    ),
    "a rule by their customer's address": lambda own, theirs, region: (
        "segments/new",
        _rule("email", "is", f"{CANARY}@mail.example"),
    ),
}


@pytest.mark.parametrize("what", UNHEARD)
def test_r2_what_belongs_to_another_workspace_is_nobody_here(
    what: str, own: World, foreign: World, region: Region, owner: Client
) -> None:
    path, body = UNHEARD[what](own, foreign, region)
    before = _digest(foreign.workspace.pk)

    answer = _post(owner, path, body)

    assert answer.status_code < 500
    assert _digest(foreign.workspace.pk) == before
    theirs = foreign.objects["party_id"]
    assert not Membership.objects.of(own.workspace).filter(party=theirs).exists()
    assert not PartyTag.objects.of(own.workspace).filter(party=theirs).exists()
    assert not Tag.objects.of(foreign.workspace).filter(name="taken").exists()


STEPS: dict[str, Callable[[World, World], dict[str, Any]]] = {
    "edit": lambda own, theirs: {"do": "edit", "note": str(theirs.objects["note_id"]), "text": "taken"},
    "move": lambda own, theirs: {"do": "move", "note": str(theirs.objects["note_id"]), "section": "needs"},
    "delete": lambda own, theirs: {"do": "delete", "note": str(theirs.objects["note_id"])},
    "add with the id of their note": lambda own, theirs: {
        "do": "add",
        "section": "needs",
        "texts": ["taken"],
        "notes": [str(theirs.objects["note_id"])],
    },
}


@pytest.mark.parametrize("what", STEPS)
def test_r2_a_gesture_on_another_workspaces_note_is_refused(
    what: str, own: World, foreign: World, owner: Client
) -> None:
    gesture = {"key": str(new_id()), "steps": [STEPS[what](own, foreign)]}
    before, count = _digest(foreign.workspace.pk), _count(own)
    path = f"/w/glow/canvases/{own.objects['canvas_id']}/gestures"

    with transaction.atomic():
        answer = owner.post(path, json.dumps({"gesture": gesture}), content_type="application/json")
        transaction.set_rollback(answer.status_code >= 500)

    assert answer.status_code in {404, 409, 422}
    assert CANARY not in answer.content.decode()
    assert _digest(foreign.workspace.pk) == before
    assert _count(own) == count


QUERIES: tuple[Callable[[World, Region], str], ...] = (
    lambda theirs, region: f"customers?segment={theirs.objects['segment_id']}",
    lambda theirs, region: f"customers?region={region.pk}",
    lambda theirs, region: f"customers?tag={theirs.objects['tag_id']}",
    lambda theirs, region: f"customers/count?segment={theirs.objects['segment_id']}",
    lambda theirs, region: f"sales?customer={theirs.objects['party_id']}",
    lambda theirs, region: f"sales?region={region.pk}",
    lambda theirs, region: f"feedback?region={region.pk}",
    lambda theirs, region: f"canvases/new?segment={theirs.objects['segment_id']}",
    lambda theirs, region: f"canvases/new?customer={theirs.objects['party_id']}",
    lambda theirs, region: f"metrics/?metric=nps&group={theirs.objects['segment_id']}",
    lambda theirs, region: f"metrics/?metric=nps&region={region.pk}",
    lambda theirs, region: f"metrics/table.csv?metric=nps&group={theirs.objects['segment_id']}&region={region.pk}",
    lambda theirs, region: f"figures/everybody/?region={region.pk}",
    lambda theirs, region: f"figures/everybody/nps/?region={region.pk}",
    lambda theirs, region: f"figures/everybody/profile/?region={region.pk}",
    lambda theirs, region: f"figures/customer:{theirs.objects['party_id']}/",
    lambda theirs, region: f"search?q=a&canvas={theirs.objects['canvas_id']}",
    lambda theirs, region: f"canvases/{theirs.objects['canvas_id']}/talk?note={theirs.objects['note_id']}",
    lambda theirs, region: f"log?actor=member:{theirs.members['owner'].pk}",
)


def test_r2_an_id_of_another_workspace_in_a_query_shows_nothing_of_it(
    own: World, foreign: World, region: Region, owner: Client
) -> None:
    assert all(resolve(f"/w/glow/{address(foreign, region).partition('?')[0]}") for address in QUERIES)
    pages = {address(foreign, region): owner.get(f"/w/glow/{address(foreign, region)}") for address in QUERIES}

    assert [path for path, page in pages.items() if CANARY in page.content.decode()] == []
    assert [path for path, page in pages.items() if page.status_code not in {200, 404}] == []


def test_r2_operations_refuse_ids_of_another_workspace_too(own: World, foreign: World, region: Region) -> None:
    ours, theirs = own.members["owner"], foreign.objects
    before = _digest(foreign.workspace.pk)

    for wanted in (
        {"segment_id": theirs["segment_id"]},
        {"party_id": theirs["party_id"]},
        {"region_id": region.pk},
    ):
        with pytest.raises(Refused):
            canvases.create_canvas(ours, title="Borrowed", **wanted)
    assert tag_parties(ours, [theirs["party_id"]], "taken") == 0
    assert _digest(foreign.workspace.pk) == before
