"""What a business contacts people for, under its settings, and how many allow it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations
from rapport.apps.customers.forms.consents import PurposeForm
from rapport.apps.customers.queries import consents as queries
from rapport.kernel.errors import Refused
from rapport.ui.forms import refuse


@page("customers.view")
def purposes(request: HttpRequest, member: Member) -> HttpResponse:
    """Every purpose in its order, with how many have given, withdrawn or never answered."""
    return render(request, "customers/purposes.html", _context(member))


@page("workspace.manage", methods=("GET", "POST"))
def new(request: HttpRequest, member: Member) -> HttpResponse:
    """A new purpose."""
    form = PurposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.create_purpose(member, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("“%(title)s” is there.") % {"title": made.title})
            return _to_list(member)
    return render(request, "customers/purpose.html", {"form": form}, status=422 if form.errors else 200)


@page("workspace.manage", methods=("POST",))
def start(request: HttpRequest, member: Member) -> HttpResponse:
    """The purposes to begin with."""
    operations.lay_purposes(member)
    return _to_list(member)


@page("workspace.manage", methods=("GET", "POST"))
def purpose(request: HttpRequest, member: Member, purpose_id: int) -> HttpResponse:
    """Change a purpose."""
    found = queries.purpose(member, purpose_id)
    form = PurposeForm(request.POST or None, purpose=found)
    if request.method == "POST" and form.is_valid():
        try:
            operations.update_purpose(member, purpose_id, **form.cleaned_data)
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Saved. What people have answered keeps the words of its day."))
            return _to_list(member)
    status = 422 if form.errors else 200
    return render(request, "customers/purpose.html", {"form": form, "purpose": found}, status=status)


@page("workspace.manage", methods=("POST",))
def place(request: HttpRequest, member: Member, purpose_id: int) -> HttpResponse:
    """Move a purpose up or down by one."""
    operations.move_purpose(member, purpose_id, up=request.POST.get("to") == "up")
    if getattr(request, "htmx", False):
        return render(request, "customers/purposes/_list.html", _context(member))
    return _to_list(member)


@page("workspace.manage", methods=("POST", "DELETE"))
def archival(request: HttpRequest, member: Member, purpose_id: int) -> HttpResponse:
    """POST puts a purpose away, DELETE takes it up again."""
    if request.method == "POST":
        found = operations.archive_purpose(member, purpose_id)
        words = _("“%(title)s” is archived: nothing may be sent for it. All answers stay.")
    else:
        found = operations.restore_purpose(member, purpose_id)
        words = _("“%(title)s” is back, with all answers.")
    messages.success(request, words % {"title": found.title})
    return _to_list(member)


def _context(member: Member) -> dict[str, Any]:
    return {"purposes": queries.purpose_counts(member), "archived": queries.archived_purposes(member)}


def _to_list(member: Member) -> HttpResponse:
    return redirect("customers:purposes", workspace=member.workspace.slug)
