"""One note: its page and panel, and the plain forms that change it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import trigger_client_event

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations, queries
from rapport.apps.canvas.evidence_kinds import evidence_kinds
from rapport.apps.canvas.forms import EvidenceForm, MeaningForm, NoteForm
from rapport.apps.canvas.operations import Outcome
from rapport.kernel.errors import Refused
from rapport.kernel.ids import number_in
from rapport.ui.answers import toasted


@page("canvas.contribute", methods=("POST",))
def notes(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    queries.canvas_of(member, canvas_id)
    texts = [line for line in request.POST.get("text", "").splitlines() if line.strip()]
    if not texts:
        raise Refused("There is no text in the note.", place="text", code="empty")
    operations.add_notes(member, canvas_id, section=request.POST.get("section", ""), texts=texts)
    return _to_board(member, canvas_id)


@page("canvas.view")
def note(request: HttpRequest, member: Member, canvas_id: int, note_id: uuid.UUID) -> HttpResponse:
    return details(request, member, canvas_id, note_id)


@page("canvas.contribute", methods=("POST",))
def text(request: HttpRequest, member: Member, canvas_id: int, note_id: uuid.UUID) -> HttpResponse:
    known = number_in(request.POST.get("base"))
    outcome = operations.edit_note(member, canvas_id, note_id, request.POST.get("text", ""), base=known)
    return answer(request, member, canvas_id, note_id, outcome)


@page("canvas.contribute", methods=("POST", "DELETE"))
def deletion(request: HttpRequest, member: Member, canvas_id: int, note_id: uuid.UUID) -> HttpResponse:
    if request.method == "POST":
        operations.delete_note(member, canvas_id, note_id)
    else:
        operations.restore_note(member, canvas_id, note_id)
    return _to_board(member, canvas_id)


@page("canvas.contribute", methods=("POST",))
def look(request: HttpRequest, member: Member, canvas_id: int, note_id: uuid.UUID) -> HttpResponse:
    found = queries.note_details(member, canvas_id, note_id)
    form = NoteForm(found.canvas.colour_meanings, request.POST)
    if not form.is_valid():
        raise Refused("Choose kind, colour and importance from the lists.", place="note", code="choice")
    given = form.cleaned_data
    outcome = operations.change_note(
        member,
        canvas_id,
        note_id,
        kind=given["kind"],
        hue=given["hue"],
        importance=given["importance"],
        tags=form.words(),
    )
    return answer(request, member, canvas_id, note_id, outcome)


@page("canvas.contribute", methods=("POST",))
def place(request: HttpRequest, member: Member, canvas_id: int, note_id: uuid.UUID) -> HttpResponse:
    outcome = operations.move_note(member, canvas_id, note_id, section=request.POST.get("section", ""))
    return answer(request, member, canvas_id, note_id, outcome)


@page("canvas.contribute", methods=("POST",))
def choice(request: HttpRequest, member: Member, canvas_id: int, note_id: uuid.UUID) -> HttpResponse:
    rival, chosen = request.POST.get("rival", ""), request.POST.get("choice", "")
    outcome = operations.settle_note(member, canvas_id, note_id, rival=rival, choice=chosen)
    return answer(request, member, canvas_id, note_id, outcome)


@page("canvas.view")
def deleted(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    canvas = queries.canvas_of(member, canvas_id)
    context = {"canvas": canvas, "notes": queries.deleted_notes(member, canvas_id)}
    return render(request, "canvas/deleted.html", context)


def answer(
    request: HttpRequest,
    member: Member,
    canvas_id: int,
    note_id: uuid.UUID,
    outcome: Outcome | None,
    *,
    added: uuid.UUID | None = None,
) -> HttpResponse:
    """The panel as it is now for a script, the note's page for a plain browser."""
    told = outcome.told if outcome else []
    if getattr(request, "htmx", False):
        response = details(request, member, canvas_id, note_id, added=added)
        trigger_client_event(response, "canvas-changed", {})
        return toasted(response, told[0]["message"], kind="notice") if told else response
    for one in told:
        messages.info(request, one["message"])
    return redirect("canvas:note", member.workspace.slug, canvas_id, note_id)


def details(
    request: HttpRequest,
    member: Member,
    canvas_id: int,
    note_id: uuid.UUID,
    *,
    form: EvidenceForm | None = None,
    changed: MeaningForm | None = None,
    added: uuid.UUID | None = None,
    status: int = 200,
) -> HttpResponse:
    """Everything about a note: with a form for evidence, or for a piece that is changed, that could not be saved."""
    found = queries.note_details(member, canvas_id, note_id)
    context: dict[str, Any] = {
        "details": found,
        "note": found.note,
        "canvas": found.canvas,
        "section": found.canvas.blueprint.section(found.note.section),
        "sections": found.canvas.blueprint.sections,
        "address": reverse("canvas:note", args=[member.workspace.slug, canvas_id, note_id]),
        "look": _look(found),
        **evidence_context(request, found, form=form, changed=changed),
        "added": added,
    }
    template = "canvas/note/_details.html" if getattr(request, "htmx", False) else "canvas/note.html"
    return render(request, template, context, status=status)


def evidence_context(
    request: HttpRequest,
    found: queries.Details,
    *,
    form: EvidenceForm | None = None,
    changed: MeaningForm | None = None,
) -> dict[str, Any]:
    """The kinds of evidence to choose from, the form of the chosen one, and a form for each piece there is."""
    kind = request.GET.get("kind", "")
    if form is None and kind in evidence_kinds:
        about = queries.about(request.member, found.canvas)  # type: ignore[attr-defined]
        form = EvidenceForm(evidence_kinds.get(kind), about, search=request.GET.get("search", ""))
    return {
        "kinds": evidence_kinds.all(),
        "may_see_answers": request.member.may("responses.view"),  # type: ignore[attr-defined]
        "form": form,
        "pieces": [
            (piece, changed if changed and changed.piece == piece.evidence else MeaningForm(piece.evidence))
            for piece in found.evidence
        ],
    }


def _to_board(member: Member, canvas_id: int) -> HttpResponse:
    return redirect("canvas:board", member.workspace.slug, canvas_id)


def _look(found: queries.Details) -> NoteForm:
    note = found.note
    shown = {"kind": note.kind, "hue": note.hue, "importance": note.importance, "tags": ", ".join(note.tags)}
    return NoteForm(found.canvas.colour_meanings, initial=shown)
