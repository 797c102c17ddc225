"""Evidence for and against a note, as steps at an open desk."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.canvas.evidence_kinds import evidence_kinds
from rapport.apps.canvas.models import Evidence
from rapport.apps.canvas.operations.log import Desk
from rapport.apps.canvas.operations.notes import known
from rapport.apps.canvas.operations.texts import clean_text
from rapport.kernel.errors import Missing, Refused
from rapport.kernel.ids import new_id

LONGEST_QUOTE = 2_000
MOST_EVIDENCE = 50


def add_evidence(
    desk: Desk,
    note_id: uuid.UUID,
    *,
    kind: str,
    settings: Mapping[str, Any],
    direction: str,
    strength: int = Evidence.Strength.MEDIUM,
    quote: str = "",
    evidence_id: uuid.UUID | None = None,
) -> Evidence:
    """Put a piece of evidence on a note."""
    note = desk.note(note_id)
    desk.require_change_of(note)
    if note.deleted_at:
        raise Missing(_("This note has been deleted."))
    known(kind, evidence_kinds.names(), "kind")
    _refuse_too_many(desk, note_id)
    given = {
        "note_id": str(note.pk),
        "kind": kind,
        "settings": evidence_kinds.get(kind).checked(settings),
        **_checked_meaning(direction, strength, quote),
    }
    evidence = Evidence(id=evidence_id or new_id(), workspace_id=desk.canvas.workspace_id, canvas=desk.canvas)
    desk.write("evidence.added", evidence, "add", None, given)
    return evidence


def change_evidence(desk: Desk, evidence_id: uuid.UUID, *, direction: str, strength: int, quote: str) -> None:
    """Say anew what a piece of evidence means: its direction, its strength, the words quoted with it."""
    evidence = _evidence(desk, evidence_id)
    if evidence.deleted_at:
        raise Missing(_("This evidence has been removed."))
    meaning = _checked_meaning(direction, strength, quote)
    desk.set(evidence, "evidence.turned", "direction", meaning["direction"])
    desk.set(evidence, "evidence.weighed", "strength", meaning["strength"])
    desk.set(evidence, "evidence.requoted", "quote", meaning["quote"])


def remove_evidence(desk: Desk, evidence_id: uuid.UUID) -> None:
    """Take a piece of evidence off its note; it stays in the log."""
    desk.remove(_evidence(desk, evidence_id), "evidence.removed")


def restore_evidence(desk: Desk, evidence_id: uuid.UUID) -> None:
    """Put a removed piece of evidence back on its note."""
    evidence = _evidence(desk, evidence_id)
    if desk.note(evidence.note_id).deleted_at:
        raise Missing("The note of this evidence has been deleted. Bring the note back first.")
    _refuse_too_many(desk, evidence.note_id)
    desk.put_back(evidence, "evidence.restored")


def _checked_meaning(direction: str, strength: int, quote: str) -> dict[str, Any]:
    return {
        "direction": known(direction, Evidence.Direction.values, "direction"),
        "strength": known(strength, Evidence.Strength.values, "strength"),
        "quote": clean_text(quote, place="quote", longest=LONGEST_QUOTE, required=False),
    }


def _evidence(desk: Desk, evidence_id: uuid.UUID) -> Evidence:
    if evidence_id not in desk.evidence:
        raise Missing("There is no such evidence on this canvas.")
    evidence = desk.evidence[evidence_id]
    desk.require_change_of(desk.note(evidence.note_id))
    return evidence


def _refuse_too_many(desk: Desk, note_id: uuid.UUID) -> None:
    standing = sum(1 for one in desk.evidence.values() if one.note_id == note_id and not one.deleted_at)
    if standing >= MOST_EVIDENCE:
        message = _("A note carries at most %(most)s pieces of evidence.") % {"most": MOST_EVIDENCE}
        raise Refused(message, place="evidence", code="full")
