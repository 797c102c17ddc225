"""Condition: the average amount of an order."""

from django.db.models import Avg, Q
from django.utils.translation import gettext_lazy as _

from rapport.apps.sales.conditions._orders import orders_of
from rapport.kernel.conditions import Condition, Scope, Test
from rapport.kernel.conditions.condition import TIME_SPAN
from rapport.kernel.conditions.operators import COMPARISONS


def _predicate(scope: Scope, test: Test) -> Q:
    orders = orders_of(scope, test, "sale").filter(reporting_amount__isnull=False)
    return test.on_number_of(orders, "customer", Avg("reporting_amount"))


average_order_value = Condition(
    name="average_order_value",
    title=_("Average order value"),
    help=_(
        "Net amount of orders before refunds, divided by their number; other currencies at the rate of the day of "
        "each order. Not known for whoever never ordered."
    ),
    value_kind="amount",
    predicate=_predicate,
    group=_("Orders"),
    operators=COMPARISONS,
    parameters=TIME_SPAN,
    order=64,
)
