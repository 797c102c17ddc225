"""Bringing in many tickets or interview notes at once: read them, then say which note each one is about."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations, queries
from rapport.apps.canvas.forms import SourceRows, SourcesForm
from rapport.apps.canvas.queries import Board
from rapport.apps.canvas.queries.sources import rows_of, text_of
from rapport.kernel.errors import Refused
from rapport.ui.forms import refuse


@page("canvas.contribute", methods=("GET", "POST"))
def sources(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    """Nothing is kept before each row has been given a note."""
    board = queries.board_of(member, canvas_id, patient=False)
    if request.method == "GET":
        return _page(request, board, form=SourcesForm())
    elif f"{SourceRows.get_default_prefix()}-TOTAL_FORMS" in request.POST:
        return _attach(request, member, board)
    else:
        return _read(request, board)


def _read(request: HttpRequest, board: Board) -> HttpResponse:
    form = SourcesForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            file = form.cleaned_data["file"]
            found = rows_of(text_of(file.read()) if file else form.cleaned_data["text"])
            rows = SourceRows(initial=[_initial(row) for row in found.rows], form_kwargs={"notes": _notes(board)})
            return _page(request, board, rows=rows, left_out=found.count - len(found.rows))
        except Refused as refused:
            refuse(form, refused)
    return _page(request, board, form=form, status=422)


def _attach(request: HttpRequest, member: Member, board: Board) -> HttpResponse:
    rows = SourceRows(request.POST, form_kwargs={"notes": _notes(board)})
    if not rows.is_valid():
        return _page(request, board, rows=rows, status=422)
    pieces = [form.piece() for form in rows if form.cleaned_data.get("note")]
    if not pieces:
        return _page(request, board, rows=rows, nothing_chosen=True, status=422)
    made = operations.add_evidences(member, board.canvas.pk, pieces)
    words = ngettext("%(count)s piece of evidence added.", "%(count)s pieces of evidence added.", len(made))
    messages.success(request, words % {"count": len(made)})
    return redirect("canvas:board", member.workspace.slug, board.canvas.pk)


def _page(request: HttpRequest, board: Board, *, status: int = 200, **context: Any) -> HttpResponse:
    return render(request, "canvas/sources.html", {"canvas": board.canvas, **context}, status=status)


def _initial(row: Any) -> dict[str, Any]:
    return {"title": row.title, "text": row.text, "source": row.source, "said_on": row.said_on, "form": "ticket"}


def _notes(board: Board) -> list[tuple[str, list[tuple[str, str]]]]:
    """The notes the member may change, by section."""
    grouped = [
        (view.section.title, [(note.id, note.text[:80]) for note in view.notes if note.may_change])
        for view in board.sections
    ]
    return [(str(title), notes) for title, notes in grouped if notes]
