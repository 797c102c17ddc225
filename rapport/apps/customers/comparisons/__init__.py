"""What two records can be compared by when duplicates are looked for: one file for each comparison."""

from rapport.apps.customers.comparisons._built_in import BUILT_IN, BuiltIn
from rapport.apps.customers.comparisons._comparison import COLUMNS, Comparison, Record
from rapport.apps.customers.comparisons._rule import Either, Every, Leaf, RuleNode, Values
from rapport.apps.customers.comparisons._rule import read_rule as _read_rule
from rapport.catalogue import Catalogue

comparisons: Catalogue[Comparison] = Catalogue("rapport.apps.customers.comparisons", Comparison)


def read_rule(tree: object, *, kind: str) -> RuleNode:
    """The checked rule for records of a kind. Raises Refused with the place of the first thing that is wrong."""
    return _read_rule(tree, comparisons, kind=kind)


def values_of(record: Record) -> Values:
    """What a record has in every respect, ready to be compared."""
    return {one.name: one.value(record) for one in comparisons if record["kind"] in one.applies_to}


__all__ = [
    "BUILT_IN",
    "COLUMNS",
    "BuiltIn",
    "Comparison",
    "Either",
    "Every",
    "Leaf",
    "Record",
    "RuleNode",
    "Values",
    "comparisons",
    "read_rule",
    "values_of",
]
