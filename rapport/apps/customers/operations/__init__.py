"""The verbs of this room; the only writers of its tables."""

from rapport.apps.customers.operations.contact import normal_contact
from rapport.apps.customers.operations.facts import PartyFacts, Recorded, RefusedFacts, party_errors
from rapport.apps.customers.operations.fields import (
    archive_field,
    create_field,
    move_field,
    restore_field,
    update_field,
)
from rapport.apps.customers.operations.first_orders import follow_first_orders
from rapport.apps.customers.operations.judging import Difference, Judged, PartyTrial, Sample
from rapport.apps.customers.operations.matching import Matching, check_keys, match_keys
from rapport.apps.customers.operations.merging import Unmerged, forget_old_merges, merge_parties, unmerge
from rapport.apps.customers.operations.parties import (
    archive_party,
    create_party,
    delete_party,
    restore_party,
    update_party,
)
from rapport.apps.customers.operations.recording import record_good_parties, record_parties
from rapport.apps.customers.operations.refreshing import refresh_segments
from rapport.apps.customers.operations.regions import country_code, record_regions
from rapport.apps.customers.operations.segments import (
    archive_segment,
    create_segment,
    delete_segment,
    restore_segment,
    update_segment,
)
from rapport.apps.customers.operations.stamping import stamp_parties
from rapport.apps.customers.operations.tags import tag_parties, untag_parties
from rapport.apps.customers.operations.undoing import take_back_dates, take_back_parties, take_back_regions
from rapport.apps.customers.operations.values import read_field

__all__ = [
    "Difference",
    "Judged",
    "Matching",
    "PartyFacts",
    "PartyTrial",
    "Recorded",
    "RefusedFacts",
    "Sample",
    "archive_field",
    "Unmerged",
    "archive_party",
    "archive_segment",
    "create_field",
    "create_party",
    "create_segment",
    "delete_party",
    "delete_segment",
    "follow_first_orders",
    "move_field",
    "forget_old_merges",
    "merge_parties",
    "normal_contact",
    "party_errors",
    "read_field",
    "check_keys",
    "country_code",
    "match_keys",
    "record_good_parties",
    "take_back_dates",
    "take_back_parties",
    "take_back_regions",
    "record_parties",
    "record_regions",
    "refresh_segments",
    "restore_field",
    "restore_party",
    "restore_segment",
    "stamp_parties",
    "tag_parties",
    "unmerge",
    "untag_parties",
    "update_field",
    "update_party",
    "update_segment",
]
