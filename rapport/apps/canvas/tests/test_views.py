"""Pages of canvases: what they show, and that plain forms do everything without a script."""

import json
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations
from rapport.apps.canvas.models import Canvas, Evidence, Note
from rapport.apps.canvas.tests.test_operations import texts
from rapport.apps.customers.models import Party, Region, Segment
from rapport.kernel.ids import new_id

MOST_QUERIES = 18


@pytest.fixture
def at_home(client: Client, mara: Member) -> Client:
    client.force_login(mara.user)
    return client


@pytest.fixture
def address(board: Canvas) -> str:
    return f"/w/glow/canvases/{board.pk}"


def send(client: Client, address: str, *steps: dict[str, Any], since: int = 0) -> Any:
    body = {"gesture": {"key": str(new_id()), "steps": list(steps)}, "since": since}
    return client.post(
        f"{address}/gestures", json.dumps(body), content_type="application/json", headers={"accept": "application/json"}
    )


def test_a_new_workspace_is_led_to_its_first_canvas(at_home: Client) -> None:
    page = at_home.get("/w/glow/canvases").content.decode()

    assert "Draw your first canvas" in page
    assert "/w/glow/canvases/new" in page


def test_a_canvas_is_made_for_a_segment_in_a_region(at_home: Client, mara: Member, young: Segment) -> None:
    spain = Region.objects.create(workspace=mara.workspace, name="Spain", country="ES")
    given = {
        "subject_kind": "segment",
        "segment": young.pk,
        "region": spain.pk,
        "period": "last-12-months",
        "blueprint_name": "customer_relationship",
    }

    answer = at_home.post("/w/glow/canvases/new", given)

    canvas = Canvas.objects.of(mara).get()
    assert answer["Location"] == f"/w/glow/canvases/{canvas.pk}"
    assert (canvas.title, canvas.segment_id, canvas.region_id) == ("Young women", young.pk, spain.pk)


def test_a_segment_opens_its_canvas_or_offers_to_make_it(
    at_home: Client, client: Client, mara: Member, vic: Member, young: Segment
) -> None:
    address = f"/w/glow/segments/{young.pk}/canvas"
    offered = at_home.get(address)["Location"]
    client.force_login(vic.user)
    looked = client.get(address)["Location"]
    canvas = operations.create_canvas(mara, segment_id=young.pk)

    opened = client.get(address)["Location"]

    assert (offered, looked) == (f"/w/glow/canvases/new?segment={young.pk}", "/w/glow/canvases")
    assert opened == f"/w/glow/canvases/{canvas.pk}"
    assert client.get("/w/glow/segments/987654321/canvas").status_code == 404


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"subject_kind": "segment"}, "This field is required"),
        ({"subject_kind": "party", "party": "Nobody"}, "There is no customer “Nobody”"),
        ({"subject_kind": "party", "party": "Rosa"}, "several customers called “Rosa”"),
    ],
)
def test_a_canvas_about_nobody_is_refused_at_the_field(
    at_home: Client, mara: Member, given: dict[str, str], words: str
) -> None:
    for _ in range(2):
        Party.objects.create(workspace=mara.workspace, name="Rosa")
    common = {"period": "last-12-months", "blueprint_name": "customer_relationship"}

    answer = at_home.post("/w/glow/canvases/new", {**common, **given})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Canvas.objects.of(mara).exists()


def test_a_canvas_for_one_customer_is_found_by_the_name(at_home: Client, mara: Member) -> None:
    rosa = Party.objects.create(workspace=mara.workspace, name="Rosa")
    given = {"subject_kind": "party", "party": "rosa", "period": "all-time", "blueprint_name": "customer_relationship"}

    at_home.post("/w/glow/canvases/new", given)

    assert Canvas.objects.of(mara).get().party_id == rosa.pk


