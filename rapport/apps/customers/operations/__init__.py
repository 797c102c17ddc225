"""The verbs of this room; the only writers of its tables."""

from rapport.apps.customers.operations._choosing import choosable_fields
from rapport.apps.customers.operations.answers import (
    AnswerFacts,
    AnswersRecorded,
    AnswerTrial,
    record_answers,
    take_back_answers,
)
from rapport.apps.customers.operations.around import (
    add_address,
    add_personal_fact,
    remove_address,
    remove_personal_fact,
    set_terms,
)
from rapport.apps.customers.operations.arriving import AlreadyKnown, known_parties, receive_party
from rapport.apps.customers.operations.consents import Answer, record_consent, withdraw_everything
from rapport.apps.customers.operations.contact import normal_contact
from rapport.apps.customers.operations.contact_points import add_contact_point, remove_contact_point
from rapport.apps.customers.operations.duplicates import (
    delete_rule,
    groups_to_merge,
    lay_rules,
    look_for_duplicates,
    merge_group,
    merge_groups_later,
    merge_whole_group,
    save_rule,
    take_apart_back,
    tell_apart,
)
from rapport.apps.customers.operations.erasing import note_in_report
from rapport.apps.customers.operations.facts import PartyFacts, Recorded, RefusedFacts, party_errors
from rapport.apps.customers.operations.fields import (
    archive_field,
    create_field,
    move_field,
    restore_field,
    update_field,
)
from rapport.apps.customers.operations.files import keep_file, remove_file
from rapport.apps.customers.operations.first_orders import follow_first_orders
from rapport.apps.customers.operations.judging import Difference, Judged, PartyTrial, Sample
from rapport.apps.customers.operations.matching import Matching, check_keys, match_keys
from rapport.apps.customers.operations.merging import Unmerged, forget_old_merges, merge_parties, unmerge
from rapport.apps.customers.operations.network import (
    add_relation,
    change_relation,
    end_relation,
    remove_relation,
    resume_relation,
)
from rapport.apps.customers.operations.notes import (
    edit_note,
    pin_note,
    remove_note,
    restore_note,
    unpin_note,
    write_note,
)
from rapport.apps.customers.operations.parties import (
    archive_party,
    create_party,
    delete_party,
    restore_party,
    update_party,
)
from rapport.apps.customers.operations.privacy import (
    ask_for_copy,
    ask_for_erasure,
    lift_restriction,
    restrict,
    try_again,
)
from rapport.apps.customers.operations.purposes import (
    archive_purpose,
    create_purpose,
    lay_first_purposes,
    lay_purposes,
    move_purpose,
    restore_purpose,
    update_purpose,
)
from rapport.apps.customers.operations.recording import record_good_parties, record_parties
from rapport.apps.customers.operations.refreshing import refresh_segments
from rapport.apps.customers.operations.regions import country_code, record_regions
from rapport.apps.customers.operations.scanning import check_rule, count_groups, scan_all, scan_changed
from rapport.apps.customers.operations.segments import (
    archive_segment,
    create_segment,
    delete_segment,
    restore_segment,
    update_segment,
)
from rapport.apps.customers.operations.stamping import stamp_parties
from rapport.apps.customers.operations.tags import tag_parties, untag_parties
from rapport.apps.customers.operations.traits import write_traits
from rapport.apps.customers.operations.undoing import take_back_dates, take_back_parties, take_back_regions
from rapport.apps.customers.operations.upserting import Received, receive_parties
from rapport.apps.customers.operations.values import read_field

__all__ = [
    "AlreadyKnown",
    "Answer",
    "AnswerFacts",
    "AnswerTrial",
    "AnswersRecorded",
    "known_parties",
    "Received",
    "receive_parties",
    "receive_party",
    "Difference",
    "Judged",
    "Matching",
    "PartyFacts",
    "PartyTrial",
    "Recorded",
    "RefusedFacts",
    "Sample",
    "Unmerged",
    "add_address",
    "add_contact_point",
    "add_personal_fact",
    "add_relation",
    "archive_field",
    "ask_for_copy",
    "ask_for_erasure",
    "archive_party",
    "archive_purpose",
    "archive_segment",
    "change_relation",
    "check_rule",
    "choosable_fields",
    "check_keys",
    "count_groups",
    "country_code",
    "create_field",
    "create_party",
    "create_purpose",
    "create_segment",
    "delete_party",
    "delete_rule",
    "delete_segment",
    "edit_note",
    "end_relation",
    "follow_first_orders",
    "forget_old_merges",
    "groups_to_merge",
    "keep_file",
    "lay_first_purposes",
    "lay_purposes",
    "lay_rules",
    "lift_restriction",
    "look_for_duplicates",
    "match_keys",
    "merge_group",
    "merge_groups_later",
    "merge_parties",
    "merge_whole_group",
    "move_field",
    "move_purpose",
    "normal_contact",
    "party_errors",
    "note_in_report",
    "pin_note",
    "read_field",
    "record_answers",
    "record_consent",
    "record_good_parties",
    "record_parties",
    "record_regions",
    "refresh_segments",
    "remove_address",
    "remove_contact_point",
    "remove_file",
    "remove_note",
    "remove_personal_fact",
    "remove_relation",
    "restore_field",
    "restrict",
    "restore_note",
    "restore_party",
    "restore_purpose",
    "restore_segment",
    "resume_relation",
    "save_rule",
    "scan_all",
    "scan_changed",
    "set_terms",
    "stamp_parties",
    "tag_parties",
    "take_apart_back",
    "take_back_answers",
    "take_back_dates",
    "take_back_parties",
    "take_back_regions",
    "tell_apart",
    "try_again",
    "unmerge",
    "unpin_note",
    "untag_parties",
    "update_field",
    "update_party",
    "update_purpose",
    "update_segment",
    "withdraw_everything",
    "write_note",
    "write_traits",
]
