"""Tests of values that stand under a key in a JSON column: the same answers on every database.

Every predicate is true or false, never unknown, so that its negation means everybody else.
"""

import json
from datetime import date
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import JSONField, Q, TextField, Value
from django.db.models.fields.json import (
    KeyTextTransform,
    KeyTransform,
    KeyTransformExact,
    KeyTransformGte,
    KeyTransformLte,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, GreaterThanOrEqual, IContains, IExact, IStartsWith, LessThanOrEqual

from rapport.kernel.conditions.scope import Scope
from rapport.kernel.conditions.test import Test

FURTHEST = 10**30
# Whole numbers up to here fit into a column of SQLite; beyond it they are compared as floats.
LARGEST_WHOLE = 2**63
LOOKUPS = {"exact": KeyTransformExact, "gte": KeyTransformGte, "lte": KeyTransformLte}
BEYOND_DAYS = "9999-12-31"


def text_inside(test: Test, column: str, key: str) -> Q:
    """The test of a text; case does not matter."""
    text = _text(column, key)
    if test.operator == "is_known":
        return ~Q(Exact(text, ""))
    if test.operator in ("contains", "starts_with"):
        return Q((IContains if test.operator == "contains" else IStartsWith)(text, test.value))
    return reduce(or_, [Q(IExact(text, value)) for value in test.values])


def number_inside(test: Test, column: str, key: str, *, unit: int = 1) -> Q:
    """The test of a number, kept in so many parts of the unit it is asked in. What is no number never passes."""
    known = Q(**{f"{column}__has_key": key})
    least, most = _bounds(test)
    passes = _compared(column, key, "gte", _stored(least, unit)) & _compared(column, key, "lte", _stored(most, unit))
    if test.operator in ("more_than", "less_than"):
        passes &= ~_compared(column, key, "exact", _stored(test.value, unit))
    return known & passes


def day_inside(test: Test, column: str, key: str, scope: Scope) -> Q:
    """The test of a day kept as an ISO date."""
    text = _text(column, key)
    if test.operator == "is_known":
        return Q(GreaterThanOrEqual(text, _iso(date.min))) & Q(LessThanOrEqual(text, BEYOND_DAYS))
    first, last = test.days(scope)
    return Q(GreaterThanOrEqual(text, _iso(first))) & Q(LessThanOrEqual(text, _iso(last)))


def set_inside(test: Test, column: str, key: str) -> Q:
    """The test of a list of texts: found in it by their quotation marks."""
    text = _text(column, key)
    if test.operator == "is_known":
        return ~Q(Exact(text, "")) & ~Q(Exact(text, "[]"))
    # SQLite keeps the signs of the JSON as they were written, PostgreSQL writes the letters themselves.
    written = {json.dumps(value, ensure_ascii=ascii_only) for value in test.values for ascii_only in (True, False)}
    return reduce(or_, [Q(IContains(text, value)) for value in sorted(written)])


def _text(column: str, key: str) -> Coalesce:
    return Coalesce(KeyTextTransform(key, column), Value(""), output_field=TextField())


def _compared(column: str, key: str, lookup: str, value: Any) -> Q:
    place = KeyTransform(key, column, output_field=JSONField())
    return Q(LOOKUPS[lookup](place, value))


def _bounds(test: Test) -> tuple[Any, Any]:
    if test.operator == "between":
        return test.value["start"], test.value["end"]
    if test.operator == "equals":
        return test.value, test.value
    if test.operator in ("at_least", "more_than"):
        return test.value, FURTHEST
    return -FURTHEST, FURTHEST if test.operator == "is_known" else test.value


def _stored(number: Decimal | int, unit: int) -> int | float:
    scaled = Decimal(number) * unit
    is_whole = scaled == scaled.to_integral_value() and abs(scaled) < LARGEST_WHOLE
    return int(scaled) if is_whole else float(scaled)


def _iso(day: date) -> str:
    return day.isoformat()
