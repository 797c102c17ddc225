"""Testing claims: the verbs about evidence, and about how much depends on a claim."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.evidence_kinds import evidence_kinds
from rapport.apps.canvas.models import Evidence
from rapport.apps.canvas.operations import evidence as steps
from rapport.apps.canvas.operations import files, notes
from rapport.apps.canvas.operations.log import Desk, Outcome, perform
from rapport.apps.canvas.queries.canvases import canvas_of
from rapport.apps.canvas.queries.evidence import refuse_unmet
from rapport.kernel.errors import Refused

MEDIUM = int(Evidence.Strength.MEDIUM)
MOST_AT_ONCE = 100


def add_evidence(
    member: Member,
    canvas_id: int,
    note_id: uuid.UUID,
    *,
    kind: str,
    settings: Mapping[str, Any],
    direction: str,
    strength: int = MEDIUM,
    quote: str = "",
) -> Evidence:
    """Put a piece of evidence on a note."""
    piece = {"note": note_id, "kind": kind, "settings": settings, "direction": direction}
    return add_evidences(member, canvas_id, [{**piece, "strength": strength, "quote": quote}])[0]


def add_evidences(member: Member, canvas_id: int, pieces: Sequence[Mapping[str, Any]]) -> list[Evidence]:
    """Put several pieces on notes as one step of undo; each says its `note` and what `add_evidence` takes.

    Raises Refused naming the piece where there are several.
    """
    member.require("canvas.contribute")
    if not 1 <= len(pieces) <= MOST_AT_ONCE:
        raise Refused(f"Add between 1 and {MOST_AT_ONCE} pieces of evidence at once.", place="evidence", code="count")
    for number, piece in enumerate(pieces, start=1):
        with _named(number, of=len(pieces)):
            _refuse_unmet(member, canvas_id, piece)
    made: list[Evidence] = []

    def act(desk: Desk) -> None:
        for number, piece in enumerate(pieces, start=1):
            with _named(number, of=len(pieces)):
                given = {name: value for name, value in piece.items() if name != "note"}
                made.append(steps.add_evidence(desk, piece["note"], **given))

    perform(member, canvas_id, "evidence.added", act)
    return made


def add_file_evidence(
    member: Member,
    canvas_id: int,
    note_id: uuid.UUID,
    *,
    name: str,
    content: Iterable[bytes],
    direction: str,
    title: str = "",
    said_on: str = "",
    strength: int = MEDIUM,
    quote: str = "",
) -> Evidence:
    """Keep a file and put it on a note as evidence: both, or neither."""
    member.require("canvas.contribute")
    canvas_of(member, canvas_id)
    kept = files.keep_file(member, name=name, content=content)
    made: list[Evidence] = []

    def act(desk: Desk) -> None:
        settings = {"file": str(files.attach(desk, kept).pk), "title": title, "said_on": said_on}
        meaning = {"direction": direction, "strength": strength, "quote": quote}
        made.append(steps.add_evidence(desk, note_id, kind="file", settings=settings, **meaning))  # type: ignore[arg-type]

    try:
        perform(member, canvas_id, "evidence.added", act)
    except BaseException:
        files.let_go(member, kept)
        raise
    return made[0]


def change_evidence(
    member: Member, canvas_id: int, evidence_id: uuid.UUID, *, direction: str, strength: int, quote: str
) -> Outcome:
    """Say anew what a piece of evidence means: its direction, its strength, the words quoted with it."""
    return perform(
        member,
        canvas_id,
        "evidence.changed",
        lambda desk: steps.change_evidence(desk, evidence_id, direction=direction, strength=strength, quote=quote),
    )


def remove_evidence(member: Member, canvas_id: int, evidence_id: uuid.UUID) -> Outcome:
    """Take a piece of evidence off its note; undo and `restore_evidence` bring it back."""
    return perform(member, canvas_id, "evidence.removed", lambda desk: steps.remove_evidence(desk, evidence_id))


def restore_evidence(member: Member, canvas_id: int, evidence_id: uuid.UUID) -> Outcome:
    """Put a removed piece of evidence back on its note."""
    return perform(member, canvas_id, "evidence.restored", lambda desk: steps.restore_evidence(desk, evidence_id))


def weigh_note(member: Member, canvas_id: int, note_id: uuid.UUID, importance: int | None) -> Outcome:
    """Say how much depends on a note, from 1 to 5; None takes the weight away."""
    return perform(member, canvas_id, "note.weighed", lambda desk: notes.weigh(desk, note_id, importance))


def _refuse_unmet(member: Member, canvas_id: int, piece: Mapping[str, Any]) -> None:
    """Looked up before the log is locked: it may take a moment."""
    if piece["kind"] in evidence_kinds:
        kind = evidence_kinds.get(piece["kind"])
        refuse_unmet(member, canvas_of(member, canvas_id), kind, kind.checked(piece["settings"]))


@contextmanager
def _named(number: int, *, of: int) -> Iterator[None]:
    """A refusal in here names the piece, where it is one of several."""
    try:
        yield
    except Refused as refused:
        if of > 1:
            refused.place = " › ".join(filter(None, [f"piece {number}", refused.place]))
        raise
