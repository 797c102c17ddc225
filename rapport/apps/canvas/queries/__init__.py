"""Reading canvases."""

from rapport.apps.canvas.queries.board import Board, Changes, NoteView, board_for_all, board_of, changes_since
from rapport.apps.canvas.queries.canvases import Card, canvas_cards, canvas_count, canvas_of, latest_canvas_of_segment
from rapport.apps.canvas.queries.evidence import about, answers_behind, evidence_of, file_of
from rapport.apps.canvas.queries.export import FORMATS, Exported, export
from rapport.apps.canvas.queries.gallery import GalleryCard, offers_for, starter_preview, template_choices
from rapport.apps.canvas.queries.notes import Details, deleted_notes, note_details
from rapport.apps.canvas.queries.presence import Person, people_here
from rapport.apps.canvas.queries.workshops import WorkshopView, workshop_on, workshop_view

__all__ = [
    "FORMATS",
    "Board",
    "Card",
    "Changes",
    "Details",
    "Exported",
    "GalleryCard",
    "NoteView",
    "Person",
    "WorkshopView",
    "about",
    "answers_behind",
    "board_for_all",
    "board_of",
    "canvas_cards",
    "canvas_count",
    "canvas_of",
    "changes_since",
    "deleted_notes",
    "evidence_of",
    "export",
    "file_of",
    "latest_canvas_of_segment",
    "note_details",
    "offers_for",
    "people_here",
    "starter_preview",
    "template_choices",
    "workshop_on",
    "workshop_view",
]
