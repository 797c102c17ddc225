"""Condition: an amount of money in one of the workspace’s own fields."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.conditions._fields import fields_of
from rapport.kernel.conditions import Condition, Scope, Test, number_inside

# Amounts are kept as whole ten-thousandths.
PARTS = 10_000


def _predicate(scope: Scope, test: Test) -> Q:
    return number_inside(test, "attributes", test.parameters["field"], unit=PARTS)


amount_field = Condition(
    name="amount_field",
    title=_("Amount field"),
    help=_("An amount of money in one of your own fields, in the workspace’s currency."),
    value_kind="amount",
    predicate=_predicate,
    group=_("Your fields"),
    aspect="field",
    kept_in="attributes",
    aspects=fields_of("amount"),
    order=82,
)
