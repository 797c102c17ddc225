"""Tiles and profiles for a board, and the page behind one figure."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.insights import queries
from rapport.apps.insights.forms import TargetForm
from rapport.apps.insights.queries import Subject
from rapport.apps.insights.queries.behind import behind
from rapport.apps.insights.queries.definitions import metric as metric_of
from rapport.apps.insights.queries.definitions import readable_sql
from rapport.apps.insights.queries.periods import DEFAULT
from rapport.apps.insights.views.fragments import is_fragment
from rapport.kernel.errors import Missing

PLACE = re.compile(r"[A-Za-z0-9_-]{1,80}")


@page("metrics.view")
def tiles(request: HttpRequest, member: Member, subject: str) -> HttpResponse:
    """The tiles of a subject: a fragment that refreshes itself, or a page of its own."""
    asked = request.GET.get("metrics", "")
    figures = queries.figures_for(
        member,
        Subject.parse(subject),
        region=region_of(request),
        period=request.GET.get("period") or DEFAULT,
        metrics=[name for name in asked.split(",") if name] or None,
    )
    context = {"figures": figures, "address": request.get_full_path(), "subject": subject, "place": _place_of(request)}
    return render(request, "insights/_tiles.html" if is_fragment(request) else "insights/tiles.html", context)


@page("metrics.view")
def profile(request: HttpRequest, member: Member, subject: str) -> HttpResponse:
    """Who the people of a subject are: a fragment that refreshes itself, or a page of its own."""
    found = queries.profile_for(member, Subject.parse(subject), region=region_of(request))
    context = {"profile": found, "address": request.get_full_path(), "subject": subject}
    return render(request, "insights/_profile.html" if is_fragment(request) else "insights/profile.html", context)


@page("metrics.view")
def tile(request: HttpRequest, member: Member, subject: str, metric: str) -> HttpResponse:
    """One figure with its definition, its target and the people behind it: in a side panel or as a page."""
    context = figure_context(
        member, subject, metric, region=region_of(request), period=request.GET.get("period") or DEFAULT
    )
    answer = render(request, "insights/_figure.html" if is_fragment(request) else "insights/figure.html", context)
    # A link followed into the side panel leaves the address of the board alone.
    answer["HX-Push-Url"] = "false"
    return answer


def figure_context(
    member: Member, subject: str, metric: str, *, region: int | None, period: str, form: TargetForm | None = None
) -> dict[str, Any]:
    """What the page of one figure shows; `form` is one that was refused."""
    entry = metric_of(metric)
    figures = queries.figures_for(member, Subject.parse(subject), region=region, period=period, metrics=[metric])
    shown = figures.tiles[0]
    return {
        "figures": figures,
        "tile": shown,
        "metric": entry,
        "subject": subject,
        "region": region or "",
        "sql": readable_sql(metric),
        "traces": behind(member, entry, figures.about, figures.period),
        "may_set": member.may("targets.edit") and figures.about.subject.kind != "customer",
        "form": form or TargetForm(entry, currency=member.workspace.currency, goal=shown.goal, auto_id="target-%s"),
    }


def _place_of(request: HttpRequest) -> str:
    """The word that tells apart several places of tiles on one page. Raises Missing for what is no such word."""
    word = request.GET.get("place", "")
    if word and not PLACE.fullmatch(word):
        raise Missing("There is no such place.", place="place")
    return word


def region_of(request: HttpRequest) -> int | None:
    """The region an address names by its id. Raises Missing for anything that is no id."""
    text = request.GET.get("region", "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Missing("There is no such region.", place="region")
    return int(text) if text else None
