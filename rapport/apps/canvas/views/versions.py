"""Versions of a canvas, the canvas as of a past day, and what changed between two moments."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas import queries
from rapport.apps.canvas.operations import versions as operations
from rapport.apps.canvas.operations.log import Outcome
from rapport.apps.canvas.queries import past
from rapport.kernel.errors import Missing


@page("canvas.view")
def versions(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    canvas = queries.canvas_of(member, canvas_id)
    context = {
        "canvas": canvas,
        "versions": past.versions_of(member, canvas),
        "may_edit": member.may("canvas.edit"),
        "may_restore": member.may("canvas.edit") and canvas.archived_at is None,
    }
    return render(request, "canvas/versions.html", context)


@page("canvas.edit", methods=("POST",))
def new_version(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    version = operations.name_version(member, canvas_id, request.POST.get("title", ""))
    messages.success(request, _("The present state is kept as “%s”.") % version.title)
    return redirect("canvas:versions", member.workspace.slug, canvas_id)


@page("canvas.view")
def as_of(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    found = past.past_of(member, canvas_id, _word(request))
    context = {"past": found, "canvas": found.canvas, "region": found.canvas.region_id or ""}
    return render(request, "canvas/past.html", context)


@page("canvas.view")
def difference(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    canvas = queries.canvas_of(member, canvas_id)
    moments = past.moments_of(member, canvas)
    earlier = past.moment_of(member, canvas, request.GET.get("from") or moments[min(1, len(moments) - 1)].word)
    later = past.moment_of(member, canvas, request.GET.get("to", ""))
    context = {
        "canvas": canvas,
        "moments": moments,
        "earlier": earlier,
        "later": later,
        "difference": past.difference_between(member, canvas, earlier, later),
        "may_add": later.is_now and canvas.archived_at is None and member.may("canvas.contribute"),
    }
    return render(request, "canvas/difference.html", context)


@page("canvas.edit", methods=("POST",))
def restoration(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    word = request.POST.get("moment", "")
    outcome = operations.restore_version(member, canvas_id, word)
    if not outcome.told:
        messages.success(request, _("The canvas is as it was. What stood there before is kept as a version."))
    _tell(request, outcome)
    return redirect("canvas:board", member.workspace.slug, canvas_id)


@page("canvas.contribute", methods=("POST",))
def copy_back(request: HttpRequest, member: Member, canvas_id: int, note_id: uuid.UUID) -> HttpResponse:
    outcome = operations.copy_note_back(member, canvas_id, note_id, request.POST.get("moment", ""))
    _tell(request, outcome)
    return redirect("canvas:board", member.workspace.slug, canvas_id)


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    for told in outcome.told:
        messages.info(request, told["message"])


def _word(request: HttpRequest) -> str:
    """The moment an address asks for: `?version=12` or `?day=2026-03-01`."""
    version = request.GET.get("version", "")
    if version and not version.isdecimal():
        raise Missing(_("There is no such version of this canvas."), place="version")
    return f"version-{version}" if version else request.GET.get("day", "")
