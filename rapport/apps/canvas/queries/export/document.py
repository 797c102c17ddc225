"""The portable canvas format, version 1: one JSON document in an order that makes good diffs.

It holds what people put on the canvas, not what is measured, and nothing that changes by exporting again.
Described by `static/canvas/format/canvas-1.schema.json`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Evidence
from rapport.apps.canvas.queries.board import Board, NoteView

FORMAT = "rapport-canvas"
VERSION = 1


def document_of(member: Member, board: Board) -> dict[str, Any]:
    """The canvas as the portable document."""
    canvas = board.canvas
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for one in Evidence.objects.of(member).living().filter(canvas=canvas).order_by("added_at", "pk"):
        evidence[str(one.note_id)].append(one)
    return {
        "format": FORMAT,
        "version": VERSION,
        "template": canvas.blueprint_name,
        "title": canvas.title,
        "subject": _subject(canvas),
        "region": canvas.region.name if canvas.region else None,
        "period": canvas.period,
        "sections": [
            {
                "key": view.section.key,
                "title": view.section.title,
                "notes": [_note(note, evidence[note.id]) for note in view.notes],
            }
            for view in board.sections
        ],
    }


def _subject(canvas: Canvas) -> dict[str, str]:
    named = canvas.segment or canvas.party
    return {"kind": canvas.subject_kind, "name": named.name if named else "Everybody"}


def _note(note: NoteView, evidence: list[Evidence]) -> dict[str, Any]:
    return {
        "id": note.id,
        "text": note.text,
        "kind": note.kind,
        "colour": note.hue,
        "importance": note.importance,
        "author": note.author,
        "evidence": [_evidence(one) for one in evidence],
    }


def _evidence(one: Evidence) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "kind": one.kind,
        "direction": one.direction,
        "strength": one.strength,
        "settings": one.settings,
        "quote": one.quote,
        "added_at": one.added_at.isoformat(),
    }
