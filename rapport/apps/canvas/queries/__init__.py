"""Reading canvases."""

from rapport.apps.canvas.queries.board import Board, Changes, NoteView, board_of, changes_since
from rapport.apps.canvas.queries.canvases import Card, canvas_cards, canvas_count, canvas_of
from rapport.apps.canvas.queries.export import FORMATS, Exported, export
from rapport.apps.canvas.queries.notes import Details, deleted_notes, note_details

__all__ = [
    "FORMATS",
    "Board",
    "Card",
    "Changes",
    "Details",
    "Exported",
    "NoteView",
    "board_of",
    "canvas_cards",
    "canvas_count",
    "canvas_of",
    "changes_since",
    "deleted_notes",
    "export",
    "note_details",
]
