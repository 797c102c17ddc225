"""Condition: which product was bought."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rapport.apps.sales.conditions._orders import lines_sold
from rapport.kernel.conditions import Condition, Scope, Test
from rapport.kernel.conditions.condition import TIME_SPAN


def _predicate(scope: Scope, test: Test) -> Q:
    products = scope.rows("sales.Product").filter(test.on_text("sku") | test.on_text("name"))
    return Q(pk__in=lines_sold(scope, test).filter(product__in=products.values("pk")).values("order__customer"))


bought_product = Condition(
    name="bought_product",
    title=_("Product bought"),
    help=_("By number (SKU) or name. “Is not” means: never bought it."),
    value_kind="text",
    predicate=_predicate,
    group=_("Orders"),
    operators=("is", "is_not", "is_one_of", "is_none_of", "contains", "does_not_contain", "starts_with"),
    parameters=TIME_SPAN,
    order=65,
)
