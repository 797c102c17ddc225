"""What a customer bought."""

from datetime import datetime
from typing import Any, Literal

from ninja import Query

from rapport.api.gate import Request
from rapport.api.kinds import AddressId, Money, Told, money
from rapport.api.lists import Paging, page, place_of
from rapport.api.noun import Noun
from rapport.api.parties import reached
from rapport.apps.sales import models
from rapport.apps.sales.queries import OrderFilter, list_orders

orders = Noun("orders", "Orders", "What customers bought and brought back; read only.", order=24)


class Order(Told):
    """An order, a refund or an adjustment: the net amount of all its lines, without tax.

    `reporting_amount` is the same in the workspace's currency, at the rate of its day; none while that day has no rate.
    """

    id: int
    number: str
    kind: Literal["sale", "refund", "adjustment"]
    at: datetime
    net_amount: Money
    reporting_amount: Money | None
    channel: str
    region_id: int | None
    customer_id: int | None


class Orders(Told):
    """A page of orders, the latest first."""

    items: list[Order]
    next: str | None


@orders.get("/customers/{party_id}/orders", "orders.view", Orders)
def list_orders_of(request: Request, party_id: AddressId, wanted: Query[Paging]) -> dict[str, Any]:
    """The orders of a customer."""
    party = reached(request, party_id)
    cursor = place_of(request, wanted.cursor)
    found = list_orders(request.member, OrderFilter(customer_id=party.pk), cursor=cursor, size=wanted.limit).page
    return page(request, [_told(one, request.member.workspace.currency) for one in found.rows], found)


def _told(row: models.Order, currency: str) -> Order:
    names = ("number", "kind", "at", "channel", "region_id", "customer_id")
    net = money(row.net_amount, row.currency)
    own = None if row.reporting_amount is None else money(row.reporting_amount, currency)
    return Order(id=row.pk, net_amount=net, reporting_amount=own, **{name: getattr(row, name) for name in names})
