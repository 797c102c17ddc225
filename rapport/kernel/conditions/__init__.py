"""The one conditions grammar: who is meant, as a tree that reads like a sentence.

A tree is a group or a leaf::

    {"all": [node, …]}      {"any": [node, …]}      {"not": node}
    {"condition": "order_count", "operator": "at_least", "value": 5, "parameters": {"days": 90}}

What can be asked are the entries in the rooms' `conditions/` folders; `parse` checks a tree and names the place of what
is wrong; a parsed node becomes an ORM predicate over parties or a sentence.
"""

from rapport.kernel.conditions.condition import Aspect, Condition, registered
from rapport.kernel.conditions.errors import ConditionError
from rapport.kernel.conditions.grammar import MAXIMUM_DEPTH, MAXIMUM_LEAVES, parse
from rapport.kernel.conditions.inside import day_inside, number_inside, set_inside, text_inside
from rapport.kernel.conditions.nodes import Group, Leaf, Node, Not
from rapport.kernel.conditions.operators import OPERATORS, Operator
from rapport.kernel.conditions.scope import Scope
from rapport.kernel.conditions.test import Test

__all__ = [
    "MAXIMUM_DEPTH",
    "MAXIMUM_LEAVES",
    "OPERATORS",
    "Aspect",
    "Condition",
    "ConditionError",
    "Group",
    "Leaf",
    "Node",
    "Not",
    "Operator",
    "Scope",
    "Test",
    "day_inside",
    "number_inside",
    "parse",
    "registered",
    "set_inside",
    "text_inside",
]
