"""Condition: when the first order was placed."""

from django.db.models import Min, Q
from django.utils.translation import gettext_lazy as _

from rapport.apps.sales.conditions._orders import orders_of
from rapport.kernel.conditions import Condition, Scope, Test


def _predicate(scope: Scope, test: Test) -> Q:
    return test.on_moment_of(orders_of(scope, test, "sale"), "customer", Min("at"), scope)


first_order = Condition(
    name="first_order",
    title=_("First order"),
    help=_("The date of the first order. Not known for whoever never ordered."),
    value_kind="date",
    predicate=_predicate,
    group=_("Orders"),
    order=62,
)
