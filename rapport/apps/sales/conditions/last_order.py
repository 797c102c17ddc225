"""Condition: when the latest order was placed."""

from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from rapport.apps.sales.conditions._orders import orders_of
from rapport.kernel.conditions import Condition, Scope, Test


def _predicate(scope: Scope, test: Test) -> Q:
    return test.on_moment_of(orders_of(scope, test, "sale"), "customer", Max("at"), scope)


last_order = Condition(
    name="last_order",
    title=_("Last order"),
    help=_("The date of the latest order; refunds do not count. Not known for whoever never ordered."),
    value_kind="date",
    predicate=_predicate,
    group=_("Orders"),
    order=63,
)
