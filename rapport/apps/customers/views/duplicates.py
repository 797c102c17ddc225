"""Possible duplicates: the queue, one group side by side, merging many, what was merged."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations
from rapport.apps.customers.models import DuplicateGroup, Party
from rapport.apps.customers.queries import duplicates as queries
from rapport.apps.customers.queries import own_fields
from rapport.apps.customers.views.side_by_side import lines_of
from rapport.kernel.errors import Refused
from rapport.kernel.ids import number_in

STATES = ("open", "distinct")
SHOWN_BEFORE_MERGING = 20
OFFERED_SHARES = (0.8, 0.9, 0.95, 0.97, 0.99)


@page("customers.view")
def queue(request: HttpRequest, member: Member) -> HttpResponse:
    """Groups to decide about, the surest first."""
    state = request.GET.get("state", "open")
    state = state if state in STATES else "open"
    kind = request.GET.get("kind", "")
    found = queries.duplicate_queue(member, state=state, kind=kind, cursor=request.GET.get("page", ""))
    context = {"groups": [_shown(group) for group in found.rows], "found": found, "state": state, "kind": kind}
    context |= {"head": queries.queue_state(member, kind=kind), "job": queries.search_under_way(member)}
    return render(request, "customers/duplicates.html", context)


@page("customers.edit", methods=("POST",))
def search(request: HttpRequest, member: Member) -> HttpResponse:
    """Have all records compared."""
    operations.look_for_duplicates(member)
    messages.success(request, _("Records are compared in the background. Groups appear here when that is done."))
    return redirect("customers:duplicates", workspace=member.workspace.slug)


@page("customers.edit", methods=("GET", "POST"))
def group(request: HttpRequest, member: Member, group_id: int) -> HttpResponse:
    """One group side by side; POST makes one record of it."""
    found = queries.duplicate_group(member, group_id)
    if request.method == "GET":
        return _side_by_side(request, member, found)
    kept, merged, choices = _posted(request.POST)
    try:
        merge = operations.merge_group(member, group_id, kept_id=kept, merged_ids=merged, choices=choices)
    except Refused as refused:
        return _side_by_side(request, member, found, refused)
    messages.success(
        request, _("Merged into %(name)s. You can undo it for 30 days under “Merged”.") % {"name": merge.kept}
    )
    return _next(member, found)


@page("customers.edit", methods=("POST", "DELETE"))
def distinction(request: HttpRequest, member: Member, group_id: int) -> HttpResponse:
    """POST says that these are different, DELETE takes that back."""
    if request.method == "DELETE":
        operations.take_apart_back(member, group_id)
        return redirect("customers:duplicate-group", workspace=member.workspace.slug, group_id=group_id)
    found = queries.duplicate_group(member, group_id)
    operations.tell_apart(member, group_id)
    messages.success(request, _("Kept apart. They are not proposed again."))
    return _next(member, found)


@page("customers.edit", methods=("GET", "POST"))
def sure(request: HttpRequest, member: Member) -> HttpResponse:
    """What merging all groups from a score on would do; POST does it in the background."""
    at_least = _share((request.POST if request.method == "POST" else request.GET).get("at_least", ""))
    asked = (request.POST if request.method == "POST" else request.GET).get("kind", "")
    kind = asked if asked in Party.Kind.values else ""
    if request.method == "POST":
        operations.merge_groups_later(member, at_least=at_least, kind=kind)
        messages.success(request, _("They are merged in the background. Each merge can be undone for 30 days."))
        return redirect("customers:merges", workspace=member.workspace.slug)
    ids = operations.groups_to_merge(member, at_least=at_least, kind=kind)
    sample = [_shown(queries.duplicate_group(member, number)) for number in ids[:SHOWN_BEFORE_MERGING]]
    shares = sorted({*OFFERED_SHARES, at_least})
    context = {"at_least": at_least, "shares": shares, "count": len(ids), "groups": sample, "kind": kind}
    return render(request, "customers/duplicates/sure.html", context)


@page("customers.view")
def merges(request: HttpRequest, member: Member) -> HttpResponse:
    """What was merged, with the way back."""
    found = queries.merges(member, cursor=request.GET.get("page", ""))
    context = {"found": found, "head": queries.queue_state(member), "job": queries.merging_under_way(member)}
    return render(request, "customers/duplicates/merges.html", context)


@page("customers.edit", methods=("DELETE",))
def merge(request: HttpRequest, member: Member, merge_id: int) -> HttpResponse:
    """Take a merge apart."""
    done = operations.unmerge(member, merge_id)
    number = len(done.restored)
    messages.success(
        request, ngettext("%(number)d record is back.", "%(number)d records are back.", number) % {"number": number}
    )
    for remark in done.remarks:
        messages.warning(request, remark)
    return redirect("customers:party", workspace=member.workspace.slug, party_id=done.kept.pk)


def _shown(found: DuplicateGroup) -> dict[str, Any]:
    records = [one.party for one in found.members.all()]
    words = [word for reason in found.reasons for word in queries.in_words(reason["words"])]
    return {"group": found, "records": records, "words": list(dict.fromkeys(words))}


def _side_by_side(
    request: HttpRequest, member: Member, found: DuplicateGroup, refused: Refused | None = None
) -> HttpResponse:
    shown = _shown(found)
    titles = {field.key: field.title for field in own_fields(member, found.kind)}
    lines = lines_of(shown["records"], titles)
    context = {
        **shown,
        "differing": [line for line in lines if line.differs],
        "alike": [line for line in lines if not line.differs],
        "skip": queries.next_group(member, found),
        "refused": refused,
    }
    return render(request, "customers/duplicates/group.html", context, status=refused.status if refused else 200)


def _posted(posted: QueryDict) -> tuple[int, list[int], dict[str, int]]:
    numbers = [number for number in map(number_in, posted.getlist("party")) if number is not None]
    kept_id = number_in(posted.get("kept")) or 0
    choices = {
        name.removeprefix("choice-"): number_in(str(posted[name])) for name in posted if name.startswith("choice-")
    }
    inside = {kept_id, *numbers}
    chosen = {name: number for name, number in choices.items() if number is not None and number in inside}
    return kept_id, [number for number in numbers if number != kept_id], chosen


def _next(member: Member, after: DuplicateGroup) -> HttpResponse:
    number = queries.next_group(member, after) or queries.next_group(member)
    if number is None:
        return redirect("customers:duplicates", workspace=member.workspace.slug)
    return redirect("customers:duplicate-group", workspace=member.workspace.slug, group_id=number)


def _share(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        return queries.SURE
    return found if 0 < found <= 1 else queries.SURE
