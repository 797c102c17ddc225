"""The rows the conditions of this folder count."""

from rapport.kernel.conditions import Scope, Test
from rapport.kernel.models import WorkspaceQuerySet


def orders_of(scope: Scope, test: Test, *kinds: str) -> WorkspaceQuerySet:
    """Orders of known customers, of some kinds or all, in the leaf's own time span."""
    rows = scope.rows("sales.Order").filter(customer__isnull=False)
    return test.during(rows.filter(kind__in=kinds) if kinds else rows, "at", scope)


def lines_sold(scope: Scope, test: Test) -> WorkspaceQuerySet:
    """Lines of sales to known customers, in the leaf's own time span."""
    rows = scope.rows("sales.OrderLine").filter(order__kind="sale", order__customer__isnull=False)
    return test.during(rows, "order__at", scope)
