"""An empathy map of a canvas of any template: what people say, think, do and feel, their pains and gains.

The fields are those of the empathy map that ships. A note belongs to a field by its tag, or by the section it
stands in where that speaks of the same; a new one goes where its field belongs on this canvas and bears the tag.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import NEAREST, Blueprint, Section, blueprints
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.queries.board import Board, NoteView, board_of

MAP = "empathy_map"
TAGGED = ("says", "thinks", "does", "feels")
WHOLE_SECTIONS = {"pains": "pains", "gains": "value"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the map: its question, its notes, and where new ones go."""

    section: Section
    notes: list[NoteView]
    home: Section

    @property
    def key(self) -> str:
        return self.section.key


@dataclass(frozen=True, slots=True)
class EmpathyMap:
    """The map of a canvas."""

    canvas: Canvas
    fields: list[Field]
    may_add: bool


def empathy_of(member: Member, canvas_id: int) -> EmpathyMap:
    """The empathy map of a canvas. Raises Missing."""
    board = board_of(member, canvas_id, patient=False)
    tags = tags_of(member, board.canvas)
    fields = [
        Field(section, _notes(board, section, tags), home_of(board.canvas.blueprint, section.key))
        for section in blueprints.get(MAP).sections
    ]
    return EmpathyMap(board.canvas, fields, board.may_add)


def home_of(blueprint: Blueprint, key: str) -> Section:
    """The section of a template where notes of a field of the map belong: its own, else the nearest in meaning."""
    own = blueprint.section(key) if blueprint.name == MAP else None
    wanted = blueprints.get(MAP).section(key)
    if own or wanted is None:
        return own or blueprint.sections[0]
    for nine in (wanted.nine, *NEAREST[wanted.nine]):
        found = next((section for section in blueprint.sections if section.nine == nine), None)
        if found:
            return found
    return blueprint.sections[0]


def tags_of(member: Member, canvas: Canvas) -> dict[str, set[str]]:
    """The tags of the notes on a canvas, in small letters."""
    rows = Note.objects.of(member).visible_to(member).filter(canvas=canvas, deleted_at=None)
    return {str(note_id): {str(tag).casefold() for tag in tags} for note_id, tags in rows.values_list("pk", "tags")}


def notes_tagged(board: Board, tags: dict[str, set[str]], word: str) -> list[NoteView]:
    """The notes of a board that bear a word."""
    return [note for note in board.notes if word in tags.get(note.id, set())]


def _notes(board: Board, section: Section, tags: dict[str, set[str]]) -> list[NoteView]:
    if board.canvas.blueprint.name == MAP:
        return [note for note in board.notes if note.section == section.key]
    if section.key in TAGGED:
        return notes_tagged(board, tags, section.key)
    nine = WHOLE_SECTIONS[section.key]
    return [note for view in board.sections if view.section.nine == nine for note in view.notes]
