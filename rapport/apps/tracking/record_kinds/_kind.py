"""What a kind of record is: which fact it fills, what can be said of one, and which rules it keeps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from django.apps import apps
from django.utils.functional import Promise

from rapport.analytics.fact import Column, Fact

FieldKind = Literal["text", "choice", "customer", "region", "moment", "number", "amount", "currency", "yes_no"]
Text = str | Promise
Values = dict[str, Any]
KINDS: dict[str, FieldKind] = {"instant": "moment", "money": "amount", "flag": "yes_no", "number": "number"}
MOST_MINUTES = Decimal(1_000_000_000)


@dataclass(frozen=True, slots=True)
class RecordField:
    """Something that can be said of a record, named like the column of the fact that it becomes.

    What kind of value it is and whether each record needs it follow from that column, unless the field says otherwise.
    A number lies between `low` and `high`. Words that are `free` were typed by somebody and go with the person.
    """

    name: str
    title: Text
    help: Text = ""
    required: bool | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    free: bool = False


@dataclass(frozen=True, slots=True)
class RecordRule:
    """What no record may do: when it is broken, which field is at fault, and a sentence for people."""

    broken: Callable[[Mapping[str, Any]], bool]
    field: str
    sentence: Text


@dataclass(frozen=True, eq=False)
class RecordKind:
    """A kind of record. `noun` is what several are called; `right` is needed to record them, `view` to see them.

    A record is recognised by its number. Where a source has none, the fields in `recognised_by` make one if all of
    them are said; otherwise everything that is said does. Records that are equal in `together` make one history:
    whenever one of them is written, `settle` puts all of them right, in whatever order they came, and fills the
    attributes `settled`, which nobody says. `moment` is when a record happened. Up to the moment `alive` a person it
    is about still has to do with the business, without end where that is empty; no such field, no sign of life.
    """

    name: str
    title: Text
    help: Text
    noun: Text
    number_title: Text
    label: str
    fact: Fact
    fields: tuple[RecordField, ...]
    rules: tuple[RecordRule, ...] = ()
    right: str = "customers.edit"
    view: str = "customers.view"
    recognised_by: tuple[str, ...] = ()
    together: str = ""
    settle: Callable[[list[Values]], None] | None = None
    settled: tuple[str, ...] = ()
    moment: str = "at"
    alive: str = ""
    order: int = 0

    @property
    def model(self) -> Any:
        """The model that keeps the records."""
        return apps.get_model(self.label)

    def field(self, name: str) -> RecordField:
        """The field of that name. Raises KeyError."""
        return _by_name(self)[name]

    @property
    def people(self) -> tuple[str, ...]:
        """The fields that name people and companies."""
        return tuple(one.name for one in self.fields if self.kind_of(one) == "customer")

    def kind_of(self, field: RecordField) -> FieldKind:
        """What sort of value a field takes."""
        return _sorts(self)[field.name]

    def is_required(self, field: RecordField) -> bool:
        """Must each record say it?"""
        return self._column(field).required if field.required is None else field.required

    def help_of(self, field: RecordField) -> Text:
        """What the field means."""
        return field.help or self._column(field).meaning

    def choices_of(self, field: RecordField) -> tuple[tuple[str, Text], ...]:
        """The words a field may hold, each with its title; none for a field that is no choice."""
        if self.kind_of(field) != "choice":
            return ()
        return tuple(self.model._meta.get_field(field.name).choices)

    def attribute(self, name: str) -> str:
        """The model's attribute that holds the field."""
        return _attributes(self)[name]

    def _column(self, field: RecordField) -> Column:
        return self.fact.column(field.name)


@cache
def _by_name(kind: RecordKind) -> dict[str, RecordField]:
    return {field.name: field for field in kind.fields}


@cache
def _sorts(kind: RecordKind) -> dict[str, FieldKind]:
    return {field.name: _sort(kind.fact, kind.fact.column(field.name)) for field in kind.fields}


def _sort(fact: Fact, column: Column) -> FieldKind:
    if column.name in fact.customer_columns:
        return "customer"
    if column.name == fact.region:
        return "region"
    if column.name == fact.currency:
        return "currency"
    return "choice" if column.choices else KINDS.get(column.type, "text")


@cache
def _attributes(kind: RecordKind) -> dict[str, str]:
    keys = {one.name: kind.model.CUSTOMER if one.name == kind.fact.customer else one.name for one in kind.fields}
    return {name: str(kind.model._meta.get_field(key).attname) for name, key in keys.items()}


def never_before(later: str, earlier: str, sentence: Text) -> RecordRule:
    """The rule that one moment does not come before another, where both are known."""

    def broken(values: Mapping[str, Any]) -> bool:
        first, second = values.get(earlier), values.get(later)
        return first is not None and second is not None and second < first

    return RecordRule(broken, later, sentence)


def amount(name: str, title: Text, **options: Any) -> RecordField:
    """An amount that is not below zero."""
    return RecordField(name, title, low=Decimal(0), **options)


def minutes(name: str, title: Text, **options: Any) -> RecordField:
    """A working time."""
    return RecordField(name, title, low=Decimal(0), high=MOST_MINUTES, **options)
