"""Condition: current membership of another segment."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition, Scope, Test


def _predicate(scope: Scope, test: Test) -> Q:
    current = scope.rows("customers.Membership").filter(segment__in=test.values, until=None)
    return Q(pk__in=current.values("party"))


def _choices(scope: Scope) -> Sequence[tuple[int, str]]:
    segments = scope.rows("customers.Segment").filter(archived_at=None).order_by("name")
    return list(segments.values_list("pk", "name"))


in_segment = Condition(
    name="in_segment",
    title=_("Segment"),
    help=_("The record is in another segment now."),
    value_kind="segment",
    predicate=_predicate,
    group=_("Who"),
    choices=_choices,
    order=16,
)
