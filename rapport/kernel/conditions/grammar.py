"""From untrusted JSON to a checked tree. Nothing in it ever becomes SQL or an expression by itself."""

import re
from typing import Any

from django.utils.translation import gettext as _

from rapport.catalogue import UnknownEntry
from rapport.kernel.conditions.condition import Condition, registered
from rapport.kernel.conditions.errors import ConditionError, Place
from rapport.kernel.conditions.nodes import Group, Leaf, Node, Not
from rapport.kernel.conditions.values import read_value

MAXIMUM_DEPTH = 8
MAXIMUM_LEAVES = 100
ASPECT = re.compile(r"[a-z][a-z0-9_]{0,39}")


def parse(tree: Any) -> Node:
    """The checked tree. Raises ConditionError with the place of the first thing that is wrong.

    >>> parse({"condition": "city", "operator": "is", "value": "Lyon"}).sentence()
    'city is “Lyon”'
    """
    node = _node(tree, (), 1)
    if sum(1 for _leaf in node.leaves()) > MAXIMUM_LEAVES:
        raise ConditionError(_("A rule has at most %(most)d conditions.") % {"most": MAXIMUM_LEAVES})
    return node


def _node(tree: Any, place: Place, depth: int) -> Node:
    if depth > MAXIMUM_DEPTH:
        raise ConditionError(_("Groups are nested more than %(most)d deep.") % {"most": MAXIMUM_DEPTH}, place)
    if not isinstance(tree, dict):
        raise ConditionError(_("Expected a group or a condition."), place)
    if "condition" in tree:
        return _leaf(tree, place)
    if len(tree) == 1:
        [(word, inside)] = tree.items()
        if word == "not":
            return Not(_node(inside, (*place, "not"), depth + 1))
        if word in ("all", "any"):
            return _group(word, inside, (*place, word), depth)
    if not tree:
        raise ConditionError(_("There are no conditions yet. Add at least one."), place)
    raise ConditionError(_("Expected one of “all”, “any”, “not” or “condition”."), place)


def _group(word: Any, inside: Any, place: Place, depth: int) -> Group:
    if not isinstance(inside, list):
        raise ConditionError(_("A group holds a list."), place)
    if not inside:
        raise ConditionError(_("This group has no conditions yet. Add one or remove the group."), place)
    if len(inside) > MAXIMUM_LEAVES:
        raise ConditionError(_("A rule has at most %(most)d conditions.") % {"most": MAXIMUM_LEAVES}, place)
    return Group(word, tuple(_node(part, (*place, str(number)), depth + 1) for number, part in enumerate(inside, 1)))


def _leaf(tree: dict[str, Any], place: Place) -> Leaf:
    unknown = set(tree) - {"condition", "operator", "value", "parameters"}
    if unknown:
        raise ConditionError(_("“%(name)s” is not part of a condition.") % {"name": str(min(unknown))[:40]}, place)
    condition = _condition(tree["condition"], (*place, "condition"))
    operator = condition.operator(tree.get("operator"))
    if operator is None:
        offered = ", ".join(entry.name for entry in condition.offered)
        message = _("“%(title)s” can be: %(offered)s.") % {"title": condition.title, "offered": offered}
        raise ConditionError(message, (*place, "operator"))
    value = read_value(tree.get("value"), condition.value_kind, operator.shape, (*place, "value"))
    if condition.fixed_choices:
        _check_choice(condition, value, (*place, "value"))
    parameters = _parameters(condition, tree.get("parameters"), (*place, "parameters"))
    return Leaf(condition, operator, value, parameters)


def _condition(name: Any, place: Place) -> Condition:
    if not isinstance(name, str):
        raise ConditionError(_("Choose a condition."), place)
    try:
        return registered().get(name)
    except UnknownEntry as unknown:
        raise ConditionError(str(unknown) if len(name) <= 60 else _("Choose a condition."), place) from None


def _check_choice(condition: Condition, value: Any, place: Place) -> None:
    allowed = [choice for choice, _title in condition.fixed_choices]
    for chosen in value if isinstance(value, list) else [value]:
        if chosen is not None and chosen not in allowed:
            raise ConditionError(_("Choose one of: %(names)s.") % {"names": ", ".join(map(str, allowed))}, place)


def _parameters(condition: Condition, given: Any, place: Place) -> dict[str, Any]:
    if given in (None, {}) and not condition.aspect:
        return {}
    if not isinstance(given or {}, dict):
        raise ConditionError(_("Expected an object."), place)
    said = dict(given or {})
    aspect = {condition.aspect: _aspect(condition, said.pop(condition.aspect, None), place)} if condition.aspect else {}
    unknown = set(said) - set(condition.parameters)
    if unknown:
        message = _("“%(title)s” has no “%(name)s”.") % {"title": condition.title, "name": str(min(unknown))[:40]}
        raise ConditionError(message, place)
    return aspect | _span(said, place)


def _aspect(condition: Condition, key: Any, place: Place) -> str:
    """The key of what the condition is asked of; nobody has a value of what a workspace does not know."""
    known = [aspect.key for aspect in condition.fixed_aspects]
    if not isinstance(key, str) or not ASPECT.fullmatch(key) or (known and key not in known):
        raise ConditionError(_("Say of what: “%(name)s” is missing.") % {"name": condition.aspect}, place)
    return key


def _span(said: dict[str, Any], place: Place) -> dict[str, Any]:
    read = {
        name: read_value(value, "date", "days" if name == "days" else "one", (*place, name))
        for name, value in said.items()
    }
    if "from" in read and "to" in read and read["to"] < read["from"]:
        raise ConditionError(_("The end comes before the start."), (*place, "to"))
    return read
