"""The workspace's own fields, and what a record holds in them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.customers.models import CustomField, Party
from rapport.apps.customers.rights import fields_of
from rapport.kernel.errors import Missing

AMOUNT_PARTS = 10_000


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A field with the value of one record; `shown` is a text, a list, a number, a day or an amount to print."""

    field: CustomField
    value: Any

    @property
    def is_known(self) -> bool:
        """Has the record a value?"""
        return self.value not in (None, "", [])

    @property
    def shown(self) -> Any:
        """The value as templates print it."""
        if self.field.kind == CustomField.Kind.AMOUNT and isinstance(self.value, int):
            return Decimal(self.value) / AMOUNT_PARTS
        if self.field.kind == CustomField.Kind.DATE:
            return _day(self.value)
        return self.value


def own_fields(member: Member, kind: str = "") -> list[CustomField]:
    """The fields in use, in their order: all of them, or those of people or of companies."""
    member.require("customers.view")
    rows: QuerySet[Any, CustomField] = CustomField.objects.of(member).filter(archived_at=None)
    if kind:
        rows = rows.filter(used_for__in=[kind, CustomField.For.BOTH])
    rights = fields_of(member)
    return [field for field in rows if rights.shows(f"attributes.{field.key}")]


def own_words(workspace: Workspace) -> list[tuple[str, str, dict[int, str]]]:
    """The fields in use that hold one of a few words: key, title, and the word of each customer by id.

    Of yes-or-no fields "yes" or "no". For work about all customers at once, not for a member's eyes: who shows it asks
    whether the member sees the field.
    """
    kinds = (CustomField.Kind.CHOICE, CustomField.Kind.YES_NO)
    rows = CustomField.objects.of(workspace).filter(archived_at=None, kind__in=kinds)
    return [(field.key, field.title, _words_in(workspace, field.key)) for field in rows]


def _words_in(workspace: Workspace, key: str) -> dict[int, str]:
    held = Party.objects.of(workspace).filter(attributes__has_key=key).values_list("pk", f"attributes__{key}")
    said = {True: "yes", False: "no"}
    return {pk: said.get(value, str(value)) for pk, value in held.iterator() if value not in (None, "")}


def archived_fields(member: Member) -> QuerySet[Any, CustomField]:
    """The fields that were put away."""
    member.require("customers.view")
    return CustomField.objects.of(member).filter(archived_at__isnull=False).order_by("title")  # type: ignore[no-any-return]


def field(member: Member, field_id: int) -> CustomField:
    """A field of the member's workspace. Raises Missing."""
    member.require("customers.view")
    found: CustomField | None = CustomField.objects.of(member).filter(pk=field_id).first()
    if found is None:
        raise Missing("There is no such field.")
    return found


def field_values(fields: list[CustomField], of: Party) -> list[FieldValue]:
    """What a record holds in these fields."""
    return [FieldValue(field, of.attributes.get(field.key)) for field in fields]


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return value
