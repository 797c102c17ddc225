"""What this room keeps: people and companies, what is around them, what they allow,
their segments, traits, fields, views and duplicates."""

from rapport.apps.customers.models.consent import Consent, LegalBasis, Purpose
from rapport.apps.customers.models.duplicates import (
    UNDO_FOR,
    DistinctPair,
    DuplicateGroup,
    DuplicateKey,
    DuplicateMember,
    DuplicateRule,
    DuplicateScan,
    FormerId,
    Merge,
)
from rapport.apps.customers.models.fields import CustomField, SavedView
from rapport.apps.customers.models.network import (
    ContactPoint,
    PartyFile,
    PartyNote,
    PersonalFact,
    PostalAddress,
    Relation,
    Terms,
)
from rapport.apps.customers.models.parties import CHANNELS, Party, PartyQuerySet, PartyTag, Region, Tag, reached_by
from rapport.apps.customers.models.privacy import ErasedAddress, PrivacyRequest, RetentionRule
from rapport.apps.customers.models.segments import HUES, Membership, Segment, segment_hue
from rapport.apps.customers.models.traits import Trait, TraitReading

__all__ = [
    "CHANNELS",
    "HUES",
    "UNDO_FOR",
    "Consent",
    "ContactPoint",
    "CustomField",
    "DistinctPair",
    "DuplicateGroup",
    "DuplicateKey",
    "DuplicateMember",
    "DuplicateRule",
    "DuplicateScan",
    "ErasedAddress",
    "FormerId",
    "LegalBasis",
    "Membership",
    "Merge",
    "Party",
    "PartyFile",
    "PartyNote",
    "PartyQuerySet",
    "PartyTag",
    "PersonalFact",
    "PostalAddress",
    "PrivacyRequest",
    "Purpose",
    "Region",
    "Relation",
    "RetentionRule",
    "SavedView",
    "Segment",
    "Tag",
    "Terms",
    "Trait",
    "TraitReading",
    "reached_by",
    "segment_hue",
]
