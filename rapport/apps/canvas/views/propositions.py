"""Propositions of a canvas: the list with the order of validation and the ranking, and the editor of one."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page, wants_json
from rapport.apps.accounts.models import Member
from rapport.apps.canvas.operations import propositions as operations
from rapport.apps.canvas.operations import weigh_note
from rapport.apps.canvas.queries import canvas_of
from rapport.apps.canvas.queries import propositions as queries
from rapport.apps.canvas.queries.fit import as_id
from rapport.kernel.errors import Missing, Refused
from rapport.kernel.ids import number_in
from rapport.ui.answers import toasted

SAVED = 204
CELLS = ("need", "competitor", "us", "them", "evidence")


@page("canvas.view")
def propositions(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    return _list(request, member, canvas_id)


@page("canvas.contribute", methods=("POST",))
def new_proposition(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    canvas_of(member, canvas_id)
    given = request.POST
    made = operations.add_proposition(
        member,
        canvas_id,
        statement=given.get("statement", ""),
        note_id=given_id(given.get("note")),
        answering=given_id(given.get("answering")),
    )
    if wants_json(request):
        return HttpResponse(status=SAVED)
    elif given.get("back") == "fit":
        return _to_fit(member, canvas_id, given.get("answering", ""))
    else:
        return redirect("canvas:proposition", member.workspace.slug, canvas_id, made.pk)


@page("canvas.view")
def proposition(request: HttpRequest, member: Member, canvas_id: int, proposition_id: uuid.UUID) -> HttpResponse:
    found = queries.proposition_page(member, canvas_id, proposition_id)
    words = request.GET.get("q", "")
    context = {
        "found": found,
        "canvas": found.canvas,
        "proposition": found.view,
        "address": _address(member, canvas_id, proposition_id),
        "board_address": reverse("canvas:board", args=[member.workspace.slug, canvas_id]),
        "importances": queries.importances(),
        "wanted": words,
        "products": queries.offerings_found(member, canvas_id, proposition_id, words) if words else [],
    }
    return render(request, "canvas/proposition.html", context)


@page("canvas.contribute", methods=("POST",))
def proposition_texts(request: HttpRequest, member: Member, canvas_id: int, proposition_id: uuid.UUID) -> HttpResponse:
    texts = {name: request.POST[name] for name in operations.TEXTS if name in request.POST}
    operations.write_proposition(member, canvas_id, proposition_id, texts)
    return _saved(request, member, canvas_id, proposition_id)


@page("canvas.contribute", methods=("POST",))
def differences(request: HttpRequest, member: Member, canvas_id: int, proposition_id: uuid.UUID) -> HttpResponse:
    columns = [request.POST.getlist(name) for name in CELLS]
    if len({len(column) for column in columns}) != 1:
        raise Refused(_("Each row needs all of its cells."), place="differences", code="rows")
    rows = [dict(zip(CELLS, row, strict=True)) for row in zip(*columns, strict=True)]
    operations.tell_apart(member, canvas_id, proposition_id, rows)
    return _saved(request, member, canvas_id, proposition_id)


@page("canvas.contribute", methods=("POST", "DELETE"))
def answering(request: HttpRequest, member: Member, canvas_id: int, answer_id: uuid.UUID) -> HttpResponse:
    canvas_of(member, canvas_id)
    note_id = given_id(request.POST.get("note"))
    if note_id is None:
        raise Refused(_("Choose a need or a pain."), place="note", code="choice")
    if request.method == "POST":
        answer_id = operations.link_answer(member, canvas_id, answer_id, note_id).pk
    else:
        operations.unlink_answer(member, canvas_id, answer_id, note_id)
    if request.POST.get("back") == "fit":
        return _to_fit(member, canvas_id, str(note_id))
    return redirect("canvas:proposition", member.workspace.slug, canvas_id, answer_id)


@page("canvas.contribute", methods=("POST", "DELETE"))
def offering(request: HttpRequest, member: Member, canvas_id: int, proposition_id: uuid.UUID) -> HttpResponse:
    queries.proposition_page(member, canvas_id, proposition_id)
    product = number_in(request.POST.get("product"))
    if product is None:
        raise Refused(_("Choose a product from the list."), place="product", code="choice")
    verb = operations.carry_offering if request.method == "POST" else operations.drop_offering
    verb(member, canvas_id, proposition_id, product)
    return redirect("canvas:proposition", member.workspace.slug, canvas_id, proposition_id)


@page("canvas.contribute", methods=("POST",))
def proposition_place(request: HttpRequest, member: Member, canvas_id: int, proposition_id: uuid.UUID) -> HttpResponse:
    steps = -1 if request.POST.get("direction") == "up" else 1
    operations.move_proposition(member, canvas_id, proposition_id, steps=steps)
    return _to_list(member, canvas_id)


@page("canvas.contribute", methods=("POST",))
def proposition_deletion(
    request: HttpRequest, member: Member, canvas_id: int, proposition_id: uuid.UUID
) -> HttpResponse:
    operations.delete_proposition(member, canvas_id, proposition_id)
    if not getattr(request, "htmx", False):
        return redirect(
            f"{reverse('canvas:propositions', args=[member.workspace.slug, canvas_id])}?deleted={proposition_id}"
        )
    back = reverse("canvas:proposition-restoration", args=[member.workspace.slug, canvas_id, proposition_id])
    return toasted(_list(request, member, canvas_id), _("Proposition deleted"), undo_url=back)


@page("canvas.contribute", methods=("POST",))
def proposition_restoration(
    request: HttpRequest, member: Member, canvas_id: int, proposition_id: uuid.UUID
) -> HttpResponse:
    operations.restore_proposition(member, canvas_id, proposition_id)
    return _to_list(member, canvas_id)


@page("canvas.contribute", methods=("POST",))
def importance(request: HttpRequest, member: Member, canvas_id: int, note_id: uuid.UUID) -> HttpResponse:
    weight = request.POST.get("importance", "")
    weigh_note(member, canvas_id, note_id, int(weight) if weight in set("12345") else None)
    back = given_id(request.POST.get("proposition"))
    if wants_json(request):
        return HttpResponse(status=SAVED)
    elif back:
        return redirect("canvas:proposition", member.workspace.slug, canvas_id, back)
    else:
        return _to_fit(member, canvas_id, str(note_id))


def given_id(text: str | None) -> uuid.UUID | None:
    """An id that came with a form; nothing where none came. Raises Missing for what is none."""
    if not text:
        return None
    try:
        return uuid.UUID(text)
    except ValueError as wrong:
        raise Missing("There is no such thing on this canvas.") from wrong


def _list(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    found = queries.propositions_page(member, canvas_id)
    context: dict[str, Any] = {
        "found": found,
        "canvas": found.canvas,
        "gates": found.gates,
        "deleted": as_id(request.GET.get("deleted", "")),
        "address": reverse("canvas:propositions", args=[member.workspace.slug, canvas_id]),
        "board_address": reverse("canvas:board", args=[member.workspace.slug, canvas_id]),
    }
    return render(request, "canvas/propositions.html", context)


def _saved(request: HttpRequest, member: Member, canvas_id: int, proposition_id: uuid.UUID) -> HttpResponse:
    if wants_json(request):
        return HttpResponse(status=SAVED)
    return redirect("canvas:proposition", member.workspace.slug, canvas_id, proposition_id)


def _address(member: Member, canvas_id: int, proposition_id: uuid.UUID) -> str:
    return reverse("canvas:proposition", args=[member.workspace.slug, canvas_id, proposition_id])


def _to_list(member: Member, canvas_id: int) -> HttpResponse:
    return redirect("canvas:propositions", member.workspace.slug, canvas_id)


def _to_fit(member: Member, canvas_id: int, note_id: str) -> HttpResponse:
    return redirect(f"{reverse('canvas:fit', args=[member.workspace.slug, canvas_id])}?note={note_id}")
