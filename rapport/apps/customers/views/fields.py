"""The workspace's own fields, under its settings."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations, queries
from rapport.apps.customers.forms import FieldForm
from rapport.kernel.errors import Refused
from rapport.ui.forms import refuse


@page("fields.edit", methods=("GET", "POST"))
def fields(request: HttpRequest, member: Member) -> HttpResponse:
    """Every field in its order; POST adds one."""
    form = FieldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.create_field(member, **form.said())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("“%(title)s” is there; records can be given it now.") % {"title": made.title})
            return _to_list(member)
    context: dict[str, Any] = {"fields": queries.own_fields(member), "archived": queries.archived_fields(member)}
    status = 422 if form.errors else 200
    return render(request, "customers/fields.html", {"form": form, **context}, status=status)


@page("fields.edit", methods=("GET", "POST"))
def field(request: HttpRequest, member: Member, field_id: int) -> HttpResponse:
    """Change a field."""
    found = queries.field(member, field_id)
    form = FieldForm(request.POST or None, field=found)
    if request.method == "POST" and form.is_valid():
        try:
            operations.update_field(member, field_id, **form.said())
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Saved."))
            return _to_list(member)
    status = 422 if form.errors else 200
    return render(request, "customers/field.html", {"form": form, "field": found}, status=status)


@page("fields.edit", methods=("POST",))
def place(request: HttpRequest, member: Member, field_id: int) -> HttpResponse:
    """Move a field up or down by one."""
    operations.move_field(member, field_id, up=request.POST.get("to") == "up")
    if getattr(request, "htmx", False):
        return render(request, "customers/fields/_list.html", {"fields": queries.own_fields(member)})
    return _to_list(member)


@page("fields.edit", methods=("POST", "DELETE"))
def archival(request: HttpRequest, member: Member, field_id: int) -> HttpResponse:
    """POST puts a field away, DELETE takes it up again."""
    if request.method == "POST":
        found = operations.archive_field(member, field_id)
        messages.success(request, _("“%(title)s” is archived; its values stay.") % {"title": found.title})
    else:
        found = operations.restore_field(member, field_id)
        messages.success(request, _("“%(title)s” is back, with all its values.") % {"title": found.title})
    return _to_list(member)


def _to_list(member: Member) -> HttpResponse:
    return redirect("customers:fields", workspace=member.workspace.slug)
