"""Condition: the region of the record."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition, Scope, Test


def _predicate(scope: Scope, test: Test) -> Q:
    if test.operator == "is_known":
        return Q(region__isnull=False)
    return Q(region__in=scope.rows("customers.Region").filter(name__in=test.values).values("pk"))


def _choices(scope: Scope) -> Sequence[tuple[str, str]]:
    names = scope.rows("customers.Region").order_by("name").values_list("name", flat=True)
    return [(name, name) for name in names]


region = Condition(
    name="region",
    title=_("Region"),
    help=_("The region or market the record belongs to."),
    value_kind="region",
    predicate=_predicate,
    group=_("Where"),
    choices=_choices,
    order=20,
)
