"""Saved views of the list: kept, changed, shared, thrown away."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers import queries
from rapport.apps.customers.forms.lists import Asked, ViewForm, read_asked, rule_of
from rapport.apps.customers.models import SavedView
from rapport.apps.customers.operations.saved_views import change_view, delete_view, save_view
from rapport.apps.customers.queries.saved_views import saved_view
from rapport.kernel.errors import Refused
from rapport.kernel.ids import number_in


@page("customers.view", methods=("POST",))
def views(request: HttpRequest, member: Member) -> HttpResponse:
    """Keep the list as it stands under a name."""
    form = ViewForm(request.POST)
    if not form.is_valid():
        raise Refused(_("A view needs a name of up to 80 characters."), place="name")
    view = save_view(member, **form.cleaned_data, **_as_it_stands(member, _asked(request, member)))
    messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
    return _to(member, view)


@page("customers.view", methods=("POST", "DELETE"))
def view(request: HttpRequest, member: Member, view_id: int) -> HttpResponse:
    """POST changes a view to the list as it stands (or its name and sharing), DELETE throws it away."""
    if request.method == "DELETE":
        gone = delete_view(member, view_id)
        messages.success(request, _("The view “%(name)s” is deleted. No record was touched.") % {"name": gone.name})
        return redirect("customers:parties", workspace=member.workspace.slug)
    if "name" in request.POST:
        form = ViewForm(request.POST)
        if not form.is_valid():
            raise Refused(_("A view needs a name of up to 80 characters."), place="name")
        changed = change_view(member, view_id, **form.cleaned_data)
    else:
        changed = change_view(member, view_id, **_as_it_stands(member, _asked(request, member)))
    messages.success(request, _("The view “%(name)s” is saved.") % {"name": changed.name})
    return _to(member, changed)


def _asked(request: HttpRequest, member: Member) -> Asked:
    parameters = QueryDict(request.POST.get("list", ""))
    view_id = number_in(parameters.get("view"))
    return read_asked(parameters, saved_view(member, view_id) if view_id else None)


def _as_it_stands(member: Member, asked: Asked) -> dict[str, Any]:
    choices = queries.choices_for_filters(member)
    names = {
        "region": dict(choices["regions"]).get(asked.filter.region_id or 0, ""),
        "tag": dict(choices["tags"]).get(asked.filter.tag_id or 0, ""),
    }
    rule = rule_of(asked, names)
    return {"rule": rule, "columns": asked.columns, "sort": asked.filter.sort, "layout": asked.layout}


def _to(member: Member, view: SavedView) -> HttpResponse:
    return redirect(f"{reverse('customers:parties', args=[member.workspace.slug])}?view={view.pk}")
