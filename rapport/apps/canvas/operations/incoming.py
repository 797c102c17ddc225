"""Making a canvas from a portable document: all of it in one transaction, or nothing."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Subject, recorded
from rapport.apps.canvas.evidence_kinds import evidence_kinds
from rapport.apps.canvas.models import Canvas, Comment, Evidence, Gesture, Note, OwnTemplate, Projected
from rapport.apps.canvas.operations.canvases import create_canvas
from rapport.apps.canvas.operations.incoming_plans import add_plans, set_targets
from rapport.apps.canvas.operations.log import Desk, perform
from rapport.apps.canvas.operations.order_keys import keys_between
from rapport.apps.canvas.queries.incoming import blueprint_of, check_words
from rapport.kernel.clock import now
from rapport.kernel.ids import new_id

Document = dict[str, Any]
Ids = dict[str | None, str | None]


def import_canvas(
    member: Member,
    document: Document,
    *,
    segment_id: int | None = None,
    party_id: int | None = None,
    region_id: int | None = None,
    title: str = "",
) -> Canvas:
    """A new canvas as a checked document has it, about somebody of this workspace.

    Raises Refused naming the place of a word that stands for nothing here; then nothing has been written.
    """
    member.require("canvas.edit")
    blueprint = blueprint_of(document)
    check_words(document, blueprint)
    own = document["template"]["definition"]
    with transaction.atomic():
        canvas = create_canvas(
            member,
            title=title or document["title"],
            segment_id=segment_id,
            party_id=party_id,
            region_id=region_id,
            period=document["period"],
            **({} if own else {"blueprint_name": document["template"]["name"]}),
        )
        template = _own_template(member, own) if own else None
        perform(
            member,
            canvas.pk,
            "canvas.imported",
            lambda desk: _fill(desk, document, template),
            right="canvas.edit",
            role=Gesture.Role.SET_UP,
        )
        set_targets(member, canvas, document["targets"])
        canvas.refresh_from_db()
    return canvas


def _own_template(member: Member, definition: Document) -> OwnTemplate:
    """The workspace's own template of that definition; made where there is none."""
    for found in OwnTemplate.objects.of(member).filter(title=definition["title"], archived_at=None):
        if list(found.sections) == definition["sections"]:
            return found
    member.require("templates.edit")
    with recorded(member.actor, "template.created", topics=["templates"]) as change:
        made = OwnTemplate.objects.create(
            workspace_id=member.workspace_id, made_by=member, changed_at=now(), **definition
        )
        change.subject = Subject("template", made.pk, made.title)
    return made


def _fill(desk: Desk, document: Document, template: OwnTemplate | None) -> None:
    if template is not None:
        desk.set(desk.canvas, "canvas.updated", "own_template_id", template.pk)
        desk.canvas.own_template = template
    desk.set(desk.canvas, "canvas.updated", "fresh_days", document["fresh_days"])
    desk.set(desk.canvas, "canvas.updated", "colour_meanings", document["colour_meanings"])
    ids: Ids = {None: None}
    for section in document["sections"]:
        _add_notes(desk, section, ids)
    add_plans(desk, document, ids)
    for comment in document.get("comments", []):
        _add_comment(desk, comment, ids)


def _add_notes(desk: Desk, section: Document, ids: Ids) -> None:
    key = _section_key(desk, section)
    taken = max((note.order_key for note in desk.notes.values() if note.section == key), default="")
    keys = keys_between(taken, None, len(section["notes"]))
    for given, order_key in zip(section["notes"], keys, strict=True):
        note = new(desk, Note, given, ids)
        desk.add(
            note,
            "note.added",
            section=key,
            text=given["text"],
            order_key=order_key,
            kind=given["kind"],
            hue=given["colour"],
            importance=given["importance"],
            tags=given["tags"],
        )
        for evidence in given["evidence"]:
            _add_evidence(desk, note, evidence, ids)


def _section_key(desk: Desk, section: Document) -> str:
    """Where the notes of a section go: the section of that row, or the first that is repeated for another one."""
    found = [one for one in desk.canvas.blueprint.sections if one.key.partition("-")[0] == section["key"]]
    exact = [one for one in desk.canvas.blueprint.sections if one.key == section["key"]]
    same_row = [one for one in found if one.row == section["row"]]
    return (exact or same_row or found)[0].key


def _add_evidence(desk: Desk, note: Note, given: Document, ids: Ids) -> None:
    desk.add(
        new(desk, Evidence, given, ids),
        "evidence.added",
        note_id=str(note.pk),
        kind=given["kind"],
        settings=evidence_kinds.get(given["kind"]).checked(given["settings"]),
        direction=given["direction"],
        strength=given["strength"],
        quote=given["quote"],
        added_at=given["added_at"],
    )


def _add_comment(desk: Desk, given: Document, ids: Ids) -> None:
    desk.add(
        new(desk, Comment, given, ids),
        "comment.added",
        note_id=ids[given["note"]],
        parent_id=ids[given["parent"]],
        text=given["text"],
        mentions=[],
        resolved=given["resolved"],
        added_at=given["added_at"],
    )


def new(desk: Desk, model: type[Projected], given: Document, ids: Ids) -> Any:
    """A row of this canvas for a thing of the document, under an id of its own."""
    made = model(id=new_id(), workspace_id=desk.canvas.workspace_id, canvas=desk.canvas)
    ids[given["id"]] = str(made.pk)
    return made
