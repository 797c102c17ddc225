"""Condition: whose birthday comes up."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition, Scope, Test

WHOLE_YEAR = 365


def _predicate(scope: Scope, test: Test) -> Q:
    if test.operator == "is_known":
        return Q(birth_date__isnull=False)
    known = Q(birth_date__isnull=False)
    if test.value >= WHOLE_YEAR:
        return known
    days = (scope.today + timedelta(days=number) for number in range(test.value + 1))
    return known & _on(days)


def _on(days: Iterable[date]) -> Q:
    """Born on one of these days of some year; whoever was born on a 29 February celebrates on the 28th otherwise."""
    months: dict[int, set[int]] = {}
    for day in days:
        months.setdefault(day.month, set()).add(day.day)
        if (day.month, day.day) == (2, 28) and (day + timedelta(days=1)).day != 29:
            months[2].add(29)
    parts = [Q(birth_date__month=month, birth_date__day__in=sorted(found)) for month, found in months.items()]
    return reduce(or_, parts)


birthday = Condition(
    name="birthday",
    title=_("Birthday"),
    help=_("Whose birthday comes up, whatever the year of birth."),
    value_kind="day",
    predicate=_predicate,
    group=_("Who"),
    operators=("in_next_days", "is_known", "is_unknown"),
    order=18,
)
