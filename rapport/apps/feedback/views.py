"""Pages about survey answers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers.queries import party, regions, segments
from rapport.apps.feedback import queries
from rapport.apps.feedback.queries import ResponseFilter
from rapport.kernel.ids import number_in


@page("responses.view")
def responses(request: HttpRequest, member: Member) -> HttpResponse:
    """How scores fall, and every answer behind them."""
    asked = request.GET
    wanted = ResponseFilter(
        search=asked.get("q", ""),
        kind=asked.get("kind", ""),
        region_id=number_in(asked.get("region")),
        touchpoint=asked.get("touchpoint", ""),
        with_text=asked.get("text") == "1",
        segment_id=number_in(asked.get("segment")),
    )
    found = queries.list_responses(member, wanted, cursor=asked.get("page", ""))
    context = {"found": found, "wanted": wanted, "regions": regions(member), "touchpoints": queries.touchpoints(member)}
    if member.may("segments.view"):
        context["segments"] = segments(member)
    return render(request, "feedback/responses.html", context)


@page("responses.view")
def of_customer(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """What one customer said: a part of the customer's page, or a page of its own."""
    customer = party(member, party_id)
    context = {"customer": customer, "answers": queries.responses_of(member, customer)}
    template = "feedback/_of_customer.html" if getattr(request, "htmx", False) else "feedback/of_customer.html"
    return render(request, template, context)
