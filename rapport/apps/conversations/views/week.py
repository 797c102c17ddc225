"""Calls and meetings of a week."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.conversations import queries
from rapport.apps.conversations.queries.agenda import WHOSE


@page("conversations.view")
def week(request: HttpRequest, member: Member) -> HttpResponse:
    """The week that holds the day asked for, or today."""
    today = queries.today_of(member)
    monday = queries.monday_of(_day(request.GET.get("day", ""), today))
    whose = request.GET.get("whose", "mine")
    whose = whose if whose in WHOSE else "mine"
    context = {
        "days": queries.week_of(member, monday, whose=whose, today=today),
        "whose": whose,
        "shows_members": whose != "mine",
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": (monday - timedelta(days=7)).isoformat(),
        "after": (monday + timedelta(days=7)).isoformat(),
        "is_now": monday == queries.monday_of(today),
    }
    return render(request, "conversations/week.html", context)


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if date(1990, 1, 8) <= day <= date(2200, 1, 1) else today
