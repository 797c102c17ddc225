"""What customers learn from their orders: when they were first seen and when they first bought."""

from collections.abc import Sequence

from django.db.models import Min, Q

from rapport.apps.activity.operations import Change
from rapport.apps.customers.operations import follow_first_orders
from rapport.apps.sales.models import Order
from rapport.kernel.bulk import chunks


def follow_customers(change: Change, customer_ids: Sequence[int]) -> None:
    """Bring the dates of these customers up to date with all their orders."""
    bought = Min("at", filter=Q(kind=Order.Kind.SALE))
    for part in chunks(customer_ids):
        orders = Order.objects.of(change.workspace_id).filter(customer__in=part)
        dates = orders.order_by().values("customer").annotate(seen=Min("at"), bought=bought)
        follow_first_orders(change, {row["customer"]: (row["seen"], row["bought"]) for row in dates})
