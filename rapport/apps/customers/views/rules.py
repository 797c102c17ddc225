"""The editor of a segment: its rule reads like a sentence, and whom it means shows while one writes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations, queries
from rapport.apps.customers.forms import (
    STARTERS,
    Draft,
    SegmentForm,
    draft_of,
    part_of_segment,
    read_draft,
    starter_tree,
)
from rapport.apps.customers.models import Segment
from rapport.apps.customers.views.builder import builder
from rapport.kernel.conditions import ConditionError
from rapport.kernel.errors import Refused
from rapport.ui.forms import refuse

EMPTY = {"all": [{"condition": "", "operator": ""}]}


@page("segments.edit", methods=("GET", "POST"))
def new(request: HttpRequest, member: Member) -> HttpResponse:
    """A new segment by rule; `?starter=` begins with a prepared one, `?segment=&region=` with a part of a segment."""
    if request.method == "GET":
        begun = starter_tree(request.GET.get("starter", "")) or part_of_segment(request.GET) or EMPTY
        draft = draft_of(begun)
        form = SegmentForm(initial={"hue": queries.next_hue(member)})
        return _editor(request, member, form, draft)
    return _posted(request, member, None)


@page("segments.edit", methods=("GET", "POST"))
def edit(request: HttpRequest, member: Member, segment_id: int) -> HttpResponse:
    """Name, colour and rule of a segment."""
    found = queries.segment(member, segment_id)
    if request.method == "GET":
        form = SegmentForm(initial={"name": found.name, "description": found.description, "hue": found.hue})
        return _editor(request, member, form, draft_of(found.rule or EMPTY), found)
    return _posted(request, member, found)


@page("segments.edit", methods=("POST",))
def preview(request: HttpRequest, member: Member) -> HttpResponse:
    """Whom the rule that is being written means."""
    return render(request, "customers/rule/_preview.html", _preview(member, read_draft(request.POST)))


def _posted(request: HttpRequest, member: Member, segment: Segment | None) -> HttpResponse:
    form, draft = SegmentForm(request.POST), read_draft(request.POST)
    if "do" in request.POST:
        draft.do(request.POST["do"])
        context = {**_preview(member, draft), "builder": builder(member, draft)}
        if getattr(request, "htmx", False):
            return render(request, "customers/rule/_rewritten.html", context)
        return _editor(request, member, SegmentForm(initial=request.POST.dict()), draft, segment)
    try:
        if form.is_valid() and not draft.unfinished:
            return _saved(request, member, segment, form, draft)
    except ConditionError as refused:
        form.add_error(None, refused.message)
    except Refused as refused:
        refuse(form, refused)
    return _editor(request, member, form, draft, segment, status=422, shows_errors=True)


def _saved(
    request: HttpRequest, member: Member, segment: Segment | None, form: SegmentForm, draft: Draft
) -> HttpResponse:
    words = form.cleaned_data
    if segment is None:
        segment = operations.create_segment(member, rule=draft.tree(), **words)
    elif segment.kind == Segment.Kind.FIXED:
        operations.update_segment(member, segment.pk, **words)
    else:
        operations.update_segment(member, segment.pk, rule=draft.tree(), **words)
    messages.success(request, f"“{words['name']}” is saved; its members are up to date.")
    return redirect("customers:segment", workspace=member.workspace.slug, segment_id=segment.pk)


def _editor(
    request: HttpRequest,
    member: Member,
    form: SegmentForm,
    draft: Draft,
    segment: Segment | None = None,
    *,
    status: int = 200,
    shows_errors: bool = False,
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "segment": segment, "starters": STARTERS}
    if segment is None or segment.kind == Segment.Kind.RULE:
        context |= {"builder": builder(member, draft, shows_errors=shows_errors), **_preview(member, draft)}
        context["unready"] = _unready(draft) if shows_errors else []
    return render(request, "customers/rule.html", context, status=status)


def _unready(draft: Draft) -> list[dict[str, str]]:
    """Every condition that is not complete, with the control to go to."""
    return [
        {"id": leaf.control, "text": f"{leaf.entry.title if leaf.entry else _('Condition')}: {leaf.error}"}
        for leaf in draft.leaves()
        if leaf.error
    ]


def _preview(member: Member, draft: Draft) -> dict[str, Any]:
    tree, unfinished = draft.complete(), draft.unfinished
    try:
        matches = queries.count_and_sample(member, tree) if tree else None
    except ConditionError as refused:
        return {"matches": None, "unfinished": unfinished, "refused": refused}
    return {"matches": matches, "unfinished": unfinished}
