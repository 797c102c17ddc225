"""Condition: how much was bought, less refunds."""

from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from rapport.apps.sales.conditions._orders import orders_of
from rapport.kernel.conditions import Condition, Scope, Test
from rapport.kernel.conditions.condition import TIME_SPAN
from rapport.kernel.conditions.operators import COMPARISONS


def _predicate(scope: Scope, test: Test) -> Q:
    orders = orders_of(scope, test).filter(reporting_amount__isnull=False)
    return test.on_total(orders, "customer", Sum("reporting_amount"))


order_total = Condition(
    name="order_total",
    title=_("Revenue"),
    help=_(
        "Net amount of all orders less refunds; other currencies at the rate of the day of each order. "
        "Whoever never ordered has 0."
    ),
    value_kind="amount",
    predicate=_predicate,
    group=_("Orders"),
    operators=COMPARISONS,
    parameters=TIME_SPAN,
    order=61,
)
