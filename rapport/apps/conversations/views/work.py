"""What is to be done with a customer, finding one, and undo."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.conversations import operations, queries
from rapport.apps.conversations.views._answers import done as answered
from rapport.apps.customers.queries import party as party_of


@page("conversations.view")
def of_customer(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """Open tasks, planned calls and meetings: a part of the customer's page, or a page of its own."""
    found = party_of(member, party_id)
    context = {"party": found, "work": queries.work_with(member, found)}
    is_part = getattr(request, "htmx", False)
    return render(request, "conversations/_work.html" if is_part else "conversations/work.html", context)


@page("conversations.edit")
def customers(request: HttpRequest, member: Member) -> HttpResponse:
    """People and companies for a picker."""
    search = request.GET.get("q", "")[:100]
    others = queries.findable_parties(member, search) if member.may("customers.view") else []
    return render(request, "conversations/_customers.html", {"others": others, "search": search})


@page("conversations.edit", methods=("POST",))
def undoing(request: HttpRequest, member: Member, done: int) -> HttpResponse:
    """Undo what stands at this place in the log."""
    operations.take_back(member, done)
    return answered(request, member, _("Undone."))
