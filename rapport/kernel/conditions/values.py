"""Reading the value of a leaf: every shape of every kind, checked, with the place of what is wrong."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from rapport.kernel.conditions.errors import ConditionError, Place
from rapport.kernel.conditions.operators import Shape, ValueKind

LONGEST_TEXT = 200
LONGEST_LIST = 200
LARGEST_NUMBER = Decimal(10) ** 15
MOST_DAYS = 36_500


def read_value(value: Any, kind: ValueKind, shape: Shape, place: Place) -> Any:
    """The value as Python objects: str, int, Decimal or date, alone, in a list or as a pair.

    Raises ConditionError naming the place.
    """
    return _SHAPES[shape](value, kind, place)


def written(value: Any) -> Any:
    """The value as JSON holds it: the opposite of `read_value`."""
    if isinstance(value, dict):
        return {key: written(part) for key, part in value.items()}
    if isinstance(value, list):
        return [written(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else format(value, "f")
    return value


def _none(value: Any, kind: ValueKind, place: Place) -> None:
    if value not in (None, ""):
        raise ConditionError(_("This needs no value."), place)


def _many(value: Any, kind: ValueKind, place: Place) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise ConditionError(_("Give at least one value."), place)
    if len(value) > LONGEST_LIST:
        raise ConditionError(_("At most %(count)d values.") % {"count": LONGEST_LIST}, place)
    return [_one(part, kind, (*place, str(number))) for number, part in enumerate(value, 1)]


def _range(value: Any, kind: ValueKind, place: Place) -> dict[str, Any]:
    parts = _parts(value, {"start", "end"}, place)
    start, end = _one(parts["start"], kind, (*place, "start")), _one(parts["end"], kind, (*place, "end"))
    if end < start:
        raise ConditionError(_("The end comes before the start."), (*place, "end"))
    return {"start": start, "end": end}


def _days(value: Any, kind: ValueKind, place: Place) -> int:
    number = _number(value, place)
    if number != number.to_integral_value() or not 1 <= number <= MOST_DAYS:
        raise ConditionError(_("A whole number of days from 1 to %(most)d.") % {"most": MOST_DAYS}, place)
    return int(number)


def _days_before(value: Any, kind: ValueKind, place: Place) -> dict[str, Any]:
    parts = _parts(value, {"days", "date"}, place)
    return {"days": _days(parts["days"], kind, (*place, "days")), "date": _date(parts["date"], (*place, "date"))}


def _one(value: Any, kind: ValueKind, place: Place) -> Any:
    return _KINDS[kind](value, place)


def _parts(value: Any, names: set[str], place: Place) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) != names:
        wanted = ", ".join(sorted(names))
        raise ConditionError(_("Expected an object with %(names)s.") % {"names": wanted}, place)
    return value


def _text(value: Any, place: Place) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ConditionError(_("Fill in a value."), place)
    if len(value) > LONGEST_TEXT:
        raise ConditionError(_("At most %(count)d characters.") % {"count": LONGEST_TEXT}, place)
    if "\x00" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise ConditionError(_("This text holds characters that cannot be stored."), place)
    return value.strip()


def _number(value: Any, place: Place) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal) or not str(value).strip():
        raise ConditionError(_("Fill in a number."), place)
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise ConditionError(_("“%(value)s” is not a number.") % {"value": str(value)[:40]}, place) from None
    if not number.is_finite() or abs(number) >= LARGEST_NUMBER:
        raise ConditionError(_("This number is too large."), place)
    return number


def _date(value: Any, place: Place) -> date:
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or not 1900 <= found.year <= 2200:
        raise ConditionError(_("Fill in a date such as 2026-03-31."), place)
    return found


def _segment(value: Any, place: Place) -> int:
    return _key(value, place, _("Choose a segment."))


def _record(value: Any, place: Place) -> int:
    return _key(value, place, _("Choose one of the list."))


def _key(value: Any, place: Place, refusal: str) -> int:
    number = _number(value, place) if value not in (None, "") else Decimal(0)
    if number != number.to_integral_value() or number < 1:
        raise ConditionError(refusal, place)
    return int(number)


_KINDS: dict[ValueKind, Callable[[Any, Place], Any]] = {
    "text": _text,
    "choice": _text,
    "tag": _text,
    "region": _text,
    "number": _number,
    "amount": _number,
    "date": _date,
    "day": _date,
    "set": _text,
    "segment": _segment,
    "record": _record,
}
_SHAPES: dict[Shape, Callable[[Any, ValueKind, Place], Any]] = {
    "one": _one,
    "none": _none,
    "many": _many,
    "range": _range,
    "days": _days,
    "days_before": _days_before,
}
