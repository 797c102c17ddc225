"""What can be asked of this room."""

from rapport.apps.customers.queries.fields import FieldValue, archived_fields, field, field_values, own_fields
from rapport.apps.customers.queries.lists import PartyFilter, PartyList, count_parties, list_parties
from rapport.apps.customers.queries.parties import (
    carers_of,
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
    web_address,
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
    "FieldValue",
    "Matches",
    "PartyFilter",
    "PartyList",
    "archived_fields",
    "carers_of",
    "choices_for_filters",
    "count_and_sample",
    "count_parties",
    "customer_base",
    "field",
    "field_values",
    "known_by",
    "list_parties",
    "meant_by",
    "memberships_of",
    "next_hue",
    "own_fields",
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
    "web_address",
]
