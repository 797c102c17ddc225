"""Links by which people outside see a canvas: made, listed, revoked."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas import queries
from rapport.apps.canvas.forms import ShareForm
from rapport.apps.canvas.operations.sharing import revoke_link, share_canvas
from rapport.apps.canvas.queries.sharing import PERSONAL, links_of
from rapport.kernel.errors import Refused
from rapport.ui.forms import refuse

# The last day that has a day after it.
LATEST = date.max - timedelta(days=1)


@page("canvas.share", methods=("GET", "POST"))
def sharing(request: HttpRequest, member: Member, canvas_id: int) -> HttpResponse:
    """The links to a canvas; POST makes one, whose address is shown this once."""
    form = ShareForm(request.POST if request.method == "POST" else None)
    address = ""
    if request.method == "POST" and form.is_valid():
        address = _made(request, member, canvas_id, form)
        form = form if form.errors else ShareForm()
    context: dict[str, Any] = {
        "canvas": queries.canvas_of(member, canvas_id),
        "links": links_of(member, canvas_id),
        "form": form,
        "link_address": address,
        "personal": PERSONAL,
    }
    return render(request, "canvas/sharing.html", context, status=422 if form.errors else 200)


@page("canvas.share", methods=("DELETE",))
def share_link(request: HttpRequest, member: Member, canvas_id: int, link_id: int) -> HttpResponse:
    """Revoke a link."""
    revoke_link(member, canvas_id, link_id)
    messages.success(request, _("The link leads nowhere any more."))
    return redirect("canvas:sharing", member.workspace.slug, canvas_id)


def _made(request: HttpRequest, member: Member, canvas_id: int, form: ShareForm) -> str:
    """The address of a new link; empty, with the reason in the form, where there is none."""
    given = dict(form.cleaned_data)
    last_day = given.pop("last_day")
    zone = member.workspace.zone
    expires_at = datetime.combine(min(last_day, LATEST) + timedelta(days=1), time(), zone) if last_day else None
    try:
        _link, token = share_canvas(member, canvas_id, expires_at=expires_at, **given)
    except Refused as refused:
        if refused.status == 404:
            raise
        refuse(form, refused, {"expires_at": "last_day"})
        return ""
    return request.build_absolute_uri(reverse("shared:canvas", args=[token]))
