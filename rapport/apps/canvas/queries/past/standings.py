"""How notes stood at a moment: by the evidence of then, judged by the figures of then."""

from __future__ import annotations

import uuid
from collections import defaultdict
from copy import copy

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Evidence, Note
from rapport.apps.canvas.queries.evidence import known_for
from rapport.apps.canvas.queries.past.moments import Moment
from rapport.apps.canvas.queries.past.stills import Still, StillEvidence, StillNote
from rapport.apps.canvas.queries.standing import Standing, judged, standing_of


def standings_at(member: Member, canvas: Canvas, moment: Moment, still: Still, period: str) -> dict[str, Standing]:
    """The status of every claim at that moment, by the id of its note; the figures are those of `period`."""
    then = copy(canvas)
    then.period = period
    rows = [_row(canvas, note, piece) for note in still.notes.values() for piece in note.evidence]
    known = known_for(member, then, rows)
    pieces = defaultdict(list)
    for row in rows:
        pieces[str(row.note_id)].append(judged(row, known, fresh_days=canvas.fresh_days, at=moment.at))
    return {
        note.id: standing_of(pieces[note.id])
        for note in still.notes.values()
        if note.kind == Note.Kind.CLAIM or pieces[note.id]
    }


def _row(canvas: Canvas, note: StillNote, piece: StillEvidence) -> Evidence:
    """A row as it was; it is read, never saved."""
    return Evidence(
        id=uuid.UUID(piece.id),
        workspace_id=canvas.workspace_id,
        canvas=canvas,
        note_id=uuid.UUID(note.id),
        kind=piece.kind,
        settings=piece.settings,
        direction=piece.direction,
        strength=piece.strength,
        quote=piece.quote,
        added_at=piece.added_at,
    )
