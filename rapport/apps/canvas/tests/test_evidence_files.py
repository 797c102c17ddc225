"""Files as evidence, and changing, removing and adding many pieces at once."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Attachment, Canvas, Evidence, Note, attachment_folder
from rapport.apps.canvas.operations import (
    add_evidence,
    add_evidences,
    add_file_evidence,
    add_notes,
    change_evidence,
    create_canvas,
    remove_evidence,
    restore_evidence,
    undo,
)
from rapport.apps.canvas.queries import note_details
from rapport.apps.canvas.queries.standing import Judged
from rapport.kernel.errors import NotPermitted, Refused

TALK = {"form": "ticket", "title": "Late parcel", "source": "Helpdesk 4711", "said_on": "", "text": "Late."}
PDF = b"%PDF-1.7 a report"


@pytest.fixture(autouse=True)
def own_uploads(settings: Any, tmp_path: Path) -> None:
    settings.UPLOAD_FOLDER = tmp_path


@pytest.fixture
def canvas(mara: Member) -> Canvas:
    return create_canvas(mara, title="Everybody")


@pytest.fixture
def claim(mara: Member, canvas: Canvas) -> Note:
    [note] = add_notes(mara, canvas.pk, section="pains", texts=["Parcels come late"])
    return note


def piece(mara: Member, canvas: Canvas, claim: Note) -> Judged:
    return note_details(mara, canvas.pk, claim.pk).evidence[0]


def put(member: Member, canvas: Canvas, claim: Note) -> Evidence:
    return add_evidence(member, canvas.pk, claim.pk, kind="conversation", settings=TALK, direction="supports")


def test_a_file_is_kept_under_its_digest_and_handed_out_as_an_attachment(
    client: Client, mara: Member, canvas: Canvas, claim: Note
) -> None:
    evidence = add_file_evidence(
        mara,
        canvas.pk,
        claim.pk,
        name="C:\\mine\\report.pdf",
        content=[PDF],
        direction="supports",
        title="Delivery 2026",
    )
    kept = Attachment.objects.of(mara).get()
    client.force_login(mara.user)

    answer = client.get(f"/w/glow/canvases/{canvas.pk}/files/{evidence.settings['file']}")

    assert (kept.title, kept.size, kept.path.name) == ("report.pdf", len(PDF), kept.sha256)
    assert answer.content == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "application/pdf")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert piece(mara, canvas, claim).title == "Delivery 2026"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("page.html", b"<script>alert(1)</script>", "not taken"),
        ("drawing.svg", b"<svg onload='alert(1)'/>", "not taken"),
        ("report", PDF, "not taken"),
        ("report.pdf", b"<html>", "not what its name says"),
        ("photo.png", PDF, "not what its name says"),
        ("notes.txt", b"a\x00b", "not what its name says"),
        ("notes.txt", b"", "empty"),
        ("", PDF, "no name"),
        ("notes.txt", b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
    ],
)
def test_what_is_no_harmless_file_is_refused_and_not_kept(
    mara: Member, canvas: Canvas, claim: Note, name: str, content: bytes, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        add_file_evidence(mara, canvas.pk, claim.pk, name=name, content=[content], direction="supports")

    assert Attachment.objects.of(mara).count() == 0
    assert not list(attachment_folder(mara.workspace_id).glob("*"))


def test_a_file_whose_evidence_is_refused_is_not_kept(mara: Member, cora: Member, canvas: Canvas, claim: Note) -> None:
    with pytest.raises(NotPermitted):
        add_file_evidence(cora, canvas.pk, claim.pk, name="a.pdf", content=[PDF + b"!"], direction="supports")

    assert Attachment.objects.of(mara).count() == 0
    assert not list(attachment_folder(mara.workspace_id).glob("*"))


def test_a_file_on_a_private_note_of_another_is_not_handed_out(
    client: Client, mara: Member, edi: Member, canvas: Canvas, claim: Note
) -> None:
    evidence = add_file_evidence(mara, canvas.pk, claim.pk, name="a.pdf", content=[PDF], direction="supports")
    Note.objects.of(mara).filter(pk=claim.pk).update(is_private=True)
    address = f"/w/glow/canvases/{canvas.pk}/files/{evidence.settings['file']}"

    client.force_login(edi.user)
    other = client.get(address)
    client.force_login(mara.user)

    assert (other.status_code, client.get(address).status_code) == (404, 200)


def test_evidence_is_changed_in_the_log_and_undone_as_one_step(mara: Member, canvas: Canvas, claim: Note) -> None:
    evidence = put(mara, canvas, claim)

    change_evidence(mara, canvas.pk, evidence.pk, direction="contradicts", strength=3, quote="late again")

    found = piece(mara, canvas, claim).evidence
    assert (found.direction, found.strength, found.quote) == ("contradicts", 3, "late again")
    undo(mara, canvas.pk)
    found = piece(mara, canvas, claim).evidence
    assert (found.direction, found.strength, found.quote) == ("supports", 2, "")


def test_removed_evidence_is_put_back_and_counts_again(mara: Member, canvas: Canvas, claim: Note) -> None:
    evidence = put(mara, canvas, claim)
    remove_evidence(mara, canvas.pk, evidence.pk)
    assert note_details(mara, canvas.pk, claim.pk).note.status == "untested"

    restore_evidence(mara, canvas.pk, evidence.pk)

    assert note_details(mara, canvas.pk, claim.pk).note.status == "supported"


def test_a_contributor_leaves_the_evidence_of_others_alone(
    mara: Member, cora: Member, canvas: Canvas, claim: Note
) -> None:
    evidence = put(mara, canvas, claim)

    with pytest.raises(NotPermitted):
        change_evidence(cora, canvas.pk, evidence.pk, direction="contradicts", strength=1, quote="")
    with pytest.raises(NotPermitted):
        restore_evidence(cora, canvas.pk, evidence.pk)


def test_many_pieces_are_one_step_or_none(mara: Member, canvas: Canvas, claim: Note) -> None:
    good = {"note": claim.pk, "kind": "conversation", "settings": TALK, "direction": "supports"}

    with pytest.raises(Refused) as refused:
        add_evidences(mara, canvas.pk, [good, {**good, "settings": {**TALK, "text": ""}}])
    assert (refused.value.place, Evidence.objects.of(mara).count()) == ("piece 2 › text", 0)

    add_evidences(mara, canvas.pk, [good, good])
    undo(mara, canvas.pk)
    assert Evidence.objects.of(mara).living().count() == 0
