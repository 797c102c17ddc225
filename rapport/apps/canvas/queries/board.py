"""The board: everything one page of a canvas shows, read in few queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import Cell, Section
from rapport.apps.canvas.lessons import Lesson, lesson_about
from rapport.apps.canvas.models import Canvas, CanvasOperation, Note, Workshop
from rapport.apps.canvas.models.notes import NoteQuerySet
from rapport.apps.canvas.queries.canvases import canvas_of
from rapport.apps.canvas.queries.legend import Legend, legend_of
from rapport.apps.canvas.queries.live import live_boxes
from rapport.apps.canvas.queries.note_views import (
    MARKS,
    WORDS,
    NoteView,
    Reading,
    Rival,
    evidence_on,
    note_view,
    reading_of,
)
from rapport.apps.canvas.queries.standing import STATUSES

__all__ = [
    "MARKS",
    "WORDS",
    "Board",
    "Changes",
    "NoteView",
    "Rival",
    "SectionView",
    "Wanted",
    "board_of",
    "changes_since",
    "evidence_on",
    "note_view",
]

# Figures that rooms below show by themselves.
BESIDE_BOXES = ("profile", "metrics")
WATCHED = ("untested", "contradicted", "stale")


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with its notes in order."""

    section: Section
    notes: list[NoteView]

    @property
    def box(self) -> str:
        """The live box that shows by itself what is known; "" where there is none."""
        live = self.section.live
        return live if live in BESIDE_BOXES or live in live_boxes else ""

    @property
    def lesson(self) -> Lesson | None:
        """The lesson about what belongs here."""
        return lesson_about(self.section.nine)


@dataclass(frozen=True, slots=True)
class CellView:
    """A place on the board: one section, or a group with its sections."""

    cell: Cell
    sections: list[SectionView]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which notes a reader wants to see ("" means all), and whether the most voted stand first."""

    status: str = ""
    tag: str = ""
    hue: str = ""
    by_votes: bool = False

    @property
    def is_on(self) -> bool:
        """Is anything left out?"""
        return bool(self.status or self.tag or self.hue)

    def fits(self, note: NoteView) -> bool:
        """Is the note one of those?"""
        return (
            (not self.status or note.status == self.status)
            and (not self.tag or self.tag in note.tags)
            and (not self.hue or note.hue == self.hue)
        )

    def arranged(self, notes: list[NoteView]) -> list[NoteView]:
        """The notes of a section, with those left out marked."""
        ordered = sorted(notes, key=lambda note: -note.votes) if self.by_votes else notes
        return [note if self.fits(note) else replace(note, is_aside=True) for note in ordered]


@dataclass(frozen=True, slots=True)
class Board:
    """A canvas as its page shows it."""

    canvas: Canvas
    sections: list[SectionView]
    counts: dict[str, int]
    may_edit: bool
    may_add: bool
    legend: Legend
    wanted: Wanted = field(default_factory=Wanted)
    workshop: Workshop | None = None

    @property
    def notes(self) -> list[NoteView]:
        return [note for section in self.sections for note in section.notes]

    @property
    def cells(self) -> list[CellView]:
        """The sections as they are laid out, those of a group together."""
        views = {view.section.key: view for view in self.sections}
        return [
            CellView(cell, [views[section.key] for section in cell.sections]) for cell in self.canvas.blueprint.cells
        ]

    @property
    def shown(self) -> int:
        """How many notes no filter leaves out."""
        return sum(1 for note in self.notes if not note.is_aside)

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
    legend: Legend


def board_of(member: Member, canvas_id: int, *, patient: bool = True, wanted: Wanted | None = None) -> Board:
    """The whole board of a canvas; `patient=False` judges evidence by the figures that are kept. Raises Missing."""
    canvas = canvas_of(member, canvas_id)
    reading = reading_of(member, canvas, patient=patient)
    views = _views(reading, _notes(member, canvas).living())
    by_section = _by_section(canvas, views)
    asked = wanted or Wanted()
    sections = [SectionView(section, asked.arranged(by_section[section.key])) for section in canvas.blueprint.sections]
    may_add = canvas.archived_at is None and member.may("canvas.contribute")
    return Board(
        canvas=canvas,
        sections=sections,
        counts=_counts(views),
        may_edit=member.may("canvas.edit"),
        may_add=may_add,
        legend=legend_of(canvas, views),
        wanted=asked,
        workshop=reading.workshop,
    )


def board_for_all(member: Member, canvas_id: int, *, patient: bool = False) -> Board:
    """The board without anybody's private notes: for an audience, and for files that are given away."""
    board = board_of(member, canvas_id, patient=patient)
    sections = [replace(view, notes=[note for note in view.notes if not note.is_private]) for view in board.sections]
    return replace(board, sections=sections, counts=_counts(note for view in sections for note in view.notes))


def changes_since(member: Member, canvas_id: int, sequence: int, *, judged_anew: bool = False) -> Changes:
    """Notes changed after `sequence`; with `judged_anew` also those whose evidence may say something else by now."""
    canvas = canvas_of(member, canvas_id)
    rows = list(_notes(member, canvas))
    reading = reading_of(member, canvas, patient=judged_anew)
    views = _views(reading, [note for note in rows if not note.deleted_at])
    changed = {str(note.pk) for note in rows if note.changed_sequence > sequence}
    if judged_anew:
        changed |= {str(note_id) for note_id in reading.pieces}
    if _colours_changed(member, canvas, sequence):
        changed |= {view.id for view in views if view.hue}
    order = {key: [view.id for view in section] for key, section in _by_section(canvas, views).items()}
    return Changes(
        sequence=canvas.sequence,
        notes=[view for view in views if view.id in changed] + _gone(rows, sequence),
        order=order,
        counts=_counts(views),
        canvas=canvas,
        legend=legend_of(canvas, views),
    )


def _notes(member: Member, canvas: Canvas) -> NoteQuerySet:
    notes: NoteQuerySet = Note.objects.of(member).filter(canvas=canvas)
    return notes.visible_to(member)


def _views(reading: Reading, notes: Iterable[Note]) -> list[NoteView]:
    return [reading.view(note) for note in sorted(notes, key=lambda note: (note.order_key, note.pk))]


def _gone(rows: list[Note], sequence: int) -> list[NoteView]:
    """Notes deleted after a place in the log: what a page needs to take them away."""
    gone = [note for note in rows if note.deleted_at and note.changed_sequence > sequence]
    return [
        NoteView(
            id=str(note.pk),
            section=note.section,
            text=note.text,
            version=note.text_version,
            kind=note.kind,
            hue=note.hue,
            importance=note.importance,
            author="",
            may_change=False,
            standing=None,
            rivals=[],
            is_deleted=True,
        )
        for note in gone
    ]


def _colours_changed(member: Member, canvas: Canvas, sequence: int) -> bool:
    later = CanvasOperation.objects.of(member).filter(canvas=canvas, sequence__gt=sequence)
    return bool(later.filter(object_type="canvas", field="colour_meanings").exists())


def _by_section(canvas: Canvas, views: list[NoteView]) -> dict[str, list[NoteView]]:
    by_section: dict[str, list[NoteView]] = {section.key: [] for section in canvas.blueprint.sections}
    for view in views:
        by_section.setdefault(view.section, []).append(view)
    return by_section


def _counts(views: Iterable[NoteView]) -> dict[str, int]:
    found = Counter(view.status for view in views if view.status)
    return {status: found[status] for status in STATUSES}
