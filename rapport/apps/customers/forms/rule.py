"""A rule while it is being written: half-finished conditions are fine, and nothing that was typed is lost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from django.http import QueryDict

from rapport.kernel.conditions import (
    MAXIMUM_DEPTH,
    MAXIMUM_LEAVES,
    Condition,
    ConditionError,
    Operator,
    parse,
    registered,
)

ROOT = "0"
Word = Literal["all", "any", "none"]
WORDS: tuple[Word, ...] = ("all", "any", "none")
PARTS = ("value", "start", "end", "days", "date")
SPAN = ("days", "from", "to")
# The groups of an editor begin one level below what the grammar allows, because "none" takes two levels of it.
DEEPEST = MAXIMUM_DEPTH // 2


@dataclass
class DraftLeaf:
    """One condition as it stands in the editor. `values` are texts, as typed; `about` is the chosen aspect's key."""

    path: str
    condition: str = ""
    operator: str = ""
    values: dict[str, list[str]] = field(default_factory=dict)
    span: dict[str, str] = field(default_factory=dict)
    about: str = ""
    fresh: bool = False

    @property
    def entry(self) -> Condition | None:
        """The condition that was chosen."""
        return registered().get(self.condition) if self.condition in registered() else None

    @property
    def chosen(self) -> Operator | None:
        """The operator that was chosen, or the first one on offer."""
        entry = self.entry
        return (entry.operator(self.operator) or entry.offered[0]) if entry else None

    def tree(self) -> dict[str, Any]:
        """The leaf as JSON for the grammar, complete or not."""
        operator = self.chosen
        tree: dict[str, Any] = {"condition": self.condition, "operator": operator.name if operator else self.operator}
        if operator and operator.shape != "none":
            tree["value"] = self._value(operator)
        said = {name: value for name, value in self.span.items() if value}
        if self.entry and self.entry.aspect:
            said[self.entry.aspect] = self.about
        if said:
            tree["parameters"] = said
        return tree

    @property
    def named(self) -> str:
        """What a menu calls the choice: the condition, and of what it is asked."""
        return f"{self.condition}:{self.about}" if self.about else self.condition

    @property
    def error(self) -> str:
        """What is missing or wrong; empty when the condition is complete."""
        if not self.condition:
            return "Choose what to look at, or remove this condition."
        try:
            parse(self.tree())
        except ConditionError as refused:
            return refused.message
        return ""

    @property
    def control(self) -> str:
        """The id of the control where something is missing: the first value, or what to look at."""
        shape = self.chosen.shape if self.chosen else "none"
        part = {"none": "condition", "range": "start", "days": "days", "days_before": "days"}.get(shape, "value")
        return f"rule-{self.path}-{part}"

    def first(self, part: str) -> str:
        """The one value of a part."""
        return next(iter(self.values.get(part, [])), "")

    def _value(self, operator: Operator) -> Any:
        if operator.shape == "many":
            lines = [line for text in self.values.get("value", []) for line in text.splitlines()]
            return [line.strip() for line in lines if line.strip()]
        if operator.shape == "range":
            return {"start": self.first("start"), "end": self.first("end")}
        if operator.shape == "days_before":
            return {"days": self.first("days"), "date": self.first("date")}
        return self.first("days" if operator.shape == "days" else "value")


