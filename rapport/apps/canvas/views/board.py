"""The board: the page, what changed on it, and the gestures a page sends."""

from __future__ import annotations

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
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.operations import Outcome
from rapport.apps.canvas.queries import Board, Changes, NoteView
from rapport.apps.canvas.queries.actions import overdue_count
from rapport.apps.canvas.queries.board import WORDS, Wanted
from rapport.apps.canvas.queries.learning import path_of
from rapport.apps.canvas.queries.talk import open_threads
from rapport.apps.canvas.views.bodies import json_object
from rapport.apps.customers.queries import segment
from rapport.apps.insights.queries import period_choices
from rapport.kernel.errors import Refused
from rapport.kernel.ids import number_in

GUIDED = 20


@page("canvas.view")
def board(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    found = queries.board_of(member, canvas_id, patient=False, wanted=_wanted(request))
    path = path_of(member, found.canvas) if found.may_add and len(found.notes) < GUIDED else None
    return render(request, "canvas/board.html", {**_context(member, found), "path": path})


@page("canvas.view")
def changes(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    since = number_in(request.GET.get("since", "0"))
    if since is None:
        queries.canvas_of(member, canvas_id)
        raise Refused("Say since which number as digits.", place="since", code="number")
    found = queries.changes_since(member, canvas_id, since, judged_anew="judged" in request.GET)
    return JsonResponse(_told(request, member, found))


@page("canvas.contribute", methods=("POST",))
def gestures(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    queries.canvas_of(member, canvas_id)
    body = json_object(request)
    outcome = operations.record_gesture(member, canvas_id, body.get("gesture"))
    since = body.get("since")
    known = since if isinstance(since, int) and not isinstance(since, bool) else outcome.sequence
    found = queries.changes_since(member, canvas_id, known)
    return JsonResponse({**_told(request, member, found), "told": outcome.told, "repeated": outcome.repeated})


@page("canvas.contribute", methods=("POST",))
def undo(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    return _back(request, member, canvas_id, operations.undo(member, canvas_id))


@page("canvas.contribute", methods=("POST",))
def redo(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    return _back(request, member, canvas_id, operations.redo(member, canvas_id))


def _back(request: HttpRequest, member: Member, canvas_id: int, outcome: Outcome) -> HttpResponse:
    for told in outcome.told:
        messages.info(request, told["message"])
    return redirect("canvas:board", member.workspace.slug, canvas_id)


def _wanted(request: HttpRequest) -> Wanted:
    asked = request.GET
    status = asked.get("status", "")
    return Wanted(
        status=status if status in WORDS else "",
        tag=asked.get("tag", ""),
        hue=asked.get("hue", ""),
        by_votes=asked.get("sort") == "votes",
    )


def _context(member: Member, found: Board) -> dict[str, Any]:
    canvas = found.canvas
    return {
        "board": found,
        "canvas": canvas,
        "legend": found.legend,
        "wanted": found.wanted,
        "people": queries.people_here(member, canvas),
        "workshop": queries.workshop_view(member, canvas, found.workshop),
        "weights": range(1, 6),
        "threads": open_threads(member, canvas),
        "overdue": overdue_count(member, canvas),
        "address": _address(member, canvas),
        "about": segment(member, canvas.segment_id) if canvas.segment_id else None,
        "period": dict(period_choices()).get(canvas.period, ""),
        "region": canvas.region_id or "",
    }


def _address(member: Member, canvas: Canvas) -> str:
    return reverse("canvas:board", args=[member.workspace.slug, canvas.pk])


def _told(request: HttpRequest, member: Member, found: Changes) -> dict[str, Any]:
    address = _address(member, found.canvas)
    return {
        "sequence": found.sequence,
        "layout": found.canvas.blueprint.mark,
        "title": found.canvas.title,
        "order": found.order,
        "counts": found.counts,
        "threads": open_threads(member, found.canvas),
        "tags": found.legend.words,
        "legend": _legend(request, member, found, address),
        "notes": [_note(request, note, address) for note in found.notes],
    }


def _legend(request: HttpRequest, member: Member, found: Changes, address: str) -> str:
    context = {"legend": found.legend, "address": address, "may_edit": member.may("canvas.edit")}
    return render_to_string("canvas/board/_legend.html", context, request)


def _note(request: HttpRequest, note: NoteView, address: str) -> dict[str, Any]:
    context = {"note": note, "address": address, "details": gettext("Details and actions")}
    html = "" if note.is_deleted else render_to_string("canvas/board/_note.html", context, request)
    return {
        "id": note.id,
        "section": note.section,
        "version": note.version,
        "text": note.text,
        "deleted": note.is_deleted,
        "html": html,
    }
