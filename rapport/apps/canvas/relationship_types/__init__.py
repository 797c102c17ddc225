"""Kinds of relationship one can have with a group of customers: one file each, one `RelationshipType` per file."""

from rapport.apps.canvas.relationship_types._numbers import Economics, Number
from rapport.apps.canvas.relationship_types._rule import Comparison, Outcome, Proposal, Rule, Weighed
from rapport.apps.canvas.relationship_types._signs import Seen, Workplace
from rapport.apps.canvas.relationship_types._type import Part, RelationshipType, State, Watch
from rapport.catalogue import Catalogue

__all__ = [
    "Comparison",
    "Economics",
    "Number",
    "Outcome",
    "Part",
    "Proposal",
    "RelationshipType",
    "Rule",
    "Seen",
    "State",
    "Watch",
    "Weighed",
    "Workplace",
    "relationship_types",
]

relationship_types: Catalogue[RelationshipType] = Catalogue("rapport.apps.canvas.relationship_types", RelationshipType)
