"""Templates: the list, an own one, the form it is made with, its file and its copies."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations
from rapport.apps.canvas.queries import template_choices
from rapport.apps.canvas.queries import templates as queries
from rapport.apps.canvas.readers.json_file import LARGEST
from rapport.apps.canvas.readers.template import read_template
from rapport.apps.canvas.readers.template_form import Draft, draft_of, field_of
from rapport.kernel.errors import Refused


@page("canvas.view")
def templates(request: HttpRequest, member: Member) -> HttpResponse:
    archived = "archived" in request.GET
    context = {
        "own": queries.template_cards(member, archived=archived),
        "shipped": queries.shipped_cards(),
        "archived": archived,
        "archived_count": len(queries.template_cards(member, archived=True)),
        "may_edit": member.may("templates.edit"),
    }
    return render(request, "canvas/templates.html", context)


@page("canvas.view")
def template(request: HttpRequest, member: Member, template_id: int) -> HttpResponse:
    context = {
        "card": queries.template_page(member, template_id),
        "may_edit": member.may("templates.edit"),
        "others": queries.workspaces_to_share_with(member) if member.may("templates.edit") else [],
    }
    return render(request, "canvas/template.html", context)


@page("templates.edit", methods=("GET", "POST"))
def new_template(request: HttpRequest, member: Member) -> HttpResponse:
    back = reverse("canvas:templates", args=[member.workspace.slug])
    if request.method == "POST":
        return _worked_on(request, member, None, back)
    value = request.GET.get("copy", "")
    begun = queries.sections_to_copy(member, value) if value else {"title": "", "help": "", "sections": []}
    draft = Draft(**begun) if value else Draft(**begun).after("add")
    return _form(request, Draft(draft.title, draft.help, draft.sections), back)


@page("templates.edit", methods=("GET", "POST"))
def edit_template(request: HttpRequest, member: Member, template_id: int) -> HttpResponse:
    found = queries.template_of(member, template_id)
    back = reverse("canvas:template", args=[member.workspace.slug, template_id])
    if request.method == "POST":
        return _worked_on(request, member, template_id, back)
    begun = queries.sections_to_copy(member, f"own-{found.pk}")
    return _form(request, Draft(**begun), back)


@page("templates.edit", methods=("POST", "DELETE"))
def template_archival(request: HttpRequest, member: Member, template_id: int) -> HttpResponse:
    if request.method == "POST":
        operations.archive_template(member, template_id)
        messages.success(request, gettext("The template is in the archive. Canvases that use it keep it."))
        return redirect("canvas:templates", member.workspace.slug)
    operations.restore_template(member, template_id)
    return redirect("canvas:template", member.workspace.slug, template_id)


@page("canvas.view")
def template_file(request: HttpRequest, member: Member, template_id: int) -> HttpResponse:
    made = queries.template_file(member, template_id)
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return HttpResponse(made.content, content_type=made.content_type, headers=headers)


@page("templates.edit", methods=("POST",))
def template_upload(request: HttpRequest, member: Member) -> HttpResponse:
    sent = request.FILES.get("file")
    if sent is None or isinstance(sent, list):
        raise Refused(gettext("Choose a file."), place="file", code="empty")
    made = operations.make_template(member, read_template(sent.read(LARGEST + 1)))
    messages.success(request, gettext("The template is there."))
    return redirect("canvas:template", member.workspace.slug, made.pk)


@page("templates.edit", methods=("POST",))
def template_copies(request: HttpRequest, member: Member, template_id: int) -> HttpResponse:
    queries.template_of(member, template_id)
    wanted = request.POST.get("workspace", "")
    goal = next((one for one in queries.workspaces_to_share_with(member) if one.workspace.slug == wanted), None)
    if goal is None:
        raise Refused(gettext("Choose one of your other workspaces."), place="workspace", code="choice")
    made = operations.share_template(member, template_id, goal)
    messages.success(request, gettext("The template is in %(name)s too.") % {"name": goal.workspace.name})
    return redirect("canvas:template", goal.workspace.slug, made.pk)


def _worked_on(request: HttpRequest, member: Member, template_id: int | None, back: str) -> HttpResponse:
    draft = draft_of(request.POST)
    step = request.POST.get("do", "save")
    if step != "save":
        return _form(request, draft.after(step), back)
    try:
        if template_id is None:
            made = operations.make_template(member, draft.given)
        else:
            made = operations.change_template(member, template_id, draft.given)
    except Refused as refused:
        if refused.status != Refused.status:
            raise
        return _form(request, draft, back, refused=refused)
    messages.success(request, gettext("The template is saved."))
    return redirect("canvas:template", member.workspace.slug, made.pk)


def _form(request: HttpRequest, draft: Draft, back: str, *, refused: Refused | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "draft": draft,
        "back": back,
        "refused": refused,
        "field": field_of(refused.place) if refused else "",
        "is_new": request.path.endswith("/new"),
        **template_choices(),
    }
    fragment = getattr(request, "htmx", False) and refused is None
    name = "canvas/template/_form.html" if fragment else "canvas/template/edit.html"
    return render(request, name, context, status=422 if refused else 200)
