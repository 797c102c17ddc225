"""Values of a workspace's own fields: from what was typed, imported or sent to what is kept, and back to words."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from rapport.apps.customers.models import CustomField
from rapport.kernel.errors import Refused
from rapport.kernel.money import Money
from rapport.kernel.text import text_error

Kind = CustomField.Kind
LONGEST_TEXT = 1_000
LONGEST_LINK = 500
AMOUNT_PARTS = 10_000
LARGEST = Decimal(10) ** 14
EMPTY: tuple[Any, ...] = (None, "", [])
YES = frozenset({"yes", "y", "true", "t", "1", "x", "on", "ja", "sí", "si", "oui", "sim"})
NO = frozenset({"no", "n", "false", "f", "0", "off", "nein", "non", "não", "nao"})
GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+|[+-]?\d{1,3}(\.\d{3}){2,}")


def read_field(field: CustomField, raw: Any) -> Any:
    """What is kept for a raw value, as JSON; None where nothing was said. Raises Refused, placed at the field's key.

    Reading what was read before gives the same again, except that amounts are read in units and kept in parts: give
    those as `Decimal`, text or number of units, or as `Money` in the workspace's currency.

    >>> read_field(CustomField(kind="number", key="n", title="N"), "12,5")
    12.5
    >>> read_field(CustomField(kind="choice", key="c", title="C", choices=["Gold"]), "gold")
    'Gold'
    """
    value = raw.strip() if isinstance(raw, str) else raw
    if value in EMPTY:
        return None
    try:
        return _READERS[Kind(field.kind)](field, value)
    except ValueError as error:
        raise Refused(f"{field.title}: {error}", place=field.key, code="field") from error


def read_attributes(
    fields: Mapping[str, CustomField], attributes: Mapping[str, Any], place: str = ""
) -> dict[str, Any]:
    """The attributes with the values of known fields read; what is under no field's key stays as it is."""
    read: dict[str, Any] = {}
    for key, raw in attributes.items():
        if key not in fields:
            read[key] = raw
            continue
        try:
            read[key] = read_field(fields[key], raw)
        except Refused as refused:
            raise Refused(refused.message, place=f"{place} › {key}" if place else key, code="field") from refused
    return read


def typed_field(field: CustomField, value: Any) -> Any:
    """A kept value as a person types it into a form, so that reading it again gives the same."""
    if value in EMPTY:
        return [] if field.kind == Kind.CHOICES else ""
    if field.kind == Kind.AMOUNT and isinstance(value, int):
        return format((Decimal(value) / AMOUNT_PARTS).normalize(), "f")
    if field.kind == Kind.YES_NO:
        return "yes" if value is True else "no"
    return value if field.kind == Kind.CHOICES else str(value)


def _text(field: CustomField, value: Any) -> str:
    text = str(value)
    if error := text_error(text, longest=LONGEST_TEXT):
        raise ValueError(error)
    return text


def _link(field: CustomField, value: Any) -> str:
    text = str(value)
    if error := text_error(text, longest=LONGEST_LINK):
        raise ValueError(error)
    link = text if re.match(r"[a-z][a-z0-9+.-]*:", text, re.IGNORECASE) else f"https://{text}"
    parts = urlsplit(link)
    if parts.scheme not in ("http", "https") or "." not in parts.netloc or " " in link:
        raise ValueError(_("“%(text)s” is not a link such as https://example.com.") % {"text": text[:60]})
    return link


def _number(field: CustomField, value: Any) -> int | float:
    number = _decimal(value)
    return int(number) if number == number.to_integral_value() else float(number)


def _amount(field: CustomField, value: Any) -> int:
    parts = _decimal(_units(field, value) if isinstance(value, Money) else value) * AMOUNT_PARTS
    if parts != parts.to_integral_value():
        raise ValueError(_("An amount has at most four places."))
    return int(parts)


def _units(field: CustomField, value: Money) -> Decimal:
    if value.currency != field.workspace.currency:
        wrong = {"given": value.currency, "kept": field.workspace.currency}
        raise ValueError(_("This amount is in %(given)s; amounts here are in %(kept)s.") % wrong)
    return value.amount


def _decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        raise ValueError(_("Fill in a number."))
    text = re.sub(r"[\s\u00a0\u202f'’]", "", str(value))
    if isinstance(value, str) and GROUPED.fullmatch(text):
        raise ValueError(
            _("“%(text)s” can be read in two ways. Write it without signs between thousands.") % {"text": text}
        )
    if "," in text and "." in text:
        last = max(text.rindex(","), text.rindex("."))
        text = re.sub(r"[.,]", "", text[:last]) + "." + text[last + 1 :]
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise ValueError(_("“%(text)s” is not a number.") % {"text": str(value)[:40]}) from None
    if not number.is_finite() or abs(number) >= LARGEST:
        raise ValueError(_("This number is too large."))
    return number


def _day(field: CustomField, value: Any) -> str:
    if isinstance(value, date):
        found = value.date() if isinstance(value, datetime) else value
    else:
        found = _parsed_day(str(value))
    if not 1000 <= found.year <= 9998:
        raise ValueError(_("Fill in a date such as 2026-03-31."))
    return found.isoformat()


def _parsed_day(text: str) -> date:
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d"):
        try:
            return datetime.strptime(text[:10] if form == "%Y-%m-%d" else text, form).date()  # noqa: DTZ007  a day
        except ValueError:
            continue
    raise ValueError(_("“%(text)s” is not a date such as 2026-03-31.") % {"text": text[:40]})


def _yes_no(field: CustomField, value: Any) -> bool:
    word = str(value).casefold()
    if word not in YES | NO:
        raise ValueError(_("“%(text)s” is neither yes nor no.") % {"text": str(value)[:40]})
    return word in YES


def _choice(field: CustomField, value: Any) -> str:
    known = {str(choice).casefold(): str(choice) for choice in field.choices}
    found = known.get(str(value).strip().casefold())
    if found is None:
        offered = ", ".join(str(choice) for choice in field.choices)
        message = _("“%(text)s” is none of the choices: %(offered)s.")
        raise ValueError(message % {"text": str(value)[:40], "offered": offered})
    return found


def _choices(field: CustomField, value: Any) -> list[str] | None:
    parts = list(value) if isinstance(value, list | tuple) else _split(field, str(value))
    found = {_choice(field, part) for part in parts if str(part).strip()}
    return [choice for choice in field.choices if choice in found] or None


def _split(field: CustomField, text: str) -> Sequence[str]:
    if text.casefold() in {str(choice).casefold() for choice in field.choices}:
        return [text]
    return re.split(r"[;|\n,]", text)


_READERS: dict[Kind, Callable[[CustomField, Any], Any]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.AMOUNT: _amount,
    Kind.DATE: _day,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.LINK: _link,
}
