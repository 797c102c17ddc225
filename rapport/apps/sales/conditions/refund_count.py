"""Condition: how many refunds."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from rapport.apps.sales.conditions._orders import orders_of
from rapport.kernel.conditions import Condition, Scope, Test
from rapport.kernel.conditions.condition import TIME_SPAN
from rapport.kernel.conditions.operators import COMPARISONS


def _predicate(scope: Scope, test: Test) -> Q:
    return test.on_total(orders_of(scope, test, "refund"), "customer", Count("pk"))


refund_count = Condition(
    name="refund_count",
    title=_("Number of refunds"),
    help=_("Refunds and cancellations by date of refund. Whoever never had one has 0."),
    value_kind="number",
    predicate=_predicate,
    group=_("Orders"),
    operators=COMPARISONS,
    parameters=TIME_SPAN,
    order=67,
)
