"""Records beside each other, field by field, with what would stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import choosable_fields
from rapport.apps.customers.queries.columns import OF_RECORDS
from rapport.ui.figures import day

EMPTY = (None, "")
TITLES = {column.fact: column.title for column in OF_RECORDS if column.fact} | {"street": _("Address")}


@dataclass(frozen=True, slots=True)
class Choice:
    """What one record has in a field."""

    party_id: int
    text: str
    stays: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One field of all records."""

    name: str
    title: str
    choices: list[Choice]

    @property
    def differs(self) -> bool:
        """Do records that have something here have different things?"""
        return len({choice.text.casefold() for choice in self.choices if choice.text}) > 1


def lines_of(records: Sequence[Party], keys: dict[str, str]) -> list[Line]:
    """The fields that any of the records has something in; `keys` are the titles of the workspace's own fields."""
    lines = [
        _line(name, _title(name), records, [_text(record, columns) for record in records])
        for name, columns in choosable_fields().items()
    ]
    own = dict.fromkeys(key for record in records for key in record.attributes)
    lines += [
        _line(f"attributes.{key}", keys.get(key, key), records, [_plain(one.attributes.get(key)) for one in records])
        for key in own
    ]
    return [line for line in lines if any(choice.text for choice in line.choices)]


def _line(name: str, title: str, records: Sequence[Party], texts: list[str]) -> Line:
    """The kept record, which comes first, keeps what it has; gaps are filled by the first other that has something."""
    staying = next((place for place, text in enumerate(texts) if text), 0)
    choices = [
        Choice(one.pk, text, place == staying) for place, (one, text) in enumerate(zip(records, texts, strict=True))
    ]
    return Line(name, title, choices)


def _title(name: str) -> str:
    if name in TITLES:
        return str(TITLES[name])
    return str(_field(name).verbose_name).capitalize()


def _text(record: Party, columns: tuple[str, ...]) -> str:
    shown = [
        column for column in columns if column not in ("email_normal", "phone_normal", "given_name", "family_name")
    ]
    return ", ".join(text for column in shown if (text := _plain(_value(record, column))))


def _value(record: Party, column: str) -> Any:
    field = _field(column)
    if field.is_relation and getattr(record, column) is not None:
        return str(getattr(record, field.name))
    if getattr(field, "choices", None):
        return getattr(record, f"get_{field.name}_display")()
    return getattr(record, column)


def _field(column: str) -> Any:
    return next(field for field in Party._meta.concrete_fields if field.attname == column)


def _plain(value: Any) -> str:
    if value in EMPTY:
        return ""
    if hasattr(value, "year"):
        return day(value)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
