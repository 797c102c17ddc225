"""The board: everything one page of a canvas shows, read in few queries."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import Section
from rapport.apps.canvas.models import Canvas, Evidence, Note
from rapport.apps.canvas.queries.canvases import canvas_of
from rapport.apps.canvas.queries.figures import figures_needed, figures_on
from rapport.apps.canvas.queries.standing import STATUSES, UNTESTED, Judged, Standing, judged, standing_of
from rapport.kernel.clock import now

WATCHED = ("untested", "contradicted", "stale")
MARKS = {"untested": "○", "supported": "✓", "contradicted": "✕", "mixed": "±", "stale": "◔"}
WORDS = {
    "untested": gettext_lazy("Untested"),
    "supported": gettext_lazy("Supported"),
    "contradicted": gettext_lazy("Contradicted"),
    "mixed": gettext_lazy("Mixed"),
    "stale": gettext_lazy("Stale"),
}


@dataclass(frozen=True, slots=True)
class Rival:
    """Another text of a note, waiting for a choice."""

    id: str
    text: str
    author: str
    at: datetime
    mine: bool


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note as a page shows it."""

    id: str
    section: str
    text: str
    version: int
    kind: str
    hue: str
    importance: int | None
    author: str
    may_change: bool
    standing: Standing | None
    rivals: list[Rival]
    is_deleted: bool

    @property
    def status(self) -> str:
        """The status of a claim; "" for a fact or a question."""
        return self.standing.status if self.standing else ""

    @property
    def mark(self) -> str:
        """The sign of the status."""
        return MARKS.get(self.status, "")

    @property
    def word(self) -> str:
        """The status in a word, or that this is a question."""
        return str(WORDS.get(self.status, "")) or (gettext("Question") if self.kind == Note.Kind.QUESTION else "")

    @property
    def counts(self) -> str:
        """How much speaks for the note and against it; "" where nothing does."""
        if self.standing is None or not (self.standing.supporting or self.standing.contradicting):
            return ""
        found = {"for": self.standing.supporting, "against": self.standing.contradicting}
        return gettext("%(for)s for · %(against)s against") % found


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with its notes in order."""

    section: Section
    notes: list[NoteView]


@dataclass(frozen=True, slots=True)
class Board:
    """A canvas as its page shows it."""

    canvas: Canvas
    sections: list[SectionView]
    counts: dict[str, int]
    may_edit: bool
    may_add: bool

    @property
    def notes(self) -> list[NoteView]:
        return [note for section in self.sections for note in section.notes]

    @property
    def watched(self) -> list[tuple[str, int]]:
        """The statuses that ask for attention, with how many notes have each."""
        return [(status, self.counts.get(status, 0)) for status in WATCHED]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new on a canvas since a place in its log: notes as they are now, and where they stand."""

    sequence: int
    notes: list[NoteView]
    order: dict[str, list[str]]
    counts: dict[str, int]
    canvas: Canvas


def board_of(member: Member, canvas_id: int, *, patient: bool = True) -> Board:
    """The whole board of a canvas; `patient=False` judges evidence by the figures that are kept. Raises Missing."""
    canvas = canvas_of(member, canvas_id)
    views = _views(member, canvas, list(_notes(member, canvas).living()), patient=patient)
    by_section = _by_section(canvas, views)
    sections = [SectionView(section, by_section[section.key]) for section in canvas.blueprint.sections]
    may_add = canvas.archived_at is None and member.may("canvas.contribute")
    return Board(canvas, sections, _counts(views), member.may("canvas.edit"), may_add)


def changes_since(member: Member, canvas_id: int, sequence: int, *, judged_anew: bool = False) -> Changes:
    """Notes changed after `sequence`; with `judged_anew` also those whose evidence may say something else by now."""
    canvas = canvas_of(member, canvas_id)
    rows = list(_notes(member, canvas))
    views = _views(member, canvas, [note for note in rows if not note.deleted_at], patient=judged_anew)
    gone = [
        _view(member, canvas, note, {}, {}) for note in rows if note.deleted_at and note.changed_sequence > sequence
    ]
    changed = {str(note.pk) for note in rows if note.changed_sequence > sequence}
    if judged_anew:
        changed |= {view.id for view in views if view.standing is not None and view.standing is not UNTESTED}
    order = {key: [view.id for view in section] for key, section in _by_section(canvas, views).items()}
    return Changes(
        sequence=canvas.sequence,
        notes=[view for view in views if view.id in changed] + gone,
        order=order,
        counts=_counts(views),
        canvas=canvas,
    )


