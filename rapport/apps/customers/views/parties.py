"""The list of people and companies: as it is asked for, counted, filtered by a rule."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers import queries
from rapport.apps.customers.forms import draft_of, read_draft
from rapport.apps.customers.forms.lists import Asked
from rapport.apps.customers.queries.cells import lines_of
from rapport.apps.customers.queries.columns import SHARED_FIELDS, Column, columns_for
from rapport.apps.customers.queries.lists import PartyList, count_parties, list_parties
from rapport.apps.customers.queries.saved_views import may_change, saved_views
from rapport.apps.customers.views.asking import asked_of
from rapport.apps.customers.views.builder import builder

EMPTY = {"all": [{"condition": "", "operator": ""}]}


@page("customers.view")
def parties(request: HttpRequest, member: Member) -> HttpResponse:
    """People and companies, filtered and sorted, in pages, as a saved view or as the address says."""
    views = list(saved_views(member))
    asked = asked_of(member, request.GET, views)
    found = list_parties(member, asked.filter, cursor=request.GET.get("page", ""), columns=asked.columns)
    offered = columns_for(member)
    context = {
        "found": found,
        "lines": lines_of(member, found.page.rows, found.columns),
        "asked": asked,
        "wanted": asked.filter,
        "sentence": asked.sentence(member.workspace),
        "views": views,
        "may_change_view": bool(asked.view and may_change(member, asked.view)),
        "heads": _heads(found),
        "column_choice": _column_choice(found, list(offered.values())),
        "shared_fields": [one for one in offered.values() if one.fact in SHARED_FIELDS or one.own],
        **queries.choices_for_filters(member),
    }
    return render(request, "customers/parties.html", context)


@page("customers.view")
def count(request: HttpRequest, member: Member) -> HttpResponse:
    """How many fit, exactly; `bounded`, up to 10,000: so the list goes on counting once its page is there."""
    asked = asked_of(member, request.GET)
    found = count_parties(member, asked.filter, exactly="bounded" not in request.GET)
    return render(request, "customers/parties/_count.html", {"count": found, "asked": asked})


@page("customers.view", methods=("GET", "POST"))
def filter_by_rule(request: HttpRequest, member: Member) -> HttpResponse:
    """The rule of the list in the editor of segments; done, it stands in the address of the list."""
    asked = asked_of(member, request.GET)
    if request.method == "GET":
        return _editor(request, member, asked, draft_of(asked.filter.rule or EMPTY))
    draft = read_draft(request.POST)
    if "do" in request.POST:
        draft.do(request.POST["do"])
        context = {"builder": builder(member, draft), "rule_url": request.get_full_path()}
        if getattr(request, "htmx", False):
            return render(request, "customers/rule/_builder.html", context)
        return _editor(request, member, asked, draft)
    if draft.unfinished and draft.complete():
        return _editor(request, member, asked, draft, status=422)
    return redirect(_address(member, asked, rule=draft.complete()))


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: how the list is sorted by it, and how it would be after a press (empty: it cannot be)."""

    column: Column
    sorted: str
    next: str


def _heads(found: PartyList) -> list[Head]:
    return [_head(found, column) for column in found.columns]


def _head(found: PartyList, column: Column) -> Head:
    rising, falling = column.key, f"-{column.key}"
    if column.key not in found.sortable:
        return Head(column, "", "")
    if found.sort == rising:
        return Head(column, "ascending", falling)
    return Head(column, "descending" if found.sort == falling else "", rising)


def _column_choice(found: PartyList, offered: list[Column]) -> list[tuple[Column, bool]]:
    """All columns but the name, those shown first in their order."""
    shown = [column for column in found.columns if column.key != "name"]
    keys = {column.key for column in found.columns}
    return [(one, True) for one in shown] + [(one, False) for one in offered if one.key not in keys]


def _editor(request: HttpRequest, member: Member, asked: Asked, draft: Any, *, status: int = 200) -> HttpResponse:
    context = {
        "asked": asked,
        "builder": builder(member, draft, shows_errors=status != 200),
        "rule_url": request.get_full_path(),
        "in_panel": bool(getattr(request, "htmx", False)),
        "without": _address(member, asked, rule={}),
    }
    template = "customers/parties/_rule.html" if context["in_panel"] else "customers/parties_rule.html"
    return render(request, template, context, status=status)


def _address(member: Member, asked: Asked, *, rule: dict[str, Any]) -> str:
    parameters = QueryDict(asked.query, mutable=True)
    parameters["rule"] = json.dumps(rule, separators=(",", ":")) if rule else ""
    if not rule and asked.view is None:
        del parameters["rule"]
    return f"{reverse('customers:parties', args=[member.workspace.slug])}?{urlencode(parameters.dict())}"
