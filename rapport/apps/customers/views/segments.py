"""Segments: all of them, and one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations, queries
from rapport.apps.customers.forms import STARTERS, DayForm
from rapport.apps.customers.queries.segments import segment_regions
from rapport.apps.customers.queries.traits import readings_of

SHOWN = 20


@page("segments.view")
def segments(request: HttpRequest, member: Member) -> HttpResponse:
    """Every segment with its size and share."""
    archived = request.GET.get("archived") == "1"
    context = {"segments": queries.segments(member, archived=archived), "archived": archived, "starters": STARTERS}
    return render(request, "customers/segments.html", context)


@page("segments.view")
def segment(request: HttpRequest, member: Member, segment_id: int) -> HttpResponse:
    """One segment: whom it means, who is in it, what happened to it."""
    found = queries.segment(member, segment_id)
    form = DayForm(request.GET if "on" in request.GET else None)
    past = queries.members_on(member, found, form.cleaned_data["on"]) if form.is_valid() else None
    members = past.members if past else queries.segment_members(member, found)
    shown = members.select_related("region").order_by("name", "pk")[:SHOWN]
    context: dict[str, Any] = {"segment": found, "members": shown, "past": past, "day_form": form}
    context["history"] = queries.segment_history(member, found)
    context["regions"] = segment_regions(member, found)
    context["readings"] = readings_of(member, found.rule)
    return render(request, "customers/segment.html", context)


@page("segments.edit", methods=("POST", "DELETE"))
def archival(request: HttpRequest, member: Member, segment_id: int) -> HttpResponse:
    """POST puts a segment away, DELETE takes it up again."""
    if request.method == "POST":
        found = operations.archive_segment(member, segment_id)
        messages.success(request, f"“{found.name}” is archived; its history stays.")
    else:
        found = operations.restore_segment(member, segment_id)
        messages.success(request, f"“{found.name}” is back and up to date.")
    return redirect("customers:segment", workspace=member.workspace.slug, segment_id=segment_id)


@page("segments.edit", methods=("POST",))
def removal(request: HttpRequest, member: Member, segment_id: int) -> HttpResponse:
    """Take a segment back for good; one that a canvas or another segment is built on stays."""
    name = queries.segment(member, segment_id).name
    operations.delete_segment(member, segment_id)
    messages.success(request, _("“%(name)s” is gone again.") % {"name": name})
    listed = reverse("customers:segments", kwargs={"workspace": member.workspace.slug})
    return HttpResponseClientRedirect(listed) if request.headers.get("HX-Request") else redirect(listed)
