"""Scenarios of a canvas: side by side, and one to change while its outcome follows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.analytics.simulation import ENTRIES
from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas import queries
from rapport.apps.canvas.operations import scenarios as operations
from rapport.apps.canvas.queries.scenarios import editor_of, overview_of

SHARES = {entry.name for entry in ENTRIES if entry.scale == "share"} | {"discount"}
NAMES = [*(entry.name for entry in ENTRIES), "discount"]


@page("canvas.view")
def scenarios(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    canvas = queries.canvas_of(member, canvas_id)
    if canvas.scenario_of_id:
        editor = editor_of(member, canvas_id)
        return render(request, "canvas/scenario.html", {"editor": editor, "canvas": canvas})
    overview = overview_of(member, canvas_id)
    return render(request, "canvas/scenarios.html", {"overview": overview, "canvas": canvas})


@page("canvas.edit", methods=("POST",))
def new_scenario(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    made = operations.make_scenario(member, canvas_id, request.POST.get("title", ""))
    return redirect("canvas:scenarios", member.workspace.slug, made.pk)


@page("canvas.edit", methods=("POST",))
def assumed(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    operations.assume(member, canvas_id, _given(request.POST))
    messages.success(request, _("Saved."))
    return redirect("canvas:scenarios", member.workspace.slug, canvas_id)


@page("canvas.view")
def outcome(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    tried = operations.checked_assumptions(_given(request.GET))
    context = {"outcomes": editor_of(member, canvas_id, tried).outcomes}
    return render(request, "canvas/scenarios/_outcomes.html", context)


def _given(fields: QueryDict) -> dict[str, dict[str, Any]]:
    """The figures that were filled in; shares come in percent."""
    found: dict[str, dict[str, Any]] = {}
    for name in NAMES:
        text = fields.get(name, "").strip()
        if text:
            around = _hundredth(fields.get(f"{name}_around", "").strip())
            found[name] = {"value": _hundredth(text) if name in SHARES else text, "give_or_take": around}
    return found


def _hundredth(text: str) -> str:
    """Percent as a share; what is no number is left for the operation to refuse."""
    try:
        return str(Decimal(text) / 100) if text else ""
    except ArithmeticError:
        return text
