"""What people type on the pages of this room."""

from rapport.apps.customers.forms.fields import FieldForm
from rapport.apps.customers.forms.party import PartyForm, SelectionForm, TagForm
from rapport.apps.customers.forms.rule import Draft, DraftLeaf, draft_of, read_draft
from rapport.apps.customers.forms.segment import DayForm, SegmentForm
from rapport.apps.customers.forms.starters import STARTERS, Starter, part_of_segment, starter_tree

__all__ = [
    "STARTERS",
    "DayForm",
    "Draft",
    "DraftLeaf",
    "FieldForm",
    "PartyForm",
    "SegmentForm",
    "SelectionForm",
    "Starter",
    "TagForm",
    "draft_of",
    "part_of_segment",
    "read_draft",
    "starter_tree",
]
