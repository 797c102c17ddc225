"""My day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.web.my_day.day import day_of


@page("conversations.view")
def day(request: HttpRequest, member: Member) -> HttpResponse:
    """What there is to do today, and what is new."""
    return render(request, "web/my_day.html", {"day": day_of(member), "here": request.path})