@dataclass
class Draft:
    """A group as it stands in the editor. `lost_one` says that the last button took something out of it."""

    path: str
    word: Word = "all"
    nodes: "list[Draft | DraftLeaf]" = field(default_factory=list)
    lost_one: bool = False

    @property
    def is_root(self) -> bool:
        """Is it the whole rule?"""
        return self.path == ROOT

    @property
    def may_nest(self) -> bool:
        """Is there room for a group inside?"""
        return self.path.count("-") + 1 < DEEPEST

    def leaves(self) -> Iterator[DraftLeaf]:
        """Every condition, from top to bottom."""
        for node in self.nodes:
            if isinstance(node, Draft):
                yield from node.leaves()
            else:
                yield node

    def tree(self) -> dict[str, Any]:
        """The group as JSON for the grammar."""
        return self._tree([node.tree() for node in self.nodes])

    def complete(self) -> dict[str, Any]:
        """The group with complete conditions only; groups that are left empty are left out. May be empty."""
        parts = [
            node.complete() if isinstance(node, Draft) else node.tree()
            for node in self.nodes
            if isinstance(node, Draft) or not node.error
        ]
        parts = [part for part in parts if part]
        return self._tree(parts) if parts else {}

    @property
    def unfinished(self) -> int:
        """How many conditions are not complete."""
        return sum(1 for leaf in self.leaves() if leaf.error)

    def do(self, what: str) -> None:
        """Carry out a button of the editor: "leaf:0-1", "group:0" or "remove:0-2"; others change nothing."""
        word, _, path = what.partition(":")
        group = self._at(path if word in ("leaf", "group") else path.rpartition("-")[0])
        if group is None:
            return
        if word == "leaf" and sum(1 for _leaf in self.leaves()) < MAXIMUM_LEAVES:
            group.nodes.append(DraftLeaf("", fresh=True))
        elif word == "group" and group.may_nest:
            group.nodes.append(Draft("", "any", [DraftLeaf("", fresh=True)]))
        elif word == "remove":
            group.nodes = [node for node in group.nodes if node.path != path]
            group.lost_one = True
        self.number()

    def number(self, path: str = ROOT) -> None:
        """Give every node its path again."""
        self.path = path
        for position, node in enumerate(self.nodes):
            if isinstance(node, Draft):
                node.number(f"{path}-{position}")
            else:
                node.path = f"{path}-{position}"

    def _tree(self, parts: list[dict[str, Any]]) -> dict[str, Any]:
        return {"not": {"any": parts}} if self.word == "none" else {self.word: parts}

    def _at(self, path: str) -> "Draft | None":
        if self.path == path:
            return self
        groups = (node for node in self.nodes if isinstance(node, Draft))
        return next((found for group in groups if (found := group._at(path))), None)


def read_draft(posted: QueryDict) -> Draft:
    """The rule as it was typed."""
    root = _read_group(posted, ROOT, 1)
    root.number()
    return root


def draft_of(tree: dict[str, Any]) -> Draft:
    """An editor's view of a stored or prepared tree."""
    node = _draft(tree)
    root = node if isinstance(node, Draft) else Draft(ROOT, "all", [node])
    root.number()
    return root


def _read_group(posted: QueryDict, path: str, depth: int) -> Draft:
    word = posted.get(f"rule-{path}-word", "all")
    group = Draft(path, word if word in WORDS else "all")
    for position in range(MAXIMUM_LEAVES):
        inner = f"{path}-{position}"
        if f"rule-{inner}-word" in posted and depth < MAXIMUM_DEPTH:
            group.nodes.append(_read_group(posted, inner, depth + 1))
        elif f"rule-{inner}-condition" in posted:
            group.nodes.append(_read_leaf(posted, inner))
        else:
            break
    return group


def _read_leaf(posted: QueryDict, path: str) -> DraftLeaf:
    condition, _colon, about = posted.get(f"rule-{path}-condition", "").partition(":")
    return DraftLeaf(
        path,
        condition=condition,
        about=about,
        operator=posted.get(f"rule-{path}-operator", ""),
        values={part: posted.getlist(f"rule-{path}-{part}") for part in PARTS},
        span={name: posted.get(f"rule-{path}-span-{name}", "").strip() for name in SPAN},
    )


def _draft(tree: dict[str, Any]) -> "Draft | DraftLeaf":
    [(word, inside), *others] = tree.items() or [("all", [])]
    if others or word == "condition":
        return _draft_leaf(tree)
    if word == "not":
        inner = _draft(dict(inside))
        if isinstance(inner, Draft) and inner.word == "any":
            return Draft("", "none", inner.nodes)
        return Draft("", "none", [inner])
    return Draft("", "any" if word == "any" else "all", [_draft(part) for part in inside])


def _draft_leaf(tree: dict[str, Any]) -> DraftLeaf:
    value = tree.get("value")
    if isinstance(value, dict):
        values = {name: [str(part)] for name, part in value.items()}
    else:
        texts = [str(part) for part in value] if isinstance(value, list) else [] if value is None else [str(value)]
        values = {"value": texts, "days": texts[:1]}
    span = {name: str(part) for name, part in tree.get("parameters", {}).items()}
    leaf = DraftLeaf("", tree["condition"], tree["operator"], values, span)
    leaf.about = span.pop(leaf.entry.aspect, "") if leaf.entry and leaf.entry.aspect else ""
    return leaf
