"""Actions: of one canvas and of all, as board and as list, and the editor of one."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page, wants_json
from rapport.apps.accounts.models import Member
from rapport.apps.canvas.operations import actions as operations
from rapport.apps.canvas.queries import actions as queries
from rapport.apps.canvas.queries import canvas_cards, canvas_of
from rapport.apps.canvas.queries.actions.ideas import IMPROVING_MOVES
from rapport.apps.canvas.queries.actions.lists import WHENS
from rapport.apps.canvas.queries.actions.shown import expected_shown, status_words, unit_of
from rapport.apps.canvas.queries.fit import as_id
from rapport.apps.canvas.views.propositions import given_id
from rapport.kernel.errors import Refused
from rapport.kernel.ids import number_in
from rapport.ui.figures import SHARES

SAVED = 204
MOST_FOLLOWED = 40
FIELDS = {"owner": "owner_id"}
WRITTEN = ("text", "owner", "due", "status", "cost", "metric", "expected", "review_on")
ASKED = ("owner", "when", "status", "canvas", "sort")


@page("canvas.view")
def actions(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    canvas = canvas_of(member, canvas_id)
    wanted = _wanted(request)
    context = {
        "found": queries.actions_of(member, canvas_id, wanted),
        "canvas": canvas,
        "topics": [canvas.topic],
        "deleted": as_id(request.GET.get("deleted", "")),
        "ideas": IMPROVING_MOVES,
        "may_add": member.may("canvas.contribute") and canvas.archived_at is None,
        "board_address": reverse("canvas:board", args=[member.workspace.slug, canvas_id]),
        **_frame(request, member, wanted),
    }
    return render(request, "canvas/actions.html", context)


@page("canvas.view")
def all_actions(request: HttpRequest, member: Member) -> HttpResponse:
    wanted, cards = _wanted(request), canvas_cards(member)
    context = {
        "found": queries.all_actions(member, wanted),
        "canvases": [(str(card.canvas.pk), card.canvas.title) for card in cards],
        "topics": [card.canvas.topic for card in cards[:MOST_FOLLOWED]],
        **_frame(request, member, wanted),
    }
    return render(request, "canvas/all_actions.html", context)


@page("canvas.contribute", methods=("POST",))
def new_action(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    canvas_of(member, canvas_id)
    note_id = given_id(request.POST.get("note"))
    made = operations.add_action(member, canvas_id, text=request.POST.get("text", ""), note_id=note_id)
    if wants_json(request):
        return HttpResponse(status=SAVED)
    elif note_id:
        return redirect("canvas:action", member.workspace.slug, canvas_id, made.pk)
    else:
        return redirect("canvas:actions", member.workspace.slug, canvas_id)


@page("canvas.view")
def action(request: HttpRequest, member: Member, canvas_id: int, action_id: uuid.UUID) -> HttpResponse:
    found = queries.action_page(member, canvas_id, action_id)
    row = found.view.row
    context = {
        "found": found,
        "canvas": found.canvas,
        "action": found.view,
        "address": reverse("canvas:action", args=[member.workspace.slug, canvas_id, action_id]),
        "board_address": reverse("canvas:board", args=[member.workspace.slug, canvas_id]),
        "statuses": list(status_words().items()),
        "expected": expected_shown(member, row),
        "in_points": unit_of(member, row.metric) in SHARES,
    }
    return render(request, "canvas/action.html", context)


@page("canvas.contribute", methods=("POST",))
def action_fields(request: HttpRequest, member: Member, canvas_id: int, action_id: uuid.UUID) -> HttpResponse:
    found = queries.action_page(member, canvas_id, action_id)
    given = {FIELDS.get(name, name): request.POST[name].strip() for name in WRITTEN if name in request.POST}
    operations.change_action(member, canvas_id, action_id, **_typed(member, given, found.view.row.metric))
    if wants_json(request):
        return HttpResponse(status=SAVED)
    return redirect("canvas:action", member.workspace.slug, canvas_id, action_id)


@page("canvas.contribute", methods=("POST",))
def action_place(request: HttpRequest, member: Member, canvas_id: int, action_id: uuid.UUID) -> HttpResponse:
    below = request.POST.get("below", operations.AT_THE_END)
    place: Any = below if below == operations.AT_THE_END else given_id(below)
    operations.place_action(member, canvas_id, action_id, status=request.POST.get("status", ""), below=place)
    if wants_json(request):
        return HttpResponse(status=SAVED)
    return redirect("canvas:actions", member.workspace.slug, canvas_id)


@page("canvas.contribute", methods=("POST", "DELETE"))
def action_review(request: HttpRequest, member: Member, canvas_id: int, action_id: uuid.UUID) -> HttpResponse:
    verb = operations.review_action if request.method == "POST" else operations.reopen_review
    verb(member, canvas_id, action_id)
    return redirect("canvas:action", member.workspace.slug, canvas_id, action_id)


@page("canvas.contribute", methods=("POST",))
def action_deletion(request: HttpRequest, member: Member, canvas_id: int, action_id: uuid.UUID) -> HttpResponse:
    operations.delete_action(member, canvas_id, action_id)
    return redirect(f"{reverse('canvas:actions', args=[member.workspace.slug, canvas_id])}?deleted={action_id}")


@page("canvas.contribute", methods=("POST",))
def action_restoration(request: HttpRequest, member: Member, canvas_id: int, action_id: uuid.UUID) -> HttpResponse:
    operations.restore_action(member, canvas_id, action_id)
    return redirect("canvas:actions", member.workspace.slug, canvas_id)


def _wanted(request: HttpRequest) -> queries.ActionFilter:
    asked = {name: request.GET.get(name, "")[:30] for name in ASKED}
    numbers = {name: asked[name] for name in ("owner", "canvas") if len(asked[name]) > 15}
    return queries.ActionFilter(**{**asked, **dict.fromkeys(numbers, ""), "sort": asked["sort"] or "due"})


def _frame(request: HttpRequest, member: Member, wanted: queries.ActionFilter) -> dict[str, Any]:
    return {
        "wanted": wanted,
        "view": "list" if request.GET.get("view") == "list" else "board",
        "owners": queries.assignable(member),
        "whens": list(WHENS.items()),
        "statuses": list(status_words().items()),
    }


def _typed(member: Member, given: dict[str, str], metric: str) -> dict[str, Any]:
    """What a form sent, as the operation takes it: ids as numbers, a change of a share as a share."""
    typed: dict[str, Any] = {**given}
    if "owner_id" in given:
        typed["owner_id"] = _whole(given["owner_id"])
    if given.get("expected") and unit_of(member, given.get("metric", metric)) in SHARES:
        typed["expected"] = _share(given["expected"])
    return typed


def _whole(text: str) -> int | None:
    number = number_in(text)
    if text and number is None:
        raise Refused(_("Choose somebody from the list."), place="owner", code="choice")
    return number


def _share(points: str) -> Decimal:
    try:
        return Decimal(points) / 100
    except ArithmeticError as wrong:
        raise Refused(_("Write a number."), place="expected", code="number") from wrong
