"""Tying refunds to the sales they take back."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypedDict, cast

from django.db.models import QuerySet, Sum

from rapport.apps.activity.operations import Change
from rapport.apps.sales.models import Order, OrderLine
from rapport.apps.sales.operations.rows import set_ties
from rapport.kernel.bulk import chunks

Key = tuple[int, int]
CUSTOMERS_AT_ONCE = 20


class Waiting(TypedDict):
    """A line of a refund that is not tied yet."""

    pk: int
    order: int
    order__customer: int
    order__at: datetime
    product: int
    quantity: Decimal


@dataclass(slots=True)
class Sold:
    """A line of a sale, and how much of it has not been taken back yet."""

    id: int
    at: datetime
    left: Decimal


def tie_refunds(change: Change, customer_ids: Sequence[int], *, touched: set[Key]) -> int:
    """Tie lines of refunds that are not tied yet to what they take back; returns how many found it.

    `touched` are the pairs of customer and product on the orders just written: only there can anything have changed.
    A line takes back the most recent earlier sale of the same product to the same customer of which enough is left.
    A refund as a whole is tied to an order when all its lines are, and to that one order.
    """
    tied = 0
    for part in chunks(customer_ids):
        waiting = [row for row in _waiting(change.workspace_id, part) if _key(row) in touched]
        if waiting:
            sold = _sold(change.workspace_id, waiting)
            found = _matched(waiting, sold)
            set_ties(change, OrderLine, found)
            _tie_orders(change, sorted({row["order"] for row in waiting if row["pk"] in found}))
            tied += len(found)
    return tied


def _waiting(workspace_id: int, customer_ids: Sequence[int]) -> list[Waiting]:
    lines = OrderLine.objects.of(workspace_id).filter(
        order__kind=Order.Kind.REFUND,
        order__customer__in=customer_ids,
        refunds=None,
        product__isnull=False,
        quantity__lt=0,
    )
    found = lines.order_by("order__at", "pk").values(*Waiting.__annotations__)
    return cast(list[Waiting], list(found))


def _key(row: Waiting) -> Key:
    return row["order__customer"], row["product"]


def _sold(workspace_id: int, waiting: Sequence[Waiting]) -> dict[Key, list[Sold]]:
    """What was sold of the products waited for, newest first, with what is left of it.

    A few customers at a time, so that little is read beyond the pairs of customer and product that are wanted.
    """
    wanted = {_key(row) for row in waiting}
    sold: dict[Key, list[Sold]] = defaultdict(list)
    for customers in chunks(sorted({customer for customer, _product in wanted}), CUSTOMERS_AT_ONCE):
        products = sorted({product for customer, product in wanted if customer in customers})
        lines = OrderLine.objects.of(workspace_id).filter(order__customer__in=customers, product__in=products)
        taken = _taken(lines.filter(order__kind=Order.Kind.REFUND, refunds__isnull=False))
        found = lines.filter(order__kind=Order.Kind.SALE, quantity__gt=0).order_by("-order__at", "-pk")
        columns = ("pk", "order__customer", "product", "order__at", "quantity")
        for line_id, customer, product, at, quantity in found.values_list(*columns):
            if (customer, product) in wanted:
                sold[customer, product].append(Sold(line_id, at, quantity + taken.get(line_id, Decimal(0))))
    return sold


def _taken(refunds: QuerySet[Any, Any]) -> dict[int, Decimal]:
    """How much of each line has been taken back, as negative quantities."""
    sums = refunds.order_by().values("refunds").annotate(total=Sum("quantity"))
    return dict(sums.values_list("refunds", "total"))


def _matched(waiting: Sequence[Waiting], sold: dict[Key, list[Sold]]) -> dict[int, int]:
    found: dict[int, int] = {}
    for row in waiting:
        key = _key(row)
        back = -row["quantity"]
        for line in sold.get(key, ()):
            if line.at <= row["order__at"] and line.left >= back:
                line.left -= back
                found[row["pk"]] = line.id
                break
    return found


def _tie_orders(change: Change, refund_ids: Sequence[int]) -> None:
    orders: dict[int, set[int | None]] = defaultdict(set)
    lines = OrderLine.objects.of(change.workspace_id).filter(order__in=refund_ids)
    for refund, sale in lines.values_list("order", "refunds__order"):
        orders[refund].add(sale)
    whole = {refund: next(iter(sales)) for refund, sales in orders.items() if len(sales) == 1}
    set_ties(change, Order, {refund: sale for refund, sale in whole.items() if sale is not None})
