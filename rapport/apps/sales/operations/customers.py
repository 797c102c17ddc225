"""What customers learn from their orders: when they were first seen and when they first bought."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Min, Q

from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import follow_first_orders
from rapport.apps.sales.models import Order
from rapport.kernel.actor import system_actor
from rapport.kernel.bulk import chunks


def follow_customers(change: Change, customer_ids: Sequence[int]) -> None:
    """Bring the dates of these customers up to date with all their orders."""
    bought = Min("at", filter=Q(kind=Order.Kind.SALE))
    for part in chunks(customer_ids):
        orders = Order.objects.of(change.workspace_id).filter(customer__in=part)
        dates = orders.order_by().values("customer").annotate(seen=Min("at"), bought=bought)
        follow_first_orders(change, {row["customer"]: (row["seen"], row["bought"]) for row in dates})


def follow_customers_again(workspace: Any, customer_ids: Sequence[int]) -> None:
    """Bring the dates of these customers up to date after their orders went to other records."""
    with recorded(system_actor(workspace.pk), "parties.dated", topics=["parties"]) as change:
        follow_customers(change, customer_ids)
        if not Party.objects.of(workspace).filter(change=change.sequence).exists():
            change.leave_no_record()
