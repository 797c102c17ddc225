"""The parts of a parsed tree: groups, negation and leaves; each becomes a predicate, a sentence, or JSON again."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any, Literal

from django.db.models import Q
from django.utils.translation import gettext as _

from rapport.kernel.conditions.condition import Condition
from rapport.kernel.conditions.operators import Operator
from rapport.kernel.conditions.scope import Scope
from rapport.kernel.conditions.sentences import leaf_sentence
from rapport.kernel.conditions.test import Test
from rapport.kernel.conditions.values import written


class Node(ABC):
    """A checked tree or a part of one."""

    def to_q(self, workspace: Any) -> Q:
        """The predicate over the workspace's parties, as of now; `workspace` may be a `Scope`."""
        return self.predicate(Scope.of(workspace))

    @abstractmethod
    def predicate(self, scope: Scope) -> Q:
        """The predicate over the parties of the scope."""

    @abstractmethod
    def sentence(self, workspace: Any = None) -> str:
        """The tree in words; with a workspace, segments are called by their names."""

    @abstractmethod
    def tree(self) -> dict[str, Any]:
        """The tree as JSON, in its one canonical form."""

    @abstractmethod
    def leaves(self) -> Iterator["Leaf"]:
        """Every leaf, from left to right."""


@dataclass(frozen=True)
class Leaf(Node):
    """One condition with its operator and value."""

    condition: Condition
    operator: Operator
    value: Any
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def fact(self) -> str:
        """What the leaf reads, by the name that rights know it by: "city", or "attributes.contract_type"."""
        inside = self.condition.kept_in
        return f"{inside}.{self.parameters[self.condition.aspect]}" if inside else self.condition.name

    def predicate(self, scope: Scope) -> Q:
        test = Test(self.operator.negates or self.operator.name, self.value, self.parameters)
        found = self.condition.predicate(scope, test)
        return ~found if self.operator.negates else found

    def sentence(self, workspace: Any = None) -> str:
        return leaf_sentence(self.condition, self.operator, self.value, self.parameters, workspace)

    def tree(self) -> dict[str, Any]:
        tree: dict[str, Any] = {"condition": self.condition.name, "operator": self.operator.name}
        if self.operator.shape != "none":
            tree["value"] = written(self.value)
        if self.parameters:
            tree["parameters"] = written(self.parameters)
        return tree

    def leaves(self) -> Iterator["Leaf"]:
        yield self


@dataclass(frozen=True)
class Group(Node):
    """Several nodes of which all, or any, must hold."""

    word: Literal["all", "any"]
    nodes: tuple[Node, ...]

    def predicate(self, scope: Scope) -> Q:
        join = and_ if self.word == "all" else or_
        return reduce(join, [node.predicate(scope) for node in self.nodes])

    def sentence(self, workspace: Any = None) -> str:
        parts = [_bracketed(node, node.sentence(workspace)) for node in self.nodes]
        return (_(" and ") if self.word == "all" else _(" or ")).join(parts)

    def tree(self) -> dict[str, Any]:
        return {self.word: [node.tree() for node in self.nodes]}

    def leaves(self) -> Iterator[Leaf]:
        for node in self.nodes:
            yield from node.leaves()


@dataclass(frozen=True)
class Not(Node):
    """Whoever the inner node does not mean."""

    node: Node

    def predicate(self, scope: Scope) -> Q:
        return ~self.node.predicate(scope)

    def sentence(self, workspace: Any = None) -> str:
        return _("not (%(sentence)s)") % {"sentence": self.node.sentence(workspace)}

    def tree(self) -> dict[str, Any]:
        return {"not": self.node.tree()}

    def leaves(self) -> Iterator[Leaf]:
        yield from self.node.leaves()


def _bracketed(node: Node, sentence: str) -> str:
    """Brackets keep "a and (b or c)" from being read as "(a and b) or c"."""
    return f"({sentence})" if isinstance(node, Group) and len(node.nodes) > 1 else sentence