def evidence_on(member: Member, canvas: Canvas, note: Note) -> list[Judged]:
    """The evidence on one note, oldest first, each with what it says today."""
    found = list(Evidence.objects.of(member).living().filter(note=note).select_related("author__user"))
    figures = figures_on(member, canvas, figures_needed(found))
    at = now()
    pieces = [judged(one, figures, fresh_days=canvas.fresh_days, at=at) for one in found]
    return sorted(pieces, key=lambda piece: piece.evidence.added_at)


def note_view(member: Member, canvas: Canvas, note: Note, pieces: list[Judged]) -> NoteView:
    """One note as a page shows it."""
    return _view(member, canvas, note, {note.pk: pieces}, _names(member))


def _notes(member: Member, canvas: Canvas) -> Any:
    return Note.objects.of(member).filter(canvas=canvas)


def _views(member: Member, canvas: Canvas, notes: list[Note], *, patient: bool) -> list[NoteView]:
    evidence = list(Evidence.objects.of(member).living().filter(canvas=canvas))
    figures = figures_on(member, canvas, figures_needed(evidence), patient=patient)
    at = now()
    pieces: dict[uuid.UUID, list[Judged]] = defaultdict(list)
    for one in sorted(evidence, key=lambda row: row.added_at):
        pieces[one.note_id].append(judged(one, figures, fresh_days=canvas.fresh_days, at=at))
    names = _names(member)
    ordered = sorted(notes, key=lambda note: (note.order_key, note.pk))
    return [_view(member, canvas, note, pieces, names) for note in ordered]


def _view(
    member: Member, canvas: Canvas, note: Note, pieces: dict[uuid.UUID, list[Judged]], names: dict[int | None, str]
) -> NoteView:
    found = pieces.get(note.pk, [])
    may_edit = member.may("canvas.edit")
    own = note.author_id == member.pk and member.may("canvas.contribute")
    return NoteView(
        id=str(note.pk),
        section=note.section,
        text=note.text,
        version=note.text_version,
        kind=note.kind,
        hue=note.hue,
        importance=note.importance,
        author=names.get(note.author_id, ""),
        may_change=(may_edit or own) and canvas.archived_at is None,
        standing=_standing(note, found),
        rivals=[_rival(member, rival, names) for rival in note.rivals],
        is_deleted=note.deleted_at is not None,
    )


def _standing(note: Note, pieces: list[Judged]) -> Standing | None:
    if note.kind == Note.Kind.CLAIM or pieces:
        return standing_of(pieces) if pieces else UNTESTED
    else:
        return None


def _rival(member: Member, rival: dict[str, Any], names: dict[int | None, str]) -> Rival:
    return Rival(
        id=rival["id"],
        text=rival["text"],
        author=names.get(rival["author"], "Somebody"),
        at=datetime.fromisoformat(rival["at"]),
        mine=rival["author"] == member.pk,
    )


def _names(member: Member) -> dict[int | None, str]:
    people = Member.objects.of(member).select_related("user").only("user__name", "user__email", "workspace_id")
    return {person.pk: str(person.user) for person in people}


def _by_section(canvas: Canvas, views: list[NoteView]) -> dict[str, list[NoteView]]:
    by_section: dict[str, list[NoteView]] = {section.key: [] for section in canvas.blueprint.sections}
    for view in views:
        by_section.setdefault(view.section, []).append(view)
    return by_section


def _counts(views: Iterable[NoteView]) -> dict[str, int]:
    found = Counter(view.status for view in views if view.status)
    return {status: found[status] for status in STATUSES}
