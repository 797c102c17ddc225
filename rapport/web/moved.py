"""Addresses of records that were merged into another one lead to it, whichever page below the record they name."""

from collections.abc import Callable

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import ResolverMatch, reverse

from rapport.apps.accounts.models import Member
from rapport.apps.customers import queries
from rapport.apps.customers.queries.duplicates import moved_to
from rapport.kernel.errors import Missing

# What adds something to a record, by whichever of its numbers. Everything else was meant for the record as it
# was shown: its facts would write over the kept one's, and its deletion would delete more.
ADDS = {
    "customers:contact-points",
    "customers:addresses",
    "customers:personal-facts",
    "customers:relations",
    "customers:notes",
    "customers:files",
    "customers:tags",
}


class SameRequestElsewhere(HttpResponseRedirect):
    """Ask the same with the same words over there; not for good, because a merge can be taken apart."""

    status_code = 307


class MovedRecords:
    """Answers for a record that is no longer there and is known to be part of another one."""

    async_capable = True
    sync_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Lead on where a page was not found because its record was merged; None leaves the answer as it is."""
        found, member = request.resolver_match, getattr(request, "member", None)
        if not isinstance(exception, Http404) or found is None or member is None or "party_id" not in found.kwargs:
            return None
        if request.method not in {"GET", "HEAD"} and (request.method != "POST" or found.view_name not in ADDS):
            return None
        address = _address_of_kept(member, found)
        if address is None:
            return None
        asked = request.META.get("QUERY_STRING", "")
        address = f"{address}?{asked}" if asked else address
        return HttpResponseRedirect(address) if request.method != "POST" else SameRequestElsewhere(address)


def _address_of_kept(member: Member, found: ResolverMatch) -> str | None:
    kept = moved_to(member, found.kwargs["party_id"])
    if kept is None:
        return None
    try:
        queries.party(member, kept)
    except Missing:
        return None
    return reverse(found.view_name, kwargs={**found.kwargs, "party_id": kept})
