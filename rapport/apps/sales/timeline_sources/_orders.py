"""Orders of one kind, told."""

from typing import Any

from rapport.kernel.timeline import Asked, Strand, Told, Words


def orders_of_kind(kind: str, title: Words) -> Strand:
    """A strand of sales, refunds or adjustments: the index of a customer's orders stands by kind, then by time."""

    def rows(asked: Asked) -> Any:
        return asked.rows("sales.Order", "customer").filter(kind=kind)

    def tell(order: Any, asked: Asked) -> Told:
        url = asked.url("sales:order", order.pk)
        named = f"{title} {order.number}"
        return Told(named, url=url, state=order.channel, amount=order.net_amount, currency=order.currency)

    return Strand(rows, tell, party="customer_id", searched=("number", "channel"))
