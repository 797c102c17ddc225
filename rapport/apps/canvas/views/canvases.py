"""The list of canvases, making one, setting it up, archiving."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations, queries
from rapport.apps.canvas.forms import CanvasForm, SetUpForm
from rapport.kernel.errors import Refused


@page("canvas.view")
def canvases(request: HttpRequest, member: Member) -> HttpResponse:
    archived = "archived" in request.GET
    context = {
        "cards": queries.canvas_cards(member, archived=archived),
        "archived": archived,
        "may_edit": member.may("canvas.edit"),
        "archived_count": queries.canvas_count(member, archived=True),
    }
    return render(request, "canvas/canvases.html", context)


@page("canvas.view")
def of_segment(request: HttpRequest, member: Member, segment_id: int) -> HttpResponse:
    """To the canvas of a segment that was changed last; where there is none, to making one."""
    found = queries.latest_canvas_of_segment(member, segment_id)
    if found is not None:
        return redirect("canvas:board", member.workspace.slug, found.pk)
    if not member.may("canvas.edit"):
        messages.info(request, _("There is no canvas of this segment yet."))
        return redirect("canvas:canvases", member.workspace.slug)
    return redirect(f"{reverse('canvas:new', args=[member.workspace.slug])}?segment={segment_id}")


@page("canvas.edit", methods=("GET", "POST"))
def new(request: HttpRequest, member: Member) -> HttpResponse:
    given = request.POST if request.method == "POST" else None
    form = CanvasForm(member, given, initial=_about(request))
    if request.method == "POST" and form.is_valid():
        try:
            canvas = operations.create_canvas(member, **form.wanted())
            if form.cleaned_data["starter"]:
                operations.begin_with_examples(member, canvas.pk, form.cleaned_data["starter"])
            return redirect("canvas:board", member.workspace.slug, canvas.pk)
        except Refused as refused:
            form.add_error(None, refused.message)
    return render(request, "canvas/new.html", {"form": form}, status=422 if form.is_bound else 200)


@page("canvas.edit", methods=("GET", "POST"))
def set_up(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    canvas = queries.canvas_of(member, canvas_id)
    form = SetUpForm(member, canvas, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        operations.set_up_canvas(
            member,
            canvas_id,
            title=given["title"],
            region_id=given["region"],
            period=given["period"],
            fresh_days=given["fresh_days"],
        )
        return redirect("canvas:board", member.workspace.slug, canvas_id)
    context = {"form": form, "canvas": canvas}
    return render(request, "canvas/set_up.html", context, status=422 if form.is_bound else 200)


@page("canvas.edit", methods=("POST", "DELETE"))
def archival(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    if request.method == "POST":
        operations.archive_canvas(member, canvas_id)
        messages.success(request, "The canvas is in the archive. Everything on it is kept.")
        return redirect("canvas:canvases", member.workspace.slug)
    operations.restore_canvas(member, canvas_id)
    return redirect("canvas:board", member.workspace.slug, canvas_id)


def _about(request: HttpRequest) -> dict[str, str]:
    asked = {"segment": request.GET.get("segment", "")}
    if "template" in request.GET:
        asked["blueprint_name"] = request.GET["template"]
    if "customer" in request.GET:
        asked |= {"subject_kind": "party", "party": request.GET["customer"]}
    return asked
