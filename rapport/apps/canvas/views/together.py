"""Being on a canvas together: who is here, the workshop, and what colours stand for."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations, queries
from rapport.apps.canvas.queries.legend import legend_of
from rapport.apps.canvas.views.bodies import json_object
from rapport.kernel.errors import Refused

MOST_DIGITS = 4
Given = Mapping[str, str]


@page("canvas.view", methods=("GET", "POST"))
def presence(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    canvas = queries.canvas_of(member, canvas_id)
    if request.method == "POST":
        _said(member, canvas_id, json_object(request))
    people = queries.people_here(member, canvas)
    html = render_to_string("canvas/board/_people.html", {"people": people}, request)
    told = [{"id": one.id, "name": one.name, "me": one.is_me, "note": one.note} for one in people]
    return JsonResponse({"people": told, "html": html})


@page("canvas.view")
def workshop_bar(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    queries.canvas_of(member, canvas_id)
    if not getattr(request, "htmx", False):
        return redirect("canvas:board", member.workspace.slug, canvas_id)
    return _bar(request, member, canvas_id)


@page("canvas.edit", methods=("POST",))
def workshop(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    queries.canvas_of(member, canvas_id)
    deed = DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        raise Refused("A workshop does not know this.", place="do", code="choice")
    deed(member, canvas_id, request.POST)
    if not getattr(request, "htmx", False):
        return redirect("canvas:board", member.workspace.slug, canvas_id)
    return _bar(request, member, canvas_id)


@page("canvas.edit", methods=("GET", "POST"))
def colours(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    canvas = queries.canvas_of(member, canvas_id)
    if request.method == "POST":
        operations.name_colours(member, canvas_id, request.POST.dict())
        return _named(request, member, canvas_id)
    context = {
        "canvas": canvas,
        "legend": legend_of(canvas, []),
        "address": reverse("canvas:board", args=[member.workspace.slug, canvas_id]),
    }
    panel = getattr(request, "htmx", False)
    return render(request, "canvas/colours/_form.html" if panel else "canvas/colours.html", context)


def _named(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    if not getattr(request, "htmx", False):
        messages.success(request, gettext("The colours have their words."))
        return redirect("canvas:board", member.workspace.slug, canvas_id)
    response = HttpResponse(status=204)
    response["HX-Trigger"] = json.dumps({"canvas-changed": {}, "panel-done": {}})
    return response


def _bar(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    canvas = queries.canvas_of(member, canvas_id)
    context = {
        "workshop": queries.workshop_on(member, canvas),
        "canvas": canvas,
        "address": reverse("canvas:board", args=[member.workspace.slug, canvas_id]),
    }
    return render(request, "canvas/board/_workshop.html", context)


def _said(member: Member, canvas_id: int, said: dict[str, Any]) -> None:
    tab = _id(said.get("tab"), "tab")
    if said.get("leaving"):
        operations.leave(member, canvas_id, tab)
    else:
        note = _id(said["note"], "note") if said.get("note") else None
        operations.be_here(member, canvas_id, tab, note=note)


def _id(given: object, place: str) -> uuid.UUID:
    try:
        return uuid.UUID(given if isinstance(given, str) else "")
    except ValueError as error:
        raise Refused("This should be an id.", place=place, code="id") from error


def _whole(given: Given, name: str, otherwise: int) -> int:
    said = given.get(name, "")
    if not said:
        return otherwise
    if not said.isdecimal() or len(said) > MOST_DIGITS:
        raise Refused("This should be a whole number.", place=name, code="number")
    return int(said)


def _start(member: Member, canvas_id: int, given: Given) -> None:
    each = _whole(given, "votes_each", 5)
    operations.start_workshop(member, canvas_id, is_private="private" in given, votes_each=each)


DEEDS: dict[str, Callable[[Member, int, Given], object]] = {
    "start": _start,
    "end": lambda member, canvas_id, given: operations.end_workshop(member, canvas_id),
    "timer": lambda member, canvas_id, given: operations.start_timer(
        member, canvas_id, minutes=_whole(given, "minutes", 5)
    ),
    "more": lambda member, canvas_id, given: operations.extend_timer(member, canvas_id),
    "stop": lambda member, canvas_id, given: operations.stop_timer(member, canvas_id),
    "hide": lambda member, canvas_id, given: operations.hide_new_notes(member, canvas_id),
    "reveal": lambda member, canvas_id, given: operations.reveal_notes(member, canvas_id),
    "open": lambda member, canvas_id, given: operations.open_voting(member, canvas_id, hides_votes="hidden" in given),
    "close": lambda member, canvas_id, given: operations.close_voting(member, canvas_id),
}
