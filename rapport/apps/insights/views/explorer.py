"""The explorer of metrics, its table as a file, the people behind a cell, and the definitions."""

from __future__ import annotations

import csv
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from rapport.analytics import Row
from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.insights.forms import CutForm
from rapport.apps.insights.queries.cell_people import CellOf, parties_of, people_of_cell
from rapport.apps.insights.queries.cuts import Cut
from rapport.apps.insights.queries.definitions import metric as metric_of
from rapport.apps.insights.queries.definitions import metrics_by_heading, readable_sql
from rapport.apps.insights.queries.display import interval_of, shown
from rapport.apps.insights.queries.explorer import Line, explore
from rapport.apps.insights.queries.export import table_rows
from rapport.apps.insights.queries.picking import choosable
from rapport.apps.insights.queries.progress import lake_tables
from rapport.apps.insights.queries.waiting import waiting_words
from rapport.apps.insights.views.fragments import is_fragment
from rapport.ui import figures

PEOPLE_A_PAGE = 100


@page("metrics.view")
def metrics(request: HttpRequest, member: Member) -> HttpResponse:
    """One metric over segments, regions, values and time, as chart and table."""
    form = CutForm(request.GET, member)
    cut = form.cut()
    query = form.address(cut)
    context = {
        **_choices(form, cut),
        "metric": metric_of(cut.metric),
        "corrected": form.corrected(cut),
        "shown": shown(member, explore(member, cut), _people_url(member, query)),
        "query": query,
        "waiting": waiting_words(lake_tables(member.workspace_id)),
    }
    if is_fragment(request):
        return render(request, "insights/metrics/_answer.html", context | {"swaps": True})
    context |= {"choosable": choosable(member), "rest": form.address(cut, metric="", by="", apart="")}
    return render(request, "insights/metrics.html", context)


@page("metrics.view")
def table(request: HttpRequest, member: Member) -> HttpResponse:
    """The explorer's figures as a file."""
    cut = CutForm(request.GET, member).cut()
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{cut.metric}.csv"'
    answer["Cache-Control"] = "no-store"
    writer = csv.writer(answer)
    writer.writerows(table_rows(explore(member, cut), member))
    return answer


@page("metrics.view")
def behind(request: HttpRequest, member: Member) -> HttpResponse:
    """The customers behind one cell of the explorer, a page at a time."""
    form = CutForm(request.GET, member)
    cut = form.cut()
    found = people_of_cell(member, cut, CellOf.parse(request.GET))
    entry = metric_of(cut.metric)
    unit = member.workspace.currency if entry.unit == "money" else entry.unit
    people = Paginator(found.people, PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    query = form.address(cut)
    context = {
        "metric": entry,
        "found": found,
        "unit": unit,
        "period_words": figures.span(found.cell.start, found.cell.end),
        "interval": interval_of(found.row, unit) if found.row else "",
        "page": people,
        "people": parties_of(member, list(people.object_list)),
        "query": query,
        "page_query": f"{query}&{urlencode(found.cell.words())}",
    }
    return render(request, "insights/metrics/people.html", context)


@page("metrics.view")
def definitions(request: HttpRequest, member: Member) -> HttpResponse:
    """Every metric with what it means."""
    return render(request, "insights/definitions.html", {"headings": metrics_by_heading()})


@page("metrics.view")
def definition(request: HttpRequest, member: Member, metric: str) -> HttpResponse:
    """One metric: meaning, formula, source, pitfalls and SQL."""
    context = {"metric": metric_of(metric), "sql": readable_sql(metric)}
    return render(request, "insights/definition.html", context)


def _choices(form: CutForm, cut: Cut) -> dict[str, Any]:
    return {
        "form": form,
        "cut": cut,
        "groups": form.groups(cut),
        "chosen_region": form.chosen_region(cut),
        "only": [(value, name, int(value) in cut.regions) for value, name in form.regions],
        "apart_by_region": form.address(cut, apart="region", compare="before"),
    }


def _people_url(member: Member, query: str) -> Callable[[Line, Row], str]:
    if not member.may("customers.view"):
        return lambda line, row: ""
    address = reverse("insights:behind", kwargs={"workspace": member.workspace.slug})
    return lambda line, row: f"{address}?{query}&{urlencode(CellOf.of(line, row).words())}"
