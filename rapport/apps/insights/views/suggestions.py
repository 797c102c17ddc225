"""Segments that the analyses suggest, and the one press that makes one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.insights.operations.suggestions import create_suggested_segment
from rapport.apps.insights.queries.suggestions import Shelf, suggested_segments
from rapport.apps.insights.tasks import analyse_later, make_suggested_later
from rapport.apps.insights.views.fragments import is_fragment


@page("metrics.view")
def suggested(request: HttpRequest, member: Member) -> HttpResponse:
    """What every analysis suggests; what is not worked out yet, or no longer holds, is asked for."""
    shelves = suggested_segments(member)
    for shelf in shelves:
        _begin(member, shelf)
    context = {
        "shelves": shelves,
        "missing": _missing(shelves),
        "is_at_work": any(shelf.is_at_work for shelf in shelves),
    }
    return render(
        request, "insights/suggested/_shelves.html" if is_fragment(request) else "insights/suggested.html", context
    )


@page("segments.edit", methods=("POST",))
def suggestion(request: HttpRequest, member: Member, analysis: str, key: str) -> HttpResponse:
    """Make the segment, which can be taken back from the message; a list is written in the background."""
    if make_suggested_later(member, analysis, key) is not None:
        messages.success(request, _("The list is being written. You can leave this page; it goes on."))
        return redirect("insights:suggested", member.workspace.slug)
    made = create_suggested_segment(member, analysis, key)
    address = {"workspace": member.workspace.slug, "segment_id": made.pk}
    undo = reverse("customers:segment-removal", kwargs=address)
    messages.success(request, _("“%(name)s” is a segment now.") % {"name": made.name}, extra_tags=undo)
    return redirect(reverse("customers:segment", kwargs=address))


def _begin(member: Member, shelf: Shelf) -> None:
    found = shelf.found
    if found.state == "working" or (found.state != "missing" and not found.holds):
        analyse_later(member, found.asking)


def _missing(shelves: list[Shelf]) -> str:
    """The state of the data where there are none for any of the analyses; all read the same orders."""
    if any(shelf.found.state != "missing" for shelf in shelves):
        return ""
    return next((shelf.found.health.state for shelf in shelves if shelf.found.health), "no_data")