def test_the_board_shows_sections_as_headings_with_lists_of_notes(at_home: Client, address: str, price: Note) -> None:
    page = at_home.get(address).content.decode()

    assert page.count('<h2 id="title-') == 9
    assert page.index("Customer profile") < page.index("Needs and wants") < page.index("The price is too high")
    assert f'id="note-{price.pk}"' in page


def test_text_of_users_is_text(at_home: Client, mara: Member, board: Canvas, address: str) -> None:
    operations.add_notes(mara, board.pk, section="needs", texts=["<script>alert(1)</script> {{ member }}"])

    page = at_home.get(address).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ member }}" in page


def test_a_board_with_two_hundred_notes_needs_few_queries(
    at_home: Client, mara: Member, board: Canvas, address: str
) -> None:
    for section in board.blueprint.sections:
        operations.add_notes(mara, board.pk, section=section.key, texts=[f"note {n}" for n in range(23)])
    note = Note.objects.of(mara).filter(canvas=board)[0]
    operations.add_evidence(
        mara, board.pk, note.pk, kind="quotation", settings={"source": "Call"}, direction="supports"
    )
    at_home.get(address)

    with CaptureQueriesContext(connection) as queries:
        assert at_home.get(address).content.count(b"<sticky-note") == 207 + 1

    assert len(queries) <= MOST_QUERIES, "\n".join(query["sql"][:160] for query in queries)


def test_plain_forms_write_edit_move_and_delete(at_home: Client, mara: Member, board: Canvas, address: str) -> None:
    at_home.post(f"{address}/notes", {"section": "needs", "text": "one\ntwo"})
    one, two = Note.objects.of(mara).filter(canvas=board).order_by("order_key")

    at_home.post(f"{address}/notes/{one.pk}/text", {"text": "first", "base": one.text_version})
    at_home.post(f"{address}/notes/{two.pk}/place", {"section": "pains"})
    assert (texts(board, "needs"), texts(board, "pains")) == (["first"], ["two"])

    at_home.post(f"{address}/notes/{two.pk}/deletion")
    assert texts(board, "pains") == []
    assert "two" in at_home.get(f"{address}/deleted").content.decode()
    at_home.post(
        f"{address}/notes/{two.pk}/deletion", "_method=delete", content_type="application/x-www-form-urlencoded"
    )
    assert texts(board, "pains") == ["two"]


def test_undo_and_redo_are_plain_forms_too(at_home: Client, mara: Member, board: Canvas, address: str) -> None:
    operations.add_notes(mara, board.pk, section="needs", texts=["one"])

    at_home.post(f"{address}/undo")
    assert texts(board, "needs") == []
    at_home.post(f"{address}/redo")
    assert texts(board, "needs") == ["one"]


def test_a_gesture_answers_with_what_is_new(at_home: Client, address: str, board: Canvas) -> None:
    note_id = str(new_id())

    answer = send(at_home, address, {"do": "add", "section": "needs", "text": "Sure?", "note": note_id}).json()

    assert answer["sequence"] == 2
    assert answer["order"]["needs"] == [note_id]
    assert [note["id"] for note in answer["notes"]] == [note_id]
    assert "Sure?" in answer["notes"][0]["html"]
    assert answer["counts"]["untested"] == 1


def test_changes_tell_only_what_is_newer(
    at_home: Client, mara: Member, board: Canvas, address: str, price: Note
) -> None:
    [later] = operations.add_notes(mara, board.pk, section="needs", texts=["later"])
    operations.delete_note(mara, board.pk, price.pk)

    told = at_home.get(f"{address}/changes?since=2").json()

    assert {(note["id"], note["deleted"]) for note in told["notes"]} == {(str(later.pk), False), (str(price.pk), True)}
    assert at_home.get(f"{address}/changes?since={told['sequence']}").json()["notes"] == []


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b"{", "body"),
        (b"[]", "body"),
        (b"{}", "gesture"),
        (b'{"gesture": {"key": 1}}', "key"),
        (b"[" * 100_000, "body"),
    ],
)
def test_a_body_that_is_no_gesture_is_refused_by_place(at_home: Client, address: str, body: bytes, place: str) -> None:
    answer = at_home.post(
        f"{address}/gestures", body, content_type="application/json", headers={"accept": "application/json"}
    )

    assert (answer.status_code, answer.json()["place"]) == (422, place)


