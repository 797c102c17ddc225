"""Pages of long lists by cursor: the next page costs the same as the first, however far one has read."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, Q, QuerySet

Row = TypeVar("Row")
PAGE_SIZE = 50
COUNTED_UP_TO = 10_000
LARGEST_EXPONENT = 14
_ID = BigIntegerField()


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

    @property
    def is_begun(self) -> bool:
        """Was counting left off before 10,000, because somebody waits for the rows?"""
        return not self.exact and self.number < COUNTED_UP_TO


@dataclass(frozen=True)
class Order:
    """By which column a list stands, then by id.

    Where some rows have nothing in the column, `known` and `unknown` tell them apart: those without come last,
    whichever way the others stand.
    """

    column: str
    descending: bool = False
    known: Q | None = None
    unknown: Q | None = None

    def is_known(self, row: Any) -> bool:
        """Does the row stand among those that have something in the column?"""
        return self.known is None or getattr(row, self.column) not in (None, "")


def page_of(
    rows: QuerySet[Any, Row], *, column: str, descending: bool, cursor: str = "", size: int = PAGE_SIZE
) -> Page[Row]:
    """One page of a queryset, by a column that is never null, then by id.

    A cursor that cannot be read means the start.
    """
    return page_in(rows, Order(column, descending), cursor=cursor, size=size)


def page_in(rows: QuerySet[Any, Row], order: Order, *, cursor: str = "", size: int = PAGE_SIZE) -> Page[Row]:
    """One page of a queryset in an order. A cursor that cannot be read means the start."""
    place = _read(cursor, rows.model._meta.get_field(order.column))
    if place is not None and place[1] is None and order.unknown is None:
        place = None
    backwards = bool(place and place[0] == "<")
    found: list[Row] = []
    for part in _parts(rows, order, place, backwards=backwards):
        found += part[: size + 1 - len(found)]
        if len(found) > size:
            break
    more, shown = len(found) > size, found[:size]
    if backwards:
        shown.reverse()
    forward = shown and (more or backwards)
    back = shown and (more if backwards else bool(place))
    return Page(
        shown,
        next=_written(">", shown[-1], order) if forward else "",
        previous=_written("<", shown[0], order) if back else "",
    )


def page_of_ids(ids: Sequence[int], cursor: str = "", size: int = PAGE_SIZE) -> Page[int]:
    """One page of a list that was put in order here. A cursor of a row that is gone means the start."""
    direction, _value, row_id = _read(cursor, _ID) or ("", None, 0)
    at = ids.index(row_id) if direction and row_id in ids else None
    start = 0 if at is None else max(0, at - size) if direction == "<" else at + 1
    end = at if direction == "<" and at is not None else start + size
    shown = list(ids[start:end])
    return Page(
        shown,
        next=_encoded(">", None, shown[-1]) if shown and end < len(ids) else "",
        previous=_encoded("<", None, shown[0]) if shown and start > 0 else "",
    )


def _parts(
    rows: QuerySet[Any, Row], order: Order, place: tuple[str, Any, int] | None, *, backwards: bool
) -> Iterator[QuerySet[Any, Row]]:
    """What is read one after the other: from the place on, those with a value and then those without, or back."""
    falling = order.descending != backwards
    sign, back = "-" if falling else "", "-" if backwards else ""
    known = rows if order.known is None else rows.filter(order.known)
    known = known.order_by(f"{sign}{order.column}", f"{sign}pk")
    unknown = None if order.unknown is None else rows.filter(order.unknown).order_by(f"{back}pk")
    if place is None:
        yield known
    elif place[1] is not None:
        yield known.filter(_beyond(order.column, place[1], place[2], falling=falling))
    if unknown is None:
        return
    if place is not None and place[1] is None:
        yield unknown.filter(**{"pk__lt" if backwards else "pk__gt": place[2]})
        if backwards:
            yield known
    elif not backwards:
        yield unknown


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


def _written(direction: str, row: Any, order: Order) -> str:
    value = getattr(row, order.column) if order.is_known(row) else None
    text = value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Decimal) else value
    return _encoded(direction, text, row.pk)


def _encoded(direction: str, value: Any, row_id: int) -> str:
    return urlsafe_b64encode(json.dumps([direction, value, row_id]).encode()).decode().rstrip("=")


def _read(cursor: str, field: Any) -> tuple[str, Any, int] | None:
    try:
        direction, value, row_id = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if direction in ("<", ">") and type(row_id) is int and value is None:
            return direction, None, row_id
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
