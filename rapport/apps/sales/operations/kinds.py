"""What an order is, told from its number and its lines."""

from collections.abc import Sequence
from decimal import Decimal

from rapport.apps.sales.models import Order


def kind_of(number: str, quantities: Sequence[Decimal], total: Decimal, *, cancellation_mark: str) -> str:
    """Sale, refund or adjustment.

    A refund bears the cancellation mark in front of its number, or takes back everything it lists for money. Whatever
    else brings in nothing is an adjustment: a stock correction or a bookkeeping entry.

    >>> kind_of("C536379", [Decimal(-1)], Decimal("-27.50"), cancellation_mark="C")
    'refund'
    >>> kind_of("536414", [Decimal(56)], Decimal(0), cancellation_mark="C")
    'adjustment'
    """
    if cancellation_mark and number.upper().startswith(cancellation_mark.upper()):
        return Order.Kind.REFUND.value
    if total < 0 and all(quantity < 0 for quantity in quantities):
        return Order.Kind.REFUND.value
    return Order.Kind.SALE.value if total > 0 else Order.Kind.ADJUSTMENT.value
