"""The front door, the workspace's overview, and the health check."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from rapport.apps.accounts.access import open_to, page
from rapport.apps.accounts.models import Member
from rapport.apps.accounts.queries import is_first_start
from rapport.web.customer import measured_of
from rapport.web.entities import entities_of
from rapport.web.queries import overview_of

NEEDED_FOR_ENTITIES = ("metrics.view", "customers.view", "segments.view", "members.view")


@open_to("anyone")
def front_door(request: HttpRequest) -> HttpResponse:
    """To the first start, to the workspace, or to the log-in page."""
    if is_first_start():
        return redirect("start:first-start")
    if request.user.is_authenticated:
        return redirect("start:landing")
    return redirect("account_login")


@open_to("anyone")
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when pages can be served: the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@page("canvas.view")
def overview(request: HttpRequest, member: Member) -> HttpResponse:
    """The workspace's home."""
    found = overview_of(member)
    shows_figures = found.has_data and all(member.may(right) for right in NEEDED_FOR_ENTITIES)
    entities = entities_of(member, patient=False) if shows_figures else None
    return render(request, "web/overview.html", {"overview": found, "entities": entities})


@page("metrics.view")
def entities(request: HttpRequest, member: Member) -> HttpResponse:
    """The four entities with their figures: a fragment that refreshes itself, or the page around it."""
    found = entities_of(member, patient=True)
    if getattr(request, "htmx", False):
        return render(request, "web/overview/_entities.html", {"entities": found})
    return render(request, "web/overview.html", {"overview": overview_of(member), "entities": found})


@page("metrics.view")
def customer(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """What was measured about one customer: a part of the customer's page, or a page of its own."""
    found = measured_of(member, party_id)
    is_fragment = getattr(request, "htmx", False)
    return render(request, "web/customer/_measured.html" if is_fragment else "web/customer.html", {"measured": found})
