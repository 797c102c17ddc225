"""What can be asked of this room."""

from rapport.apps.customers.queries.lists import PartyFilter, PartyList, count_parties, list_parties
from rapport.apps.customers.queries.parties import (
    choices_for_filters,
    known_by,
    memberships_of,
    parties,
    party,
    party_history,
    people_of,
    regions,
    tag,
    tags_of,
)
from rapport.apps.customers.queries.rules import meant_by
from rapport.apps.customers.queries.segments import (
    Matches,
    count_and_sample,
    customer_base,
    next_hue,
    segment,
    segment_history,
    segment_members,
    segments,
)

__all__ = [
    "Matches",
    "PartyFilter",
    "PartyList",
    "choices_for_filters",
    "count_and_sample",
    "count_parties",
    "customer_base",
    "known_by",
    "list_parties",
    "meant_by",
    "memberships_of",
    "next_hue",
    "parties",
    "party",
    "party_history",
    "people_of",
    "regions",
    "segment",
    "segment_history",
    "segment_members",
    "segments",
    "tag",
    "tags_of",
]
