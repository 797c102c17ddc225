"""Condition: the age of a person in whole years."""

from calendar import isleap
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition, Scope, Test

OLDEST = 1000


def _predicate(scope: Scope, test: Test) -> Q:
    known = Q(birth_date__isnull=False)
    if test.operator == "is_known":
        return known
    youngest, oldest = _years(test)
    born_by = Q(birth_date__lte=_years_before(scope.today, max(youngest, 0)))
    born_after = Q(birth_date__gt=_years_before(scope.today, min(oldest, OLDEST) + 1)) if oldest >= 0 else Q(pk__in=[])
    return known & born_by & born_after


def _years(test: Test) -> tuple[int, int]:
    """The span of whole years that passes.

    >>> _years(Test("more_than", Decimal("30.5")))
    (31, 1000)
    """
    if test.operator == "between":
        return _up(test.value["start"]), _down(test.value["end"])
    value = test.value
    return {
        "at_least": (_up(value), OLDEST),
        "more_than": (_down(value) + 1, OLDEST),
        "at_most": (0, _down(value)),
        "less_than": (0, _up(value) - 1),
        "equals": (_up(value), _down(value)),
    }[test.operator]


def _up(number: Decimal) -> int:
    return min(int(number.to_integral_value(ROUND_CEILING)), OLDEST)


def _down(number: Decimal) -> int:
    return min(int(number.to_integral_value(ROUND_FLOOR)), OLDEST)


def _years_before(day: date, years: int) -> date:
    """The last birthday of whoever is at least that old on the day."""
    year = day.year - years
    if year < 1:
        return date.min
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)


age = Condition(
    name="age",
    title=_("Age"),
    help=_("Whole years since the date of birth, as of today."),
    value_kind="number",
    predicate=_predicate,
    group=_("Who"),
    order=12,
)
