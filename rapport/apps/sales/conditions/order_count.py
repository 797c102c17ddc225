"""Condition: how many orders."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from rapport.apps.sales.conditions._orders import orders_of
from rapport.kernel.conditions import Condition, Scope, Test
from rapport.kernel.conditions.condition import TIME_SPAN
from rapport.kernel.conditions.operators import COMPARISONS


def _predicate(scope: Scope, test: Test) -> Q:
    return test.on_total(orders_of(scope, test, "sale"), "customer", Count("pk"))


order_count = Condition(
    name="order_count",
    title=_("Number of orders"),
    help=_("Orders placed; refunds and corrections do not count. Whoever never ordered has 0."),
    value_kind="number",
    predicate=_predicate,
    group=_("Orders"),
    operators=COMPARISONS,
    parameters=TIME_SPAN,
    order=60,
)
