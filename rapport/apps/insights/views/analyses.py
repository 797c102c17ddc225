"""The analyses: a shelf of them, each on its page, its tables as a file, and the people in one of its groups."""

from __future__ import annotations

import csv

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.insights.forms import AnalysisForm
from rapport.apps.insights.queries.analyses import (
    Analysed,
    Asking,
    analysed,
    analyses_by_group,
    analysis_called,
    named_people,
    people_behind,
    sheets_of,
    telling,
)
from rapport.apps.insights.tasks import analyse_later
from rapport.apps.insights.views.fragments import is_fragment
from rapport.kernel.text import guarded

PEOPLE_A_PAGE = 100
LONGEST_KEY = 160


@page("metrics.view")
def shelf(request: HttpRequest, member: Member) -> HttpResponse:
    """Every analysis with the question it answers."""
    return render(request, "insights/analyses.html", {"groups": analyses_by_group()})


@page("metrics.view")
def analysis(request: HttpRequest, member: Member, analysis: str) -> HttpResponse:
    """One analysis: what can be chosen, and its answer or how far the work has come."""
    form = AnalysisForm(request.GET, member, analysis_called(analysis))
    found = analysed(member, form.asking())
    context = {
        "form": form,
        "found": found,
        "analysis": found.asking.analysis,
        "query": found.asking.query,
        "given": request.GET.urlencode(),
        "job": _begun(member, found),
        "shown": found.asking.analysis.shown(found.payload, telling(member, found)) if found.state == "ready" else {},
    }
    return render(
        request, "insights/analyses/_answer.html" if is_fragment(request) else "insights/analysis.html", context
    )


@page("metrics.view")
def sheets(request: HttpRequest, member: Member, analysis: str) -> HttpResponse:
    """The tables of an analysis in one file, a blank line between them; empty while it is being worked out."""
    found = analysed(member, AnalysisForm(request.GET, member, analysis_called(analysis)).asking())
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{analysis}.csv"'
    answer["Cache-Control"] = "no-store"
    writer = csv.writer(answer)
    for number, sheet in enumerate(sheets_of(member, found)):
        writer.writerows([[]] if number else [])
        writer.writerow([guarded(sheet.title)])
        writer.writerow([guarded(column) for column in sheet.columns])
        writer.writerows([[guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in sheet.rows])
    return answer


@page("metrics.view")
def people(request: HttpRequest, member: Member, analysis: str) -> HttpResponse:
    """The customers in one group of an analysis, a page at a time."""
    asking = AnalysisForm(request.GET, member, analysis_called(analysis)).asking()
    key = request.GET.get("key", "")[:LONGEST_KEY]
    found = Paginator(people_behind(member, asking, key), PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "analysis": asking.analysis,
        "asking": asking,
        "key": key,
        "page": found,
        "people": named_people(member, list(found.object_list)),
        "query": asking.query,
    }
    return render(request, "insights/analyses/people.html", context)


def _begun(member: Member, found: Analysed) -> object:
    """The job that works out what is not there, or no longer holds; asked for when somebody looks."""
    if found.state == "missing" or (found.state != "working" and found.holds):
        return None
    asking: Asking = found.asking
    return analyse_later(member, asking)
