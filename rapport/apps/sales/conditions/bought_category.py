"""Condition: from which category something was bought."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.apps.sales.conditions._orders import lines_sold
from rapport.kernel.conditions import Condition, Scope, Test
from rapport.kernel.conditions.condition import TIME_SPAN
from rapport.kernel.conditions.operators import MEMBERSHIP


def _predicate(scope: Scope, test: Test) -> Q:
    products = scope.rows("sales.Product").filter(category__in=test.values)
    return Q(pk__in=lines_sold(scope, test).filter(product__in=products.values("pk")).values("order__customer"))


def _choices(scope: Scope) -> Sequence[tuple[str, str]]:
    products = scope.rows("sales.Product").exclude(category="").order_by("category")
    return [(name, name) for name in products.values_list("category", flat=True).distinct()]


bought_category = Condition(
    name="bought_category",
    title=_("Category bought"),
    help=_("Something of the product category was bought. “Is not” means: never."),
    value_kind="choice",
    predicate=_predicate,
    group=_("Orders"),
    operators=MEMBERSHIP,
    parameters=TIME_SPAN,
    choices=_choices,
    order=66,
)
