"""The verbs of this room; the only writers of its tables."""

from rapport.apps.customers.operations.contact import normal_contact
from rapport.apps.customers.operations.facts import PartyFacts, Recorded, party_errors
from rapport.apps.customers.operations.first_orders import follow_first_orders
from rapport.apps.customers.operations.parties import (
    archive_party,
    create_party,
    delete_party,
    restore_party,
    update_party,
)
from rapport.apps.customers.operations.recording import record_parties
from rapport.apps.customers.operations.refreshing import refresh_segments
from rapport.apps.customers.operations.regions import record_regions
from rapport.apps.customers.operations.segments import (
    archive_segment,
    create_segment,
    delete_segment,
    restore_segment,
    update_segment,
)
from rapport.apps.customers.operations.tags import tag_parties, untag_parties

__all__ = [
    "PartyFacts",
    "Recorded",
    "archive_party",
    "archive_segment",
    "create_party",
    "create_segment",
    "delete_party",
    "delete_segment",
    "follow_first_orders",
    "normal_contact",
    "party_errors",
    "record_parties",
    "record_regions",
    "refresh_segments",
    "restore_party",
    "restore_segment",
    "tag_parties",
    "untag_parties",
    "update_party",
    "update_segment",
]
