"""Pages of long lists by cursor: the next page costs the same as the first, however far one has read."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

Row = TypeVar("Row")
PAGE_SIZE = 50
COUNTED_UP_TO = 10_000
LARGEST_EXPONENT = 14


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows of a list, and the cursors of the pages after and before (empty at the ends)."""

    rows: list[Row]
    next: str
    previous: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows there are: exact, or "more than" where counting on would take long."""

    number: int
    exact: bool


def page_of(
    rows: QuerySet[Any, Row], *, column: str, descending: bool, cursor: str = "", size: int = PAGE_SIZE
) -> Page[Row]:
    """One page of a queryset, by a column that is never null, then by id.

    A cursor that cannot be read means the start.
    """
    place = _read(cursor, rows.model._meta.get_field(column))
    backwards = bool(place and place[0] == "<")
    falling = descending != backwards
    if place:
        rows = rows.filter(_beyond(column, place[1], place[2], falling=falling))
    sign = "-" if falling else ""
    found = list(rows.order_by(f"{sign}{column}", f"{sign}pk")[: size + 1])
    more, shown = len(found) > size, found[:size]
    if backwards:
        shown.reverse()
    forward = shown and (more or backwards)
    back = shown and (more if backwards else bool(place))
    return Page(
        shown,
        next=_written(">", shown[-1], column) if forward else "",
        previous=_written("<", shown[0], column) if back else "",
    )


def count_of(rows: QuerySet[Any, Any], *, exactly: bool = False) -> Count:
    """The number of rows, counted up to 10,000 unless asked exactly."""
    if exactly:
        return Count(rows.order_by().count(), exact=True)
    number = rows.order_by()[: COUNTED_UP_TO + 1].count()
    return Count(min(number, COUNTED_UP_TO), exact=number <= COUNTED_UP_TO)


def _beyond(column: str, value: Any, row_id: int, *, falling: bool) -> Q:
    word = "lt" if falling else "gt"
    # The first condition alone is what an index can seek to; the second breaks ties.
    return Q(**{f"{column}__{word}e": value}) & (Q(**{f"{column}__{word}": value}) | Q(**{f"pk__{word}": row_id}))


def _written(direction: str, row: Any, column: str) -> str:
    value = getattr(row, column)
    text = value.isoformat() if isinstance(value, datetime) else str(value) if isinstance(value, Decimal) else value
    return urlsafe_b64encode(json.dumps([direction, text, row.pk]).encode()).decode().rstrip("=")


def _read(cursor: str, field: Any) -> tuple[str, Any, int] | None:
    try:
        direction, value, row_id = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if direction in ("<", ">") and type(row_id) is int and type(value) in (str, int):
            return direction, _storable(field.to_python(value)), row_id
    except (ValueError, TypeError, ArithmeticError, RecursionError, ValidationError):
        return None
    return None


def _storable(value: Any) -> Any:
    """The value, or ValueError for one that no row has and no database takes."""
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError("a moment without a zone")
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, Decimal) and value.adjusted() > LARGEST_EXPONENT:
        raise ValueError("too large")
    if isinstance(value, str) and "\x00" in value.encode().decode():
        raise ValueError("a NUL")
    return value
