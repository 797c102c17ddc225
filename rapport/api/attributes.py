"""The workspace's own fields in JSON: each value in the type that its field is defined with."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, Strict

from rapport.api.kinds import Money, money
from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import CustomField
from rapport.apps.customers.queries.fields import AMOUNT_PARTS
from rapport.kernel.errors import Refused

Kind = CustomField.Kind
Value = (
    Annotated[bool, Strict()]
    | Annotated[int, Strict()]
    | Annotated[float, Strict()]
    | Annotated[str, Strict(), Field(max_length=1_000)]
    | Annotated[list[Annotated[str, Strict(), Field(max_length=200)]], Field(max_length=200)]
    | Money
    | None
)
Values = Annotated[dict[str, Value], Field(max_length=100)]
TYPES: dict[str, tuple[tuple[type, ...], str]] = {
    Kind.TEXT: ((str,), "a text"),
    Kind.LINK: ((str,), "a link as text"),
    Kind.DATE: ((str,), "a day such as 2026-03-31"),
    Kind.CHOICE: ((str,), "one of the choices"),
    Kind.CHOICES: ((list,), "a list of choices"),
    Kind.NUMBER: ((int, float), "a number"),
    Kind.YES_NO: ((bool,), "true or false"),
    Kind.AMOUNT: ((Money,), "an object with amount and currency"),
}


def read_values(member: Member, fields: Iterable[CustomField], given: Mapping[str, Any]) -> dict[str, Any]:
    """The values as operations take them. Raises Refused for a field there is not, or a value of another type."""
    known = {field.key: field for field in fields}
    return {key: _read(member, known.get(key), key, value) for key, value in given.items()}


def told_values(member: Member, fields: Iterable[CustomField], kept: Mapping[str, Any]) -> dict[str, Any]:
    """What a record holds in these fields, as programs are told it."""
    currency = member.workspace.currency
    return {field.key: _told(field, kept[field.key], currency) for field in fields if field.key in kept}


def _read(member: Member, field: CustomField | None, key: str, value: Any) -> Any:
    place = f"attributes › {key[:60]}"
    if field is None:
        raise Refused(f"There is no field “{key[:60]}”. See /fields.", place=place, code="field")
    if value is None:
        return None
    types, words = TYPES[field.kind]
    if not isinstance(value, types) or (isinstance(value, bool) and field.kind != Kind.YES_NO):
        raise Refused(f"{field.title}: expected {words}.", place=place, code="field")
    if isinstance(value, Money):
        return _amount(member, value, place)
    return value


def _amount(member: Member, given: Money, place: str) -> Decimal:
    if given.currency != member.workspace.currency:
        message = f"Amounts are in {member.workspace.currency} here."
        raise Refused(message, place=f"{place} › currency", code="currency")
    return Decimal(given.amount)


def _told(field: CustomField, value: Any, currency: str) -> Any:
    if field.kind == Kind.AMOUNT and isinstance(value, int):
        return money(Decimal(value) / AMOUNT_PARTS, currency)
    return value
