"""The address of something on a canvas: its board, which opens the panel of what the address names."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from django.urls import reverse


def address_on(slug: str, canvas_id: int, *, note: uuid.UUID | None = None, comment: uuid.UUID | None = None) -> str:
    """Where a note, a comment on it, or a comment on the whole canvas is read.

    The anchor brings browsers without scripts to the note.
    """
    board = reverse("canvas:board", args=[slug, canvas_id])
    named = {"note": note, "comments": 1 if comment and not note else None, "comment": comment}
    asked = urlencode({name: value for name, value in named.items() if value})
    return f"{board}?{asked}#note-{note}" if note else f"{board}?{asked}" if asked else board
