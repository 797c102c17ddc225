"""The explorer of metrics, its table as a file, and the definitions."""

from __future__ import annotations

import csv
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.insights.forms import CutForm
from rapport.apps.insights.queries.definitions import metric as metric_of
from rapport.apps.insights.queries.definitions import metrics_by_heading, readable_sql
from rapport.apps.insights.queries.display import shown, table_rows
from rapport.apps.insights.queries.explorer import Cut, explore
from rapport.apps.insights.views.fragments import is_fragment


@page("metrics.view")
def metrics(request: HttpRequest, member: Member) -> HttpResponse:
    """One metric over segments, regions and months, as chart and table."""
    form = CutForm(request.GET, member)
    cut = form.cut()
    explored = explore(member, cut)
    context = {
        "form": form,
        "cut": cut,
        "metric": metric_of(cut.metric),
        "shown": shown(member, explored),
        "query": _address(form, cut),
        "groups": form.groups(cut),
        "chosen_region": "each" if cut.by_region else str(cut.region or ""),
    }
    return render(request, "insights/_explored.html" if is_fragment(request) else "insights/metrics.html", context)


@page("metrics.view")
def table(request: HttpRequest, member: Member) -> HttpResponse:
    """The explorer's figures as a file."""
    cut = CutForm(request.GET, member).cut()
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{cut.metric}.csv"'
    answer["Cache-Control"] = "no-store"
    writer = csv.writer(answer)
    writer.writerows(table_rows(explore(member, cut)))
    return answer


@page("metrics.view")
def definitions(request: HttpRequest, member: Member) -> HttpResponse:
    """Every metric with what it means."""
    return render(request, "insights/definitions.html", {"headings": metrics_by_heading()})


@page("metrics.view")
def definition(request: HttpRequest, member: Member, metric: str) -> HttpResponse:
    """One metric: meaning, formula, source, pitfalls and SQL."""
    context = {"metric": metric_of(metric), "sql": readable_sql(metric)}
    return render(request, "insights/definition.html", context)


def _address(form: CutForm, cut: Cut) -> str:
    pairs = [("metric", cut.metric)]
    pairs += [("group", value) for value, _, _, is_chosen in form.groups(cut) if is_chosen]
    pairs += [("region", "each" if cut.by_region else str(cut.region or "")), ("period", cut.period)]
    return urlencode([pair for pair in pairs if pair[1]])
