"""What can be asked about a party: one entry in a room's `conditions/` folder."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any, Literal

from django.apps import apps
from django.db.models import Q
from django.utils.functional import Promise

from rapport.catalogue import Catalogue
from rapport.kernel.conditions.operators import OPERATORS, Operator, ValueKind
from rapport.kernel.conditions.scope import Scope
from rapport.kernel.conditions.test import Test

Words = str | Promise
Choice = tuple[Any, Words]
Parameter = Literal["days", "from", "to"]
TIME_SPAN: tuple[Parameter, ...] = ("days", "from", "to")


@dataclass(frozen=True)
class Aspect:
    """One of the things that a condition can be asked of, such as one of the workspace's own fields.

    `key` is what a leaf names it by, `choices` the values to pick from where there are any.
    """

    key: str
    title: Words
    help: Words = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Condition:
    """One question about a party, such as how many orders it has placed.

    `predicate` turns a checked test into a predicate over parties; it gets its rows from the scope. `operators`
    narrows those of the value kind. `parameters` lists what a leaf may add: a time span for what is counted.
    `choices` lists the values to pick from; `fixed_choices` those that every workspace shares, and then no others are
    accepted. `label` writes a value for readers where it is a code. `group` is where the entry stands in a menu.
    A condition that is asked of one of several things names the parameter that says of which in `aspect`; a menu then
    offers each of the `aspects` of a workspace, or of the `fixed_aspects`, in the condition's place. `kept_in` is
    the column that holds the values of all aspects, each under its key. `looks_beyond` says that the answer for a
    party may change with rows that are of other parties, as of the company somebody works for. `is_trait` says that
    the value was worked out before, and is kept with the party as the trait of this name.
    """

    name: str
    title: Words
    help: Words
    value_kind: ValueKind
    predicate: Callable[[Scope, Test], Q]
    group: Words
    operators: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    fixed_choices: tuple[Choice, ...] = ()
    choices: Callable[[Scope], Sequence[Choice]] | None = None
    label: Callable[[Any], str] | None = None
    aspect: str = ""
    kept_in: str = ""
    aspects: Callable[[Scope], Sequence[Aspect]] | None = None
    fixed_aspects: tuple[Aspect, ...] = ()
    looks_beyond: bool = False
    is_trait: bool = False
    order: int = 100

    @property
    def offered(self) -> list[Operator]:
        """The operators that may be used, in the order of a menu."""
        of_kind = OPERATORS[self.value_kind]
        return [of_kind[name] for name in self.operators or of_kind]

    def operator(self, name: object) -> Operator | None:
        """The operator of that name, where this condition offers it."""
        return next((operator for operator in self.offered if operator.name == name), None)

    def choices_in(self, scope: Scope) -> list[Choice]:
        """The values to pick from in a workspace; none where any value may be typed."""
        return [*self.fixed_choices, *(self.choices(scope) if self.choices else ())]

    def aspects_in(self, scope: Scope) -> list[Aspect]:
        """The things it can be asked of in a workspace, read once for a scope; none where there is only one."""
        kept = f"aspects of {self.name}"
        if kept not in scope.kept:
            scope.kept[kept] = [*self.fixed_aspects, *(self.aspects(scope) if self.aspects else ())]
        return list(scope.kept[kept])


@cache
def registered() -> Catalogue[Condition]:
    """The conditions of all installed rooms, merged; a name may occur once in all of them."""
    folders = [f"{app.name}.conditions" for app in apps.get_app_configs() if app.name.startswith("rapport.apps.")]
    found = [Catalogue(folder, Condition) for folder in folders if find_spec(folder)]
    first, *others = found
    return first.merged_with(*others)
