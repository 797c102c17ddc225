"""What the pages of this room have in common: whom a form is about, where it leads, how a deed is undone."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from rapport.apps.accounts.models import Member
from rapport.apps.conversations.queries.reach import shown_parties
from rapport.apps.customers.models import Party
from rapport.kernel.errors import Missing, Refused
from rapport.kernel.ids import number_in
from rapport.ui.answers import toasted
from rapport.ui.forms import refuse

DONE = 204


def party_in(request: HttpRequest, member: Member) -> Party | None:
    """The customer whom the address names, or the form's picker. Raises Missing where they cannot be seen."""
    said = request.POST.get("other") or request.GET.get("party")
    if not said:
        return None
    number = number_in(said)
    found = shown_parties(member, [number]).get(number or 0)
    if found is None:
        raise Missing("There is no such person or company.")
    return found


def form_page(request: HttpRequest, form: Form, *, title: Any, party: Party | None = None, **more: Any) -> HttpResponse:
    """A form as a page; what was refused stands at its field."""
    context = {"form": form, "title": title, "party": party, "next": next_of(request), **more}
    return render(request, "conversations/form.html", context, status=422 if form.errors else 200)


def attempted(form: Form, act: Callable[[], Any]) -> Any:
    """What an operation makes of a form that was sent; None where it is not valid, or refused, which it then says."""
    if not form.is_valid():
        return None
    try:
        return act()
    except Refused as refused:
        refuse(form, refused, {"owner": "owner_id"})
        return None


def next_of(request: HttpRequest) -> str:
    """Where the reader came from, as far as it is one of our own addresses."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/w/") else ""


def undo_address(member: Member, place: int) -> str:
    """Where an operation of this room is undone."""
    return reverse("conversations:undoing", args=[member.workspace.slug, place])


def place_of(before: Any, after: Any) -> int:
    """The place in the log of what changed a row; none where nothing did, so that nothing else is undone."""
    return int(after.change) if after.change != before.change else 0


def done(request: HttpRequest, member: Member, text: str, *, place: int = 0, to: str = "") -> HttpResponse:
    """The answer to a deed: a toast with Undo; for a page the way back, for a fragment nothing else."""
    undo = undo_address(member, place) if place else ""
    if getattr(request, "htmx", False):
        return toasted(HttpResponse(status=DONE), text, undo_url=undo)
    messages.success(request, text, extra_tags=undo)
    return redirect(next_of(request) or to or reverse("conversations:tasks", args=[member.workspace.slug]))
