"""Laying a canvas out anew, beginning it with examples, and its link to a business model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations, queries
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries import business_models, layouts
from rapport.apps.canvas.readers.business_model import read_business_model
from rapport.apps.canvas.readers.json_file import LARGEST
from rapport.apps.canvas.starter_sets import starter_sets
from rapport.kernel.errors import Missing, Refused
from rapport.kernel.ids import number_in


@page("canvas.edit", methods=("GET", "POST"))
def layout(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    canvas = queries.canvas_of(member, canvas_id)
    if request.method == "POST":
        value, regions = request.POST.get("template", ""), _regions(request.POST)
        operations.lay_out_canvas(member, canvas_id, value, region_ids=regions)
        messages.success(request, gettext("The canvas has its new template. Undo brings the old one back."))
        return redirect("canvas:board", member.workspace.slug, canvas_id)
    context = {**_about(member, canvas), **_choice(member, canvas, request.GET)}
    return render(request, "canvas/layout.html", context)


@page("canvas.contribute", methods=("GET", "POST"))
def examples(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    canvas = queries.canvas_of(member, canvas_id)
    if request.method == "POST":
        operations.begin_with_examples(member, canvas_id, request.POST.get("starter", ""))
        messages.success(request, gettext("The examples are on the canvas, marked to be tested. Undo takes them away."))
        return redirect("canvas:board", member.workspace.slug, canvas_id)
    name = request.GET.get("starter", "")
    chosen = starter_sets.get(name) if name in starter_sets else starter_sets.all()[0]
    context = {**_about(member, canvas), "starters": starter_sets.all(), **queries.starter_preview(canvas, chosen)}
    return render(request, "canvas/examples.html", context)


@page("canvas.view")
def business_model(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    canvas = queries.canvas_of(member, canvas_id)
    return _business_model(request, member, canvas)


@page("canvas.edit", methods=("POST",))
def business_model_import(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    canvas = queries.canvas_of(member, canvas_id)
    try:
        operations.import_business_model(member, canvas_id, read_business_model(_sent(request)))
    except Refused as refused:
        if refused.status != Refused.status:
            raise
        return _business_model(request, member, canvas, refused=refused)
    messages.success(request, gettext("The customer side is on the canvas; the other blocks are kept."))
    return redirect("canvas:board", member.workspace.slug, canvas_id)


@page("canvas.view")
def business_model_file(request: HttpRequest, member: Member, canvas_id: int, form: str) -> HttpResponse:
    made = business_models.business_model_file(member, canvas_id, form)
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return HttpResponse(made.content, content_type=made.content_type, headers=headers)


def _business_model(
    request: HttpRequest, member: Member, canvas: Canvas, *, refused: Refused | None = None
) -> HttpResponse:
    context = {
        **_about(member, canvas),
        "linked": business_models.is_linked(canvas),
        "blocks": business_models.block_views(business_models.business_model_of(member, canvas.pk)),
        "may_edit": member.may("canvas.edit") and canvas.archived_at is None,
        "text": request.POST.get("text", ""),
        "refused": refused,
    }
    return render(request, "canvas/business_model.html", context, status=422 if refused else 200)


def _sent(request: HttpRequest) -> bytes:
    sent = request.FILES.get("file")
    text = request.POST.get("text", "")
    content = (
        sent.read(LARGEST + 1) if sent is not None and not isinstance(sent, list) else text.encode("utf-8", "replace")
    )
    if not content.strip():
        raise Refused(gettext("Choose a file, or paste the list."), place="file", code="empty")
    if len(content) > LARGEST:
        raise Refused(gettext("The file has over 1 MB; no business model is that large."), place="file", code="large")
    return content


def _about(member: Member, canvas: Canvas) -> dict[str, Any]:
    return {"canvas": canvas, "address": reverse("canvas:board", args=[member.workspace.slug, canvas.pk])}


def _choice(member: Member, canvas: Canvas, asked: QueryDict) -> dict[str, Any]:
    """What the page of templates shows: the gallery, and for a chosen one where the notes would go."""
    now = layouts.own_value(canvas.own_template_id) if canvas.own_template_id else canvas.blueprint_name
    value = asked.get("template", "")
    shown: dict[str, Any] = {"offers": queries.offers_for(member, canvas), "now": now, "value": value or now}
    if not value:
        return shown
    try:
        wanted = layouts.layout_of(member, value, _regions(asked))
    except Refused as refused:
        raise Missing(refused.message) from refused
    chosen = [row["region"] for row in wanted.fields["rows"]]
    return {
        **shown,
        "wanted": wanted,
        "same": wanted.is_that_of(canvas),
        "moves": layouts.moves_to(member, canvas, wanted),
        "regions": layouts.regions_for_rows(member) if wanted.has_rows else [],
        "chosen": chosen,
    }


def _regions(asked: Mapping[str, Any] | QueryDict) -> Sequence[int] | None:
    """The regions that were ticked, or None where the question was not asked."""
    if "rows" not in asked or not isinstance(asked, QueryDict):
        return None
    return [number for number in map(number_in, asked.getlist("row")) if number is not None]
