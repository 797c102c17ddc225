"""Roles, teams, and the roles of one member."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.apps.accounts import operations, queries
from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.accounts.rights import FIELDS, GRANTABLE, ROLES
from rapport.kernel.errors import NotPermitted, Refused
from rapport.kernel.ids import number_in
from rapport.web.rights.forms import HolderForm, RoleForm, TeamForm


@page("members.view")
def roles(request: HttpRequest, member: Member) -> HttpResponse:
    """What each role gives: the built-in ones and the workspace's own."""
    built_in, own = queries.built_in_roles(), list(queries.own_roles(member))
    columns = [*(ROLES[name] for name, _title in built_in), *(role.grants for role in own)]
    hidden = [[(FIELDS.get(key, key), access) for key, access in role.fields.items()] for role in own]
    context = {
        "built_in": built_in,
        "own": list(zip(own, hidden, strict=True)),
        "sheets": queries.sheets_of(*columns),
        "width": len(columns) + 1,
    }
    return render(request, "web/rights/roles.html", context)


@page("members.manage", methods=("GET", "POST"))
def new_role(request: HttpRequest, member: Member) -> HttpResponse:
    """A new role, empty or copied from another one."""
    form = RoleForm(member, request.POST or None, start=_copied(member, request.GET.get("copy", "")))
    if request.method == "POST" and form.is_valid():
        made = _tried(form, lambda: operations.create_role(member, **form.said()))
        if made is not None:
            return _back(request, member, "roles", _("“%(name)s” can be given now.") % {"name": made.name})
    return render(request, "web/rights/role.html", {"form": form}, status=422 if form.errors else 200)


@page("members.manage", methods=("GET", "POST", "DELETE"))
def role(request: HttpRequest, member: Member, role_id: int) -> HttpResponse:
    """One role of the workspace's own: change it, or remove it while nobody has it."""
    found = queries.own_role(member, role_id)
    if request.method == "DELETE":
        operations.delete_role(member, role_id)
        return _back(request, member, "roles", _("“%(name)s” is gone.") % {"name": found.name})
    start = {name: getattr(found, name) for name in ("name", "description", "grants", "fields")}
    form = RoleForm(member, request.POST or None, start=start)
    if request.method == "POST" and form.is_valid():
        done = _tried(form, lambda: operations.update_role(member, role_id, **form.said()))
        if done is not None:
            return _back(request, member, "roles", _("Saved. It holds at once for everybody who has this role."))
    return render(request, "web/rights/role.html", {"form": form, "role": found}, status=422 if form.errors else 200)


@page("members.view")
def teams(request: HttpRequest, member: Member) -> HttpResponse:
    """The teams and who is in them."""
    return render(request, "web/rights/teams.html", {"teams": queries.teams(member)})


@page("members.manage", methods=("GET", "POST"))
def new_team(request: HttpRequest, member: Member) -> HttpResponse:
    """A new team."""
    form = TeamForm(member, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if _tried(form, lambda: operations.create_team(member, name=said["name"], member_ids=said["members"])):
            return _back(request, member, "teams", _("The team is there."))
    return render(request, "web/rights/team.html", {"form": form}, status=422 if form.errors else 200)


@page("members.manage", methods=("GET", "POST", "DELETE"))
def team(request: HttpRequest, member: Member, team_id: int) -> HttpResponse:
    """One team: its name and members."""
    found = queries.team(member, team_id)
    if request.method == "DELETE":
        operations.delete_team(member, team_id)
        return _back(request, member, "teams", _("“%(name)s” is gone.") % {"name": found.name})
    mates = [mate.member_id for mate in found.members.all()]  # type: ignore[attr-defined]
    form = TeamForm(member, request.POST or None, initial={"name": found.name, "members": mates})
    if request.method == "POST" and form.is_valid():
        said = {"name": form.cleaned_data["name"], "member_ids": form.cleaned_data["members"]}
        if _tried(form, lambda: operations.update_team(member, team_id, **said)):
            return _back(request, member, "teams", _("Saved."))
    return render(request, "web/rights/team.html", {"form": form, "team": found}, status=422 if form.errors else 200)


@page("members.manage", methods=("GET", "POST"))
def holder(request: HttpRequest, member: Member, member_id: int) -> HttpResponse:
    """The roles of one member."""
    other = queries.other_member(member, member_id)
    form = HolderForm(member, request.POST or None, of=other)
    if request.method == "POST" and form.is_valid():
        said = {"role": form.cleaned_data["role"], "own_roles": form.cleaned_data.get("own_roles", [])}
        if _tried(form, lambda: operations.change_role(member, member_id=member_id, **said)):
            messages.success(request, _("The roles of %(name)s hold from now on.") % {"name": other})
            return redirect("accounts:members", workspace=member.workspace.slug)
    return render(request, "web/rights/holder.html", {"form": form, "other": other}, status=422 if form.errors else 200)


def _copied(member: Member, word: str) -> dict[str, Any] | None:
    """What a new role begins with: a built-in role, or one of the workspace's own given by its number."""
    if word in dict(queries.built_in_roles()):
        grants = {right: scope for right, scope in ROLES[word].items() if right in GRANTABLE}
        return {"name": "", "description": "", "grants": grants, "fields": {}}
    if number := number_in(word):
        found = queries.own_role(member, number)
        return {"name": "", "description": found.description, "grants": found.grants, "fields": found.fields}
    return None


def _tried(form: forms.Form, operation: Callable[[], Any]) -> Any:
    """What the operation returns; None where it refuses, which then stands in the form."""
    try:
        return operation()
    except NotPermitted as refused:
        form.add_error(None, refused.message)
    except Refused as refused:
        if refused.status == 404:
            raise
        form.add_error(refused.place if refused.place in {"name", "description", "members"} else None, refused.message)
    return None


def _back(request: HttpRequest, member: Member, place: str, message: str) -> HttpResponse:
    messages.success(request, message)
    return redirect(f"rights:{place}", workspace=member.workspace.slug)