def test_a_contributor_is_refused_the_notes_of_others(client: Client, cora: Member, address: str, price: Note) -> None:
    client.force_login(cora.user)

    answer = send(client, address, {"do": "delete", "note": str(price.pk)})

    assert answer.status_code == 403
    assert "your own notes" in answer.json()["message"]


def test_a_viewer_sees_no_way_to_write(client: Client, vic: Member, address: str, price: Note) -> None:
    client.force_login(vic.user)

    page = client.get(address).content.decode()

    assert "The price is too high" in page
    assert "Add note" not in page
    assert send(client, address, {"do": "add", "section": "needs", "text": "x"}).status_code == 403


def test_a_stranger_gets_the_same_404_for_a_canvas_and_for_none(client: Client, otto: Member, address: str) -> None:
    client.force_login(otto.user)

    assert client.get(address).status_code == 404
    assert client.get(f"/w/other/canvases/{address.rpartition('/')[2]}").status_code == 404
    assert client.get("/w/other/canvases/999999").status_code == 404


def test_evidence_is_added_and_removed_by_plain_forms(at_home: Client, mara: Member, address: str, price: Note) -> None:
    form = {"kind": "metric_threshold", "metric": "repeat_purchase_rate", "comparison": "at_least", "threshold": "40"}

    at_home.post(f"{address}/notes/{price.pk}/evidence", {**form, "direction": "supports", "strength": "2"})

    evidence = Evidence.objects.of(mara).get()
    assert evidence.settings["threshold"] == "0.4"
    assert "is at least 40%" in at_home.get(f"{address}/notes/{price.pk}").content.decode()
    at_home.post(
        f"{address}/evidence/{evidence.pk}", "_method=delete", content_type="application/x-www-form-urlencoded"
    )
    assert not Evidence.objects.of(mara).living().exists()


def test_evidence_without_its_fields_is_refused_in_the_form(at_home: Client, address: str, price: Note) -> None:
    answer = at_home.post(f"{address}/notes/{price.pk}/evidence", {"kind": "quotation", "direction": "supports"})

    assert answer.status_code == 422
    assert "Where it was said" in answer.content.decode()


def test_a_note_shows_who_did_what_and_the_text_before(
    at_home: Client, mara: Member, edi: Member, board: Canvas, address: str, price: Note
) -> None:
    operations.edit_note(edi, board.pk, price.pk, "Shipping is too dear", base=price.text_version)

    page = at_home.get(f"{address}/notes/{price.pk}").content.decode()

    assert "Edi changed the text" in page
    assert "The price is too high" in page


def test_a_panel_answers_a_script_and_a_page_a_browser(at_home: Client, address: str, price: Note) -> None:
    note = f"{address}/notes/{price.pk}"

    assert at_home.get(note, headers={"hx-request": "true"}).content.strip().startswith(b'<div id="note-details"')
    assert b"<!doctype html>" in at_home.get(note).content
    assert at_home.get(f"{address}/notes/{uuid.uuid4()}").status_code == 404


def test_a_canvas_is_set_up_anew_and_archived(at_home: Client, mara: Member, board: Canvas, address: str) -> None:
    at_home.post(f"{address}/set-up", {"title": "Closer", "period": "last-3-months", "region": ""})
    assert Canvas.objects.of(mara).get().title == "Closer"

    at_home.post(f"{address}/archival")
    assert "Closer" not in at_home.get("/w/glow/canvases").content.decode().replace("archive", "")
    assert "Closer" in at_home.get("/w/glow/canvases?archived").content.decode()
    at_home.post(f"{address}/archival", "_method=delete", content_type="application/x-www-form-urlencoded")
    assert Canvas.objects.of(mara).open().count() == 1
