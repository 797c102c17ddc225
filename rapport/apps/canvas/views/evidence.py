"""Evidence: adding it in the panel of a note, changing and removing it, and what it rests on."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django_htmx.http import reswap, retarget, trigger_client_event

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations, queries
from rapport.apps.canvas.evidence_kinds import EvidenceKind, evidence_kinds
from rapport.apps.canvas.forms import EvidenceForm, MeaningForm
from rapport.apps.canvas.models import Evidence
from rapport.apps.canvas.views.notes import answer, details, evidence_context
from rapport.kernel.errors import Refused
from rapport.ui.answers import toasted
from rapport.ui.forms import refuse


@page("canvas.contribute", methods=("GET", "POST"))
def evidence(request: HttpRequest, member: Member, canvas_id: int, note_id: uuid.UUID) -> HttpResponse:
    """The form for a kind of evidence, and what is sent by it."""
    found = queries.note_details(member, canvas_id, note_id)
    if request.method == "GET":
        if not getattr(request, "htmx", False):
            return redirect(f"{_note_address(member, canvas_id, note_id)}?{request.GET.urlencode()}#add-evidence")
        return _form_for(request, member, found, evidence_context(request, found)["form"])
    kind = _kind(request.POST.get("kind", ""))
    form = EvidenceForm(kind, queries.about(member, found.canvas), request.POST, request.FILES)
    if form.is_valid() and (made := _added(member, canvas_id, note_id, form)):
        response = answer(request, member, canvas_id, note_id, None, added=made.pk)
        return _into_panel(response, request)
    return _form_for(request, member, found, form, status=422)


@page("canvas.contribute", methods=("POST", "DELETE"))
def one_evidence(request: HttpRequest, member: Member, canvas_id: int, evidence_id: uuid.UUID) -> HttpResponse:
    """POST says anew what it means; DELETE removes it, with a way back."""
    canvas = queries.canvas_of(member, canvas_id)
    piece = queries.evidence_of(member, canvas, evidence_id)
    if request.method == "DELETE":
        operations.remove_evidence(member, canvas_id, evidence_id)
        response = answer(request, member, canvas_id, piece.note_id, None)
        back = reverse("canvas:evidence-restoration", args=[member.workspace.slug, canvas_id, evidence_id])
        return toasted(response, _("Evidence removed"), undo_url=back)
    form = MeaningForm(piece, request.POST)
    if not form.is_valid():
        return details(request, member, canvas_id, piece.note_id, changed=form, status=422)
    operations.change_evidence(member, canvas_id, evidence_id, **form.meaning())
    return answer(request, member, canvas_id, piece.note_id, None, added=evidence_id)


@page("canvas.contribute", methods=("POST",))
def restoration(request: HttpRequest, member: Member, canvas_id: int, evidence_id: uuid.UUID) -> HttpResponse:
    """Puts removed evidence back; a note that is open beside the board shows it again."""
    canvas = queries.canvas_of(member, canvas_id)
    operations.restore_evidence(member, canvas_id, evidence_id)
    piece = queries.evidence_of(member, canvas, evidence_id)
    if not getattr(request, "htmx", False):
        return redirect("canvas:note", member.workspace.slug, canvas_id, piece.note_id)
    response = trigger_client_event(HttpResponse(status=204), "canvas-changed", {})
    return trigger_client_event(response, "evidence-restored", {})


@page("responses.view")
def answers(request: HttpRequest, member: Member, canvas_id: int, evidence_id: uuid.UUID) -> HttpResponse:
    """The survey answers a piece of evidence rests on."""
    canvas = queries.canvas_of(member, canvas_id)
    found = queries.answers_behind(member, canvas, evidence_id, cursor=request.GET.get("page", ""))
    return render(request, "canvas/answers.html", {"canvas": canvas, "behind": found, "found": found.answers})


@page("responses.view")
def file(request: HttpRequest, member: Member, canvas_id: int, file_id: int) -> HttpResponse:
    """A file that serves as evidence: to be kept on one's own disk, never shown as a page of ours."""
    canvas = queries.canvas_of(member, canvas_id)
    kept = queries.file_of(member, canvas, file_id)
    response = HttpResponse(kept.path.read_bytes(), content_type=kept.media_type)
    response["Content-Disposition"] = content_disposition_header(True, kept.title) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response


def _added(member: Member, canvas_id: int, note_id: uuid.UUID, form: EvidenceForm) -> Evidence | None:
    settings = form.settings()
    try:
        if form.takes_file:
            file = form.cleaned_data["file"]
            return operations.add_file_evidence(
                member, canvas_id, note_id, name=file.name, content=file.chunks(), **settings, **form.meaning()
            )
        return operations.add_evidence(
            member, canvas_id, note_id, kind=form.kind.name, settings=settings, **form.meaning()
        )
    except Refused as refused:
        refuse(form, refused)
        return None


def _form_for(
    request: HttpRequest,
    member: Member,
    found: queries.Details,
    form: EvidenceForm | None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The form alone for a script, with the whole note around it for a plain browser."""
    note_id = uuid.UUID(found.note.id)
    if not getattr(request, "htmx", False):
        return details(request, member, found.canvas.pk, note_id, form=form, status=status)
    context = {
        **evidence_context(request, found, form=form),
        "canvas": found.canvas,
        "note": found.note,
        "address": _note_address(member, found.canvas.pk, note_id),
        "was_asked": True,
    }
    return render(request, "canvas/note/_add_evidence.html", context, status=status)


def _into_panel(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """What answers a form inside the panel takes the place of the whole panel."""
    if not getattr(request, "htmx", False):
        return response
    return reswap(retarget(response, "#note-details"), "outerHTML")


def _kind(name: str) -> EvidenceKind:
    if name not in evidence_kinds:
        raise Refused(_("There is no such kind of evidence."), place="kind", code="choice")
    return evidence_kinds.get(name)


def _note_address(member: Member, canvas_id: int, note_id: uuid.UUID) -> str:
    return reverse("canvas:note", args=[member.workspace.slug, canvas_id, note_id])
