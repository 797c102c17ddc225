"""The portable canvas format, version 2: one JSON document in an order that makes good diffs.

It holds what people put on the canvas, not what is measured, and nothing that changes by exporting again. Private
notes are never in it; who wrote what, and what was said in comments, only when asked for.
Described by `static/canvas/format/canvas-2.schema.json`.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.evidence_kinds import evidence_kinds
from rapport.apps.canvas.models import Canvas, Comment, Evidence, Note
from rapport.apps.canvas.queries.board import Board, SectionView
from rapport.apps.canvas.queries.export.plans import plans_of

FORMAT = "rapport-canvas"
VERSION = 2
# What can be added to the document.
EXTRAS = ("comments", "people")
KINDS = {Canvas.Subject.SEGMENT: "segment", Canvas.Subject.PARTY: "customer", Canvas.Subject.EVERYBODY: "everybody"}
# Settings of evidence that mean the same in every workspace.
ANYWHERE = {"text", "long", "number", "whole", "date", "metric", "choice", "address"}
LONGEST_SOURCE = 200
DEFINED = ("key", "title", "hue", "questions", "tip", "example", "columns", "nine", "tablet", "live", "claims")


def document_of(member: Member, board: Board, extras: Collection[str] = ()) -> dict[str, Any]:
    """The canvas as the portable document, with those of `EXTRAS` that are asked for."""
    canvas, people = board.canvas, "people" in extras
    notes = _notes(member, canvas)
    evidence = _evidence(member, canvas)
    document = {
        "format": FORMAT,
        "version": VERSION,
        "template": _template(canvas),
        "title": canvas.title,
        "subject": _subject(canvas),
        "region": canvas.region.name if canvas.region else None,
        "period": canvas.period,
        "fresh_days": canvas.fresh_days,
        "colour_meanings": dict(sorted(canvas.colour_meanings.items())),
        "sections": [_section(view, notes, evidence, people=people) for view in board.sections],
        **plans_of(member, canvas, set(notes), people=people),
    }
    if "comments" in extras:
        document["comments"] = _comments(member, canvas, set(notes), people=people)
    return document


def moment(at: datetime) -> str:
    """A moment in UTC, to the second: what a reader of any kind understands."""
    return at.astimezone(UTC).isoformat()


def _notes(member: Member, canvas: Canvas) -> dict[uuid.UUID, Note]:
    rows = Note.objects.of(member).living().filter(canvas=canvas, is_private=False).select_related("author__user")
    return {note.pk: note for note in sorted(rows, key=lambda note: (note.order_key, note.pk))}


def _evidence(member: Member, canvas: Canvas) -> dict[uuid.UUID, list[Evidence]]:
    found: dict[uuid.UUID, list[Evidence]] = defaultdict(list)
    for one in Evidence.objects.of(member).living().filter(canvas=canvas).order_by("added_at", "pk"):
        found[one.note_id].append(one)
    return found


def _template(canvas: Canvas) -> dict[str, Any]:
    own = canvas.own_template
    if own is None:
        return {"name": canvas.blueprint_name, "definition": None}
    sections = [
        {name: list(value) if isinstance(value, tuple) else value for name, value in _defined(section)}
        for section in own.blueprint.sections
    ]
    return {"name": "own", "definition": {"title": own.title, "help": own.help, "sections": sections}}


def _defined(section: Any) -> list[tuple[str, Any]]:
    return [(name, getattr(section, name)) for name in DEFINED]


def _subject(canvas: Canvas) -> dict[str, str]:
    named = canvas.segment or canvas.party
    return {"kind": KINDS[Canvas.Subject(canvas.subject_kind)], "name": named.name if named else "Everybody"}


def _section(
    view: SectionView, notes: dict[uuid.UUID, Note], evidence: dict[uuid.UUID, list[Evidence]], *, people: bool
) -> dict[str, Any]:
    section = view.section
    return {
        "key": base_key(section.key, section.row),
        "row": section.row,
        "title": section.title,
        "notes": [
            _note(note, evidence[note.pk], people=people) for note in notes.values() if note.section == section.key
        ],
    }


def base_key(key: str, row: str) -> str:
    """The key of a section in its template, without what it is repeated for.

    >>> base_key("segments-12", "Spain"), base_key("needs", "")
    ('segments', 'needs')
    """
    return key.partition("-")[0] if row else key


def _note(note: Note, evidence: list[Evidence], *, people: bool) -> dict[str, Any]:
    author = {"author": str(note.author or "")} if people else {}
    return {
        "id": str(note.pk),
        "text": note.text,
        "kind": note.kind,
        "colour": note.hue,
        "importance": note.importance,
        "tags": note.tags,
        **author,
        "evidence": [_piece(one) for one in evidence],
    }


def _piece(one: Evidence) -> dict[str, Any]:
    kind, settings = _anywhere(one)
    return {
        "id": str(one.pk),
        "kind": kind,
        "direction": one.direction,
        "strength": one.strength,
        "settings": settings,
        "quote": one.quote,
        "added_at": moment(one.added_at),
    }


def _anywhere(one: Evidence) -> tuple[str, dict[str, Any]]:
    """Kind and settings as another workspace understands them: what points to a row or file of ours becomes words."""
    kind = evidence_kinds.get(one.kind)
    if all(setting.kind in ANYWHERE for setting in kind.settings):
        return one.kind, dict(one.settings)
    return "quotation", {"source": str(kind.sentence(one.settings))[:LONGEST_SOURCE], "said_on": ""}


def _comments(member: Member, canvas: Canvas, notes: set[uuid.UUID], *, people: bool) -> list[dict[str, Any]]:
    rows = Comment.objects.of(member).living().filter(canvas=canvas).select_related("author__user")
    shown = [row for row in rows.order_by("added_at", "pk") if row.note_id is None or row.note_id in notes]
    known = {row.pk for row in shown}
    return [
        {
            "id": str(row.pk),
            "note": str(row.note_id) if row.note_id else None,
            "parent": str(row.parent_id) if row.parent_id in known else None,
            "text": row.text,
            "resolved": row.resolved,
            **({"author": str(row.author or "")} if people else {}),
            "added_at": moment(row.added_at),
        }
        for row in shown
    ]
