"""People and companies are found at once and shown apart."""

from urllib.parse import urlencode

from django.urls import reverse

from rapport.apps.customers.models import Party
from rapport.apps.customers.queries.finding import find_parties
from rapport.web.search.finder import Found, Search


def parties(search: Search, kind: str) -> list[Found]:
    """Those of one kind; both are read together once."""
    if "parties" not in search.kept:
        search.kept["parties"] = find_parties(search.member, search.text, most=search.most + 1)
    slug = search.member.workspace.slug
    return [_found(slug, party) for party in search.kept["parties"][kind]]


def more(search: Search, kind: str) -> str:
    """The list of customers with the same words."""
    address = reverse("customers:parties", args=[search.member.workspace.slug])
    return f"{address}?{urlencode({'q': search.text, 'kind': kind})}"


def _found(slug: str, party: Party) -> Found:
    about = " · ".join(word for word in (party.email or party.phone, party.city) if word)
    return Found(party.name, reverse("customers:party", args=[slug, party.pk]), about)
