"""The relationship of a canvas: its page, the parts of it that are saved by themselves, and the advisor."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import trigger_client_event

from rapport.analytics.metrics import catalogue
from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas.operations import relationship as operations
from rapport.apps.canvas.operations.actions import add_action
from rapport.apps.canvas.operations.log import Outcome
from rapport.apps.canvas.queries import canvas_of
from rapport.apps.canvas.queries.actions.ideas import IMPROVING_MOVES
from rapport.apps.canvas.queries.advisor import advice_for
from rapport.apps.canvas.queries.relationship import Relationship, relationship_of
from rapport.apps.canvas.relationship_types import relationship_types
from rapport.apps.canvas.relationship_types._axes import axis, strategy
from rapport.kernel.errors import Missing, Refused
from rapport.ui.answers import toasted

MOVES = [str(place) for place in range(len(IMPROVING_MOVES))]


@page("canvas.view")
def relationship(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    return render(request, "canvas/relationship.html", _context(member, relationship_of(member, canvas_id)))


@page("canvas.edit", methods=("POST",))
def relationship_part(request: HttpRequest, member: Member, canvas_id: int, part: str) -> HttpResponse:
    canvas_of(member, canvas_id)
    column = part.replace("-", "_")
    try:
        outcome = _written(request, member, canvas_id, column)
    except Refused as refused:
        if isinstance(refused, Missing) or not getattr(request, "htmx", False):
            raise
        return _part(request, member, canvas_id, column, refused=refused)
    return _part(request, member, canvas_id, column, outcome=outcome)


@page("canvas.edit", methods=("POST",))
def relationship_choice(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    canvas_of(member, canvas_id)
    given = request.POST
    outcome = operations.settle_relationship(member, canvas_id, given.get("rival", ""), given.get("choice", ""))
    part = given.get("part", "")
    return _part(request, member, canvas_id, part if strategy(part) else "statement", outcome=outcome)


@page("canvas.contribute", methods=("POST",))
def relationship_types_chosen(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    canvas_of(member, canvas_id)
    name = request.POST.get("type", "")
    operations.choose_type(member, canvas_id, name)
    words = _("%(title)s is part of the design") % {"title": relationship_types.get(name).title}
    return _types(request, member, canvas_id, words)


@page("canvas.contribute", methods=("DELETE",))
def relationship_type(request: HttpRequest, member: Member, canvas_id: int, name: str) -> HttpResponse:
    canvas_of(member, canvas_id)
    operations.drop_type(member, canvas_id, name)
    words = _("Took %(title)s out of the design") % {"title": relationship_types.get(name).title}
    return _types(request, member, canvas_id, words)


@page("metrics.view")
def advice(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    return _advice(request, member, canvas_id)


@page("canvas.edit", methods=("POST", "DELETE"))
def advice_dismissal(request: HttpRequest, member: Member, canvas_id: int, name: str) -> HttpResponse:
    canvas_of(member, canvas_id)
    operations.dismiss_advice(member, canvas_id, name, dismissed=request.method == "POST")
    if getattr(request, "htmx", False):
        return _advice(request, member, canvas_id)
    return redirect("canvas:relationship", member.workspace.slug, canvas_id)


@page("canvas.contribute", methods=("POST",))
def moves(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    canvas_of(member, canvas_id)
    chosen = request.POST.get("move", "")
    found = IMPROVING_MOVES[int(chosen)] if chosen in MOVES else None
    if found is None:
        raise Missing(_("There is no such move."), place="move")
    add_action(member, canvas_id, text=str(found.action))
    words = _("“%(title)s” is among the actions") % {"title": found.title}
    if getattr(request, "htmx", False):
        context = {"canvas": canvas_of(member, canvas_id), "move": found, "place": chosen, "taken": True}
        undo = reverse("canvas:undo", args=[member.workspace.slug, canvas_id])
        return toasted(render(request, "canvas/relationship/_move.html", context), words, undo_url=undo)
    messages.success(request, words)
    return redirect("canvas:relationship", member.workspace.slug, canvas_id)


def _written(request: HttpRequest, member: Member, canvas_id: int, column: str) -> Outcome:
    given = request.POST
    if column == "statement":
        base = given.get("base") if "base" in given else None
        return operations.state_relationship(
            member, canvas_id, given.get("text", ""), base=None if base is None else base.replace("\r\n", "\n")
        )
    elif axis(column):
        return operations.set_axis(member, canvas_id, column, given.getlist("value"), base=given.getlist("base"))
    elif strategy(column):
        written = {name: given.get(name, "") for name in operations.PARTS}
        return operations.plan_strategy(member, canvas_id, column, _scaled(written), base=_base(given.get("base")))
    raise Missing(_("The relationship has no such part."), place="part")


def _base(text: str | None) -> dict[str, str]:
    """What the page showed before; of something else than that, nothing is believed."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return {name: str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def _scaled(given: dict[str, str]) -> dict[str, str]:
    """A target for a share is written in percent and kept as a share."""
    metric, target = given["metric"], given["target"].strip().replace(",", ".")
    given = {**given, "budget": given["budget"].strip().replace(",", "."), "target": target}
    if target and metric in catalogue and catalogue.get(metric).unit == "share":
        return {**given, "target": operations.as_share(target)}
    return given


def _part(
    request: HttpRequest,
    member: Member,
    canvas_id: int,
    column: str,
    *,
    outcome: Outcome | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    """The part as it is now for a script, the page for a plain browser."""
    told = outcome.told if outcome else []
    if not getattr(request, "htmx", False):
        for one in told:
            messages.info(request, one["message"])
        address = reverse("canvas:relationship", args=[member.workspace.slug, canvas_id])
        return redirect(f"{address}#part-{column.replace('_', '-')}")
    found = relationship_of(member, canvas_id)
    context = {**_context(member, found), **_one_part(found, column), "saved": refused is None, "refused": refused}
    if refused is not None:
        context["typed"] = request.POST
    response = render(request, "canvas/relationship/_part.html", context, status=422 if refused else 200)
    return toasted(response, told[0]["message"], kind="notice") if told else response


def _one_part(found: Relationship, column: str) -> dict[str, Any]:
    axes = {one.axis.name: one for one in found.axes}
    strategies = {one.strategy.column: one for one in found.strategies}
    return {
        "part": column,
        "place": column.replace("_", "-"),
        "axis": axes.get(column),
        "strategy": strategies.get(column),
    }


def _types(request: HttpRequest, member: Member, canvas_id: int, words: str) -> HttpResponse:
    if not getattr(request, "htmx", False):
        messages.success(request, words)
        return redirect("canvas:relationship", member.workspace.slug, canvas_id)
    context = _context(member, relationship_of(member, canvas_id))
    undo = reverse("canvas:undo", args=[member.workspace.slug, canvas_id])
    response = render(request, "canvas/relationship/_types.html", context)
    return toasted(trigger_client_event(response, "advice-changed", {}), words, undo_url=undo)


def _advice(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    found = advice_for(member, canvas_id)
    htmx = getattr(request, "htmx", False)
    template = "canvas/relationship/_advice.html" if htmx else "canvas/advice.html"
    return render(request, template, {"advice": found, "canvas": found.canvas})


def _context(member: Member, found: Relationship) -> dict[str, Any]:
    return {
        "relationship": found,
        "canvas": found.canvas,
        "metrics": [(entry.name, entry.title, entry.unit) for entry in catalogue],
        "may_see_figures": member.may("metrics.view"),
        "currency": member.workspace.currency,
    }
