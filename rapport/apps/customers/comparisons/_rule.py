"""A rule for duplicates: comparisons joined by and/or, read from untrusted JSON and asked of two records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product
from typing import Any, Protocol

from django.utils.translation import gettext as _

from rapport.apps.customers.comparisons._comparison import Comparison
from rapport.catalogue import Catalogue, UnknownEntry
from rapport.kernel.errors import Refused

MOST_LEAVES = 20
MOST_DEEP = 4
MOST_KEYS = 60
LEAST_AT_ALL = 0.5
Values = Mapping[str, Any]


class RuleNode(Protocol):
    """A leaf or a group of a rule."""

    def strength(self, first: Values, second: Values) -> float:
        """From 0 (it does not hold) to 1 (it holds entirely)."""

    def keys(self, values: Values) -> set[str]:
        """Texts of which two records share one whenever the rule holds of them."""

    def leaves(self) -> "Iterator[Leaf]":
        """The comparisons in it."""

    def tree(self) -> dict[str, Any]:
        """The rule as JSON."""

    @property
    def finds(self) -> bool:
        """Has it keys to look by?"""

    @property
    def few_share(self) -> bool:
        """Do few records share one of its keys?"""

    @property
    def keyed_by(self) -> frozenset[str]:
        """The comparisons of which every key holds something; empty where that differs from key to key."""


@dataclass(frozen=True)
class Leaf:
    """One comparison and how alike two values have to be for it."""

    comparison: Comparison
    at_least: float

    def strength(self, first: Values, second: Values) -> float:
        found = self.comparison.between(first[self.comparison.name], second[self.comparison.name])
        return found if found >= self.at_least else 0.0

    def keys(self, values: Values) -> set[str]:
        value = values[self.comparison.name]
        if value is None or self.comparison.keys is None:
            return set()
        name = self.comparison.keyed_as or self.comparison.name
        return {f"{name} {key}" for key in self.comparison.keys(value)}

    def leaves(self) -> "Iterator[Leaf]":
        yield self

    def tree(self) -> dict[str, Any]:
        graded = {"at_least": self.at_least} if self.comparison.is_graded else {}
        return {"comparison": self.comparison.name, **graded}

    @property
    def finds(self) -> bool:
        return self.comparison.keys is not None

    @property
    def few_share(self) -> bool:
        return self.comparison.few_share

    @property
    def keyed_by(self) -> frozenset[str]:
        return frozenset({self.comparison.name} if self.finds else ())


@dataclass(frozen=True)
class Every:
    """All of them have to hold; as strong as they are on average."""

    parts: tuple[RuleNode, ...]

    def strength(self, first: Values, second: Values) -> float:
        total = 0.0
        for part in self.parts:
            found = part.strength(first, second)
            if not found:
                return 0.0
            total += found
        return total / len(self.parts)

    def keys(self, values: Values) -> set[str]:
        together = product(*(sorted(part.keys(values)) for part in self._keyed))
        return {"|".join(keys) for keys in islice(together, MOST_KEYS)}

    def leaves(self) -> Iterator[Leaf]:
        for part in self.parts:
            yield from part.leaves()

    def tree(self) -> dict[str, Any]:
        return {"all": [part.tree() for part in self.parts]}

    @property
    def finds(self) -> bool:
        return any(part.finds for part in self.parts)

    @property
    def few_share(self) -> bool:
        return any(part.few_share for part in self.parts)

    @property
    def keyed_by(self) -> frozenset[str]:
        made_of = [part.keyed_by for part in self._keyed]
        return frozenset().union(*made_of) if all(made_of) else frozenset()

    @property
    def _keyed(self) -> tuple[RuleNode, ...]:
        """The parts whose keys together are the rule's: one of which few share the same is enough."""
        finding = tuple(part for part in self.parts if part.finds)
        chosen = next((part for part in finding if part.few_share), None)
        return finding if chosen is None else (chosen,)


@dataclass(frozen=True)
class Either:
    """One of them has to hold; as strong as the strongest."""

    parts: tuple[RuleNode, ...]

    def strength(self, first: Values, second: Values) -> float:
        return max(part.strength(first, second) for part in self.parts)

    def keys(self, values: Values) -> set[str]:
        return {key for part in self.parts for key in part.keys(values)}

    def leaves(self) -> Iterator[Leaf]:
        for part in self.parts:
            yield from part.leaves()

    def tree(self) -> dict[str, Any]:
        return {"any": [part.tree() for part in self.parts]}

    @property
    def finds(self) -> bool:
        return all(part.finds for part in self.parts)

    @property
    def few_share(self) -> bool:
        return all(part.few_share for part in self.parts)

    @property
    def keyed_by(self) -> frozenset[str]:
        return frozenset()


def read_rule(tree: Any, known: Catalogue[Comparison], *, kind: str) -> RuleNode:
    """The checked rule for records of a kind. Raises Refused with the place of the first thing that is wrong."""
    node = _node(tree, known, kind, (), 1)
    if sum(1 for _leaf in node.leaves()) > MOST_LEAVES:
        raise Refused(_("A rule has at most %(most)d comparisons.") % {"most": MOST_LEAVES}, place="rule", code="rule")
    if not node.finds:
        raise Refused(_("Add something that both records have in common."), place="rule", code="rule")
    return node


def _node(tree: Any, known: Catalogue[Comparison], kind: str, place: tuple[str, ...], depth: int) -> RuleNode:
    if not isinstance(tree, dict):
        raise _wrong(_("Expected a group or a comparison."), place)
    if "comparison" in tree:
        return _leaf(tree, known, kind, place)
    if len(tree) != 1 or next(iter(tree)) not in ("all", "any"):
        raise _wrong(_("Expected one of “all”, “any” or “comparison”."), place)
    [(word, inside)] = tree.items()
    if not isinstance(inside, list) or not inside or len(inside) > MOST_LEAVES:
        raise _wrong(_("This group has no comparisons yet. Add one."), (*place, word))
    if depth > MOST_DEEP:
        raise _wrong(_("Groups are nested too deep."), place)
    parts = [_node(part, known, kind, (*place, word, str(number)), depth + 1) for number, part in enumerate(inside, 1)]
    return (Every if word == "all" else Either)(tuple(parts))


def _leaf(tree: dict[str, Any], known: Catalogue[Comparison], kind: str, place: tuple[str, ...]) -> Leaf:
    if unknown := set(tree) - {"comparison", "at_least"}:
        raise _wrong(_("“%(name)s” is not part of a comparison.") % {"name": str(min(unknown))[:40]}, place)
    try:
        comparison = known.get(str(tree["comparison"])[:60])
    except UnknownEntry as missing:
        raise _wrong(str(missing), (*place, "comparison")) from None
    if kind not in comparison.applies_to:
        raise _wrong(_("“%(title)s” is not for records of this kind.") % {"title": comparison.title}, place)
    at_least = tree.get("at_least", comparison.least)
    if isinstance(at_least, bool) or not isinstance(at_least, int | float) or not LEAST_AT_ALL <= at_least <= 1:
        raise _wrong(_("How alike is a share from %(least)s to 1.") % {"least": LEAST_AT_ALL}, (*place, "at_least"))
    return Leaf(comparison, float(at_least) if comparison.is_graded else 1.0)


def _wrong(message: str, place: tuple[str, ...]) -> Refused:
    return Refused(message, place=" › ".join(place) or "rule", code="rule")
