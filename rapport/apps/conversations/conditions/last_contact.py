"""Condition: when they were last spoken to, met or written to, or wrote themselves."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition, Scope, Test
from rapport.kernel.models import WorkspaceQuerySet


def _predicate(scope: Scope, test: Test) -> Q:
    """The latest of three kinds of contact fits: one is within the days that fit, and none is after them."""
    if test.operator == "is_known":
        return _had(scope, None, None)
    first, last = test.days(scope)
    start = None if first.year <= 1 else scope.start_of(first)
    end = None if last.year >= 9999 else scope.end_of(last)
    within = _had(scope, start, end)
    return within if end is None else within & ~_had(scope, end, None)


def _had(scope: Scope, start: datetime | None, end: datetime | None) -> Q:
    """Those who had a contact from one moment to another."""
    found = Q(pk__in=[])
    for rows in _contacts(scope):
        rows = rows if start is None else rows.filter(at__gte=start)
        rows = rows if end is None else rows.filter(at__lt=end)
        found |= Q(pk__in=rows.order_by().values("party"))
    return found


def _contacts(scope: Scope) -> Iterator[WorkspaceQuerySet]:
    yield scope.rows("conversations.Call").filter(held_at__isnull=False)
    yield scope.rows("conversations.Message").all()
    yield scope.rows("conversations.Attendee").filter(meeting__held_at__isnull=False)


last_contact = Condition(
    name="last_contact",
    title=_("Last contact"),
    help=_("The latest call or meeting that was held, or message either way. Not known for whoever never had one."),
    value_kind="date",
    predicate=_predicate,
    group=_("Talks and tasks"),
    order=77,
)
