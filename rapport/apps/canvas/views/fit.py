"""Helpers beside the board: value fit, empathy map, and what they do, think and feel."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas.operations.empathy import add_to_empathy_map
from rapport.apps.canvas.queries.empathy import empathy_of
from rapport.apps.canvas.queries.facts import facts_of
from rapport.apps.canvas.queries.fit import fit_of
from rapport.apps.canvas.queries.propositions import importances
from rapport.kernel.errors import Refused


@page("canvas.view")
def fit(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    found = fit_of(member, canvas_id)
    wanted = request.GET.get("note", "")
    context = {
        "fit": found,
        "chosen": next((need for need in found.needs if need.note.id == wanted), None),
        "importances": importances(),
        "may_add": member.may("canvas.contribute") and found.canvas.archived_at is None,
        **_places(member, canvas_id, found.canvas),
    }
    return render(request, "canvas/fit.html", context)


@page("canvas.view")
def empathy(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    found = empathy_of(member, canvas_id)
    return render(request, "canvas/empathy.html", {"map": found, **_places(member, canvas_id, found.canvas)})


@page("canvas.contribute", methods=("POST",))
def empathy_notes(request: HttpRequest, member: Member, canvas_id: int, field: str) -> HttpResponse:
    texts = [line for line in request.POST.get("text", "").splitlines() if line.strip()]
    if not texts:
        raise Refused("There is no text in the note.", place="text", code="empty")
    add_to_empathy_map(member, canvas_id, field=field, texts=texts)
    return redirect(f"{reverse('canvas:empathy', args=[member.workspace.slug, canvas_id])}#field-{field}")


@page("canvas.view")
def facts(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    found = facts_of(member, canvas_id)
    return render(request, "canvas/facts.html", {"facts": found, **_places(member, canvas_id, found.canvas)})


def _places(member: Member, canvas_id: int, canvas: object) -> dict[str, object]:
    return {"canvas": canvas, "address": reverse("canvas:board", args=[member.workspace.slug, canvas_id])}
