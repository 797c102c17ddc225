"""A canvas as a table for a spreadsheet: one line a note, and no cell that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io

from django.utils.translation import gettext

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.queries.board import Board, NoteView, SectionView
from rapport.kernel.text import guarded

# So that a spreadsheet reads the letters as UTF-8.
MARK = "\ufeff"


def table_of(member: Member, board: Board) -> bytes:
    """The notes in reading order as CSV."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(_columns())
    for view in board.sections:
        for place, note in enumerate(view.notes, start=1):
            writer.writerow([guarded(cell) for cell in _cells(view, place, note)])
    return (MARK + sheet.getvalue()).encode()


def _columns() -> list[str]:
    return [
        gettext("Section"),
        gettext("Place"),
        gettext("Note"),
        gettext("Kind"),
        gettext("Status"),
        gettext("For"),
        gettext("Against"),
        gettext("Importance"),
        gettext("Tags"),
        gettext("Votes"),
        gettext("Author"),
        gettext("Id"),
    ]


def _cells(view: SectionView, place: int, note: NoteView) -> list[object]:
    standing = note.standing
    return [
        view.section.title,
        place,
        note.text,
        note.kind,
        note.word if note.status else "",
        standing.supporting if standing else "",
        standing.contradicting if standing else "",
        note.importance,
        ", ".join(getattr(note, "tags", ())),
        getattr(note, "votes", "") or "",
        note.author,
        note.id,
    ]
