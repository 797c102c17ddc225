"""The portable canvas: what goes out comes in again, and a damaged file changes nothing and says where."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations
from rapport.apps.canvas.blueprints import blueprints
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations.incoming import import_canvas
from rapport.apps.canvas.queries import board_of, export
from rapport.apps.canvas.queries.incoming import look_at
from rapport.apps.canvas.readers import DocumentError, read_document
from rapport.apps.canvas.readers.document import SCHEMAS
from rapport.apps.canvas.readers.shape import faults
from rapport.apps.canvas.tests.documents import documents, small
from rapport.apps.customers.models import Region
from rapport.apps.insights.models import Target
from rapport.apps.insights.operations.targets import remove_target
from rapport.apps.sales.models import Product
from rapport.kernel.errors import Refused

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
QUICK = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def schema(version: int) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SCHEMAS / f"canvas-{version}.schema.json").read_text())
    return loaded


def written(document: dict[str, Any]) -> bytes:
    return json.dumps(document).encode()


def exported(member: Member, canvas: Canvas) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(export(member, canvas.pk, "json", extras=["comments"]).content)
    return document


def ids_aside(document: dict[str, Any]) -> str:
    """The document with every id replaced by its turn."""
    turns: dict[str, str] = {}
    return ID.sub(
        lambda found: turns.setdefault(found[0], f"id {len(turns)}"), json.dumps(document, indent=1, sort_keys=True)
    )


def products_of(member: Member, document: dict[str, Any]) -> None:
    for proposition in document["propositions"]:
        for one in proposition["offerings"]:
            Product.objects.get_or_create(
                workspace=member.workspace,
                sku=one["sku"],
                defaults={"name": one["name"], "currency": "EUR", "change": 0},
            )


@QUICK
@given(document=documents())
def test_what_comes_in_goes_out_the_same_ids_aside(mara: Member, document: dict[str, Any]) -> None:
    products_of(mara, document)
    for target in Target.objects.of(mara).filter(removed_at=None):
        remove_target(mara, target.pk)

    canvas = import_canvas(mara, read_document(written(document)))

    assert ids_aside(exported(mara, canvas)) == ids_aside(document)


def test_b24_an_exported_canvas_comes_out_equal_from_an_empty_workspace(mara: Member, otto: Member) -> None:
    first = exported(mara, import_canvas(mara, small(offerings=[])))

    second = exported(otto, import_canvas(otto, read_document(written(first))))

    assert ids_aside(first) == ids_aside(second)
    assert {note.workspace_id for note in Note.objects.of(otto)} == {otto.workspace_id}


@pytest.mark.parametrize("name", blueprints.names())
def test_b24_a_canvas_of_every_template_comes_out_equal(mara: Member, otto: Member, name: str) -> None:
    canvas = operations.create_canvas(mara, blueprint_name=name)
    for view in board_of(mara, canvas.pk).sections:
        operations.add_notes(mara, canvas.pk, section=view.section.key, texts=[f"In {view.section.name}"])

    first = exported(mara, canvas)
    second = exported(otto, import_canvas(otto, read_document(written(first))))

    assert ids_aside(first) == ids_aside(second)
    assert sum(len(section["notes"]) for section in second["sections"]) == len(first["sections"])


def test_rows_for_regions_find_theirs_or_come_together(mara: Member, otto: Member) -> None:
    for member, region in ((mara, "Spain"), (mara, "Portugal"), (otto, "Spain")):
        Region.objects.create(workspace=member.workspace, name=region)
    canvas = operations.create_canvas(mara, blueprint_name="global_demand")
    for view in board_of(mara, canvas.pk).sections:
        operations.add_notes(mara, canvas.pk, section=view.section.key, texts=[f"In {view.section.name}"])

    document = exported(mara, canvas)
    copy = exported(otto, import_canvas(otto, read_document(written(document))))

    notes = [[note["text"] for note in section["notes"]] for section in copy["sections"]]
    assert sum(map(len, notes)) == len(document["sections"])
    rows = [texts for texts, section in zip(notes, copy["sections"], strict=True) if section["row"]]
    assert all(any("Spain" in text for text in texts) for texts in rows)


def test_two_exports_are_the_same_bytes(mara: Member) -> None:
    canvas = import_canvas(mara, small())

    assert export(mara, canvas.pk, "json").content == export(mara, canvas.pk, "json").content


@QUICK
@given(document=documents())
def test_every_document_follows_the_published_schema(document: dict[str, Any]) -> None:
    jsonschema_rs.validator_for(schema(2)).validate(document)


@settings(max_examples=80, deadline=None)
@given(document=documents(), spoil=st.data())
def test_our_reading_of_the_schema_agrees_with_another_reader(document: dict[str, Any], spoil: st.DataObject) -> None:
    """One value anywhere is replaced by something else: both find it good, or both find it bad."""
    owner, key = spoil.draw(st.sampled_from(list(_places(document))))
    owner[key] = spoil.draw(
        st.sampled_from(["", "x" * 10_001, "word", -1, 0, 6, None, True, [], {}, ["a"], {"a": 1}, "a\n"])
    )

    ours = not any(True for _ in faults(document, schema(2), schema(2)))

    assert ours == jsonschema_rs.validator_for(schema(2)).is_valid(document)


def _places(value: Any) -> Any:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield value, key
        yield from _places(inner)


def _at(document: dict[str, Any], *path: Any, put: Any) -> dict[str, Any]:
    inner: Any = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = put
    return document


NOTE = ("sections", 1, "notes", 0)
DAMAGES: dict[str, tuple[tuple[Any, ...], Any, str]] = {
    "a wrong type": ((*NOTE, "text"), 7, "sections › 2 › notes › 1 › text"),
    "an unknown field": (("sections", 0, "extra"), 1, "sections › 1 › extra"),
    "an importance out of range": ((*NOTE, "importance"), 9, "sections › 2 › notes › 1 › importance"),
    "an unknown section": (("sections", 1, "key"), "nowhere", "sections › 2 › key"),
    "an unknown colour": ((*NOTE, "colour"), "mauve", "sections › 2 › notes › 1 › colour"),
    "an unknown template": (("template", "name"), "nothing", "template › name"),
    "an unknown kind of evidence": (
        (*NOTE, "evidence", 0, "kind"),
        "hearsay",
        "sections › 2 › notes › 1 › evidence › 1 › kind",
    ),
    "a metric nobody knows": (
        (*NOTE, "evidence", 0, "settings", "metric"),
        "luck",
        "sections › 2 › notes › 1 › evidence › 1 › settings › metric",
    ),
    "a day that is none": (("actions", 0, "due"), "2026-02-31", "actions › 1 › due"),
    "a figure of a day that is none": (("actions", 0, "baseline", "end"), "2026-02-31", "actions › 1 › baseline › end"),
    "half a figure": (("actions", 0, "baseline"), {"value": 1}, "actions › 1 › baseline › metric"),
    "an id of nothing": (
        ("actions", 0, "note"),
        "0198c0de-0000-7000-8000-0000000000ff",
        "actions › 1 › note",
    ),
    "evidence from the end of all days": (
        (*NOTE, "evidence", 0, "added_at"),
        "9999-12-31T23:59:59+00:00",
        "sections › 2 › notes › 1 › evidence › 1 › added_at",
    ),
    "a comment from the first of all days": (
        ("comments", 0, "added_at"),
        "0001-01-01T00:00:00+00:00",
        "comments › 1 › added_at",
    ),
    "more than a column holds": (("actions", 0, "expected"), "999999999999999", "actions › 1 › expected"),
    "a number beyond all figures": (("actions", 0, "baseline", "value"), 10**400, "actions › 1 › baseline › value"),
    "half a character": ((*NOTE, "text"), "a\ud800", "sections › 2 › notes › 1 › text"),
    "a zero": (("title",), "a\x00b", "title"),
    "another version": (("version",), 3, "format"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_b24_a_damaged_file_changes_nothing_and_names_the_place(mara: Member, damage: str) -> None:
    path, put, place = DAMAGES[damage]
    content = written(_at(small(), *path, put=put))

    with pytest.raises(Refused) as refused:
        import_canvas(mara, read_document(content))

    assert refused.value.place == place
    assert not Canvas.objects.of(mara).exists()


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "line 1"),
        (b"{}", "format"),
        (b"[]", "document"),
        (b"\xff\xfe", "byte 1"),
        (b'{"format": NaN}', "file"),
        (b'{"format": 1e400}', "file"),
        (b'{"a": 1, "a": 2}', "a"),
        (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "file"),
        (b" " * (4 * 1024 * 1024 + 1), "file"),
    ],
)
def test_what_is_no_document_is_refused_with_the_place(content: bytes, place: str) -> None:
    with pytest.raises(DocumentError) as refused:
        read_document(content)

    assert refused.value.place == place


def test_a_failure_half_way_leaves_nothing(mara: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise Refused("Not now.")

    monkeypatch.setattr("rapport.apps.canvas.operations.incoming.set_targets", fail)

    with pytest.raises(Refused):
        import_canvas(mara, small())

    assert not Canvas.objects.of(mara).exists()
    assert not Note.objects.of(mara).exists()


def test_version_1_is_read_too(mara: Member) -> None:
    old = Path(__file__).with_name("canvas-version-1.json").read_bytes()

    canvas = import_canvas(mara, read_document(old))

    [note] = Note.objects.of(mara).filter(canvas=canvas)
    assert (note.section, note.text) == ("value", "They recommend us to their friends")
    assert exported(mara, canvas)["sections"][3]["notes"][0]["evidence"][0]["settings"]["metric"] == "nps"


def test_private_notes_and_people_stay_at_home(mara: Member, board: Canvas, price: Note) -> None:
    Note.objects.of(mara).filter(pk=price.pk).update(is_private=True)

    content = export(mara, board.pk, "json", extras=["comments", "people"]).content

    assert b"The price is too high" not in content


def test_names_are_given_away_only_when_asked_for(mara: Member, board: Canvas, price: Note) -> None:
    assert b"Mara" not in export(mara, board.pk, "json").content
    assert b'"author": "Mara"' in export(mara, board.pk, "json", extras=["people"]).content


def test_a_look_before_says_what_will_not_come_along(mara: Member) -> None:
    document = small()
    document["region"] = "Atlantis"
    document["actions"][0]["owner"] = "Nobody"

    look = look_at(mara, document)

    assert "2 notes" in look.counts
    assert [word for word in ("Atlantis", "rose-1", "Nobody") if any(word in remark for remark in look.remarks)] == [
        "Atlantis",
        "rose-1",
        "Nobody",
    ]
    assert not Canvas.objects.of(mara).exists()


def test_a_template_of_ones_own_comes_along_and_is_not_made_twice(mara: Member, otto: Member) -> None:
    document = small()
    section = {
        "key": "needs", "title": "What they want", "hue": "need", "questions": ["What?"], "tip": "", "example": "",
        "columns": 12, "nine": "needs", "tablet": 2, "live": "", "claims": True,
    }  # fmt: skip
    document["template"] = {"name": "own", "definition": {"title": "Ours", "help": "", "sections": [section]}}
    notes = [note for section in document["sections"] for note in section["notes"]]
    document["sections"] = [{"key": "needs", "row": "", "title": "What they want", "notes": notes}]

    first, second = (import_canvas(otto, read_document(written(document))) for _ in range(2))

    assert first.own_template_id is not None
    assert first.own_template_id == second.own_template_id
    assert exported(otto, first)["template"] == document["template"]


def test_a_viewer_imports_nothing(vic: Member) -> None:
    with pytest.raises(Refused):
        import_canvas(vic, small())
    with pytest.raises(Refused):
        look_at(vic, small())


def test_old_evidence_stays_old(mara: Member) -> None:
    canvas = import_canvas(mara, small())

    assert exported(mara, canvas)["sections"][1]["notes"][0]["evidence"][0]["added_at"] == "2020-01-02T03:04:05+00:00"
    assert operations.undo(mara, canvas.pk).told


def test_the_example_in_the_reference_is_a_document(mara: Member) -> None:
    page = (Path(__file__).parents[4] / "docs/reference/canvas-format.md").read_text()
    example = page.partition("```json")[2].partition("```")[0]

    assert import_canvas(mara, read_document(example.encode())).title == "Close to young women"


def test_b24_a_large_canvas_goes_through_the_pages(client: Client, mara: Member) -> None:
    client.force_login(mara.user)
    document = small(offerings=[])
    [note] = document["sections"][1]["notes"]
    more = [
        {**note, "id": f"0198c0de-0000-7000-8000-{n:012x}", "text": "x" * 3_000, "evidence": []} for n in range(900)
    ]
    document["sections"][2]["notes"] = [{**one, "id": one["id"].replace("0198c0de", "0198c0df")} for one in more]

    looked = client.post("/w/glow/canvases/import", {"file": SimpleUploadedFile("c.json", written(document))})
    made = client.post(
        "/w/glow/canvases/import",
        {"document": written(document).decode(), "title": "Large", "subject": "everybody", "region": ""},
    )

    assert (looked.status_code, made.status_code) == (200, 302)
    assert b"902 notes" in looked.content
    assert Note.objects.of(mara).count() == 902


@pytest.mark.parametrize("about", ["", "segment:1", "customer:7", "nobody"])
def test_b24_whom_a_canvas_is_about_has_to_be_somebody_here(client: Client, mara: Member, about: str) -> None:
    client.force_login(mara.user)
    given = {"document": written(small()).decode(), "title": "Large", "subject": about, "region": ""}

    assert client.post("/w/glow/canvases/import", given).status_code == 422
    assert not Canvas.objects.of(mara).exists()
