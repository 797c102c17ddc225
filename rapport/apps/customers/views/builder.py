"""What the rule builder's templates need: every choice and value of every condition, ready to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.customers.forms import Draft, DraftLeaf
from rapport.kernel.conditions import Condition, Scope, registered
from rapport.kernel.conditions.condition import Choice

INPUT_TYPES = {"number": "number", "amount": "number", "date": "date", "day": "date"}


@dataclass(frozen=True, slots=True)
class Option:
    """One line of a select."""

    value: Any
    title: Any
    chosen: bool


@dataclass(frozen=True, slots=True)
class LeafView:
    """A condition in the builder."""

    leaf: DraftLeaf
    menus: list[tuple[Any, list[Option]]]
    operators: list[Option]
    shape: str
    input_type: str
    unit: str
    choices: list[Option]
    suggestions: bool
    help: Any
    error: str

    is_group = False

    @property
    def texts(self) -> dict[str, str]:
        """The values typed so far, by part; several on lines of their own."""
        return {part: "\n".join(values) for part, values in self.leaf.values.items()}


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group in the builder."""

    draft: Draft
    nodes: "list[GroupView | LeafView]"

    is_group = True


def builder(member: Member, draft: Draft, *, shows_errors: bool = False) -> GroupView:
    """The rule as its templates show it."""
    return _group(Scope(member.workspace), draft, shows_errors)


def _group(scope: Scope, draft: Draft, shows_errors: bool) -> GroupView:
    return GroupView(
        draft,
        [
            _group(scope, node, shows_errors) if isinstance(node, Draft) else _leaf(scope, node, shows_errors)
            for node in draft.nodes
        ],
    )


def _leaf(scope: Scope, leaf: DraftLeaf, shows_errors: bool) -> LeafView:
    entry, operator = leaf.entry, leaf.chosen
    choices = _choices(scope, leaf)
    return LeafView(
        leaf=leaf,
        menus=_menus(scope, leaf),
        operators=[
            Option(one.name, _words(str(one.words)), one is operator) for one in (entry.offered if entry else [])
        ],
        shape=operator.shape if operator else "",
        input_type=INPUT_TYPES.get(entry.value_kind, "text") if entry else "text",
        unit=scope.workspace.currency if entry and entry.value_kind == "amount" else "",
        choices=choices,
        suggestions=bool(entry and entry.value_kind == "text" and choices),
        help=_help(scope, leaf),
        error=leaf.error if shows_errors else "",
    )


def _help(scope: Scope, leaf: DraftLeaf) -> Any:
    if leaf.entry is None:
        return ""
    aspects = leaf.entry.aspects_in(scope) if leaf.entry.aspect else []
    own = next((aspect.help for aspect in aspects if aspect.key == leaf.about), "")
    return own or leaf.entry.help


def _words(words: str) -> str:
    """An operator's words as a menu shows them, without the places of its values."""
    for place, shown in (("{value}", ""), ("{start} to {end}", "… to …"), ("{days}", "…"), ("{date}", "a date")):
        words = words.replace(place, shown)
    return words.strip()


def _menus(scope: Scope, leaf: DraftLeaf) -> list[tuple[Any, list[Option]]]:
    menus = [
        (group, [option for entry in members for option in _entry_options(scope, entry, leaf)])
        for group, members in groupby(registered().all(), key=lambda entry: str(entry.group))
    ]
    return [(group, options) for group, options in menus if options]


def _entry_options(scope: Scope, entry: Condition, leaf: DraftLeaf) -> list[Option]:
    """A condition in the menu; one with aspects is there once for each of them."""
    if not entry.aspect:
        return [Option(entry.name, entry.title, entry.name == leaf.condition)]
    offered = {aspect.key: aspect.title for aspect in entry.aspects_in(scope)}
    # A field that is archived stays on offer in the rules that ask about it.
    known = offered | ({leaf.about: leaf.about} if entry is leaf.entry and leaf.about not in offered else {})
    names = {f"{entry.name}:{key}": title for key, title in known.items()}
    return [Option(name, title, name == leaf.named) for name, title in names.items()]


def _choices(scope: Scope, leaf: DraftLeaf) -> list[Option]:
    entry = leaf.entry
    if entry is None:
        return []
    if leaf.named not in scope.kept:
        scope.kept[leaf.named] = dict(_values(scope, entry, leaf.about))
    chosen = leaf.values.get("value", [])
    known = {str(value): str(title) for value, title in scope.kept[leaf.named].items()}
    # What was chosen once stays on offer, even if nothing bears it any more.
    offered = known | {value: value for value in chosen if known and value and value not in known}
    return [Option(value, title, value in chosen) for value, title in offered.items()]


def _values(scope: Scope, entry: Condition, about: str) -> Sequence[Choice]:
    aspect = next((one for one in entry.aspects_in(scope) if one.key == about), None) if entry.aspect else None
    return aspect.choices if aspect and aspect.choices else entry.choices_in(scope)
