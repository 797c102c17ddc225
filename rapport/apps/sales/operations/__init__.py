"""The verbs of this room; the only writers of its tables."""

from rapport.apps.sales.operations.facts import (
    BATCH,
    LineFacts,
    OrderFacts,
    ProductFacts,
    RecordedOrders,
    order_errors,
    product_errors,
)
from rapport.apps.sales.operations.orders import record_orders
from rapport.apps.sales.operations.products import record_products

__all__ = [
    "BATCH",
    "LineFacts",
    "OrderFacts",
    "ProductFacts",
    "RecordedOrders",
    "order_errors",
    "product_errors",
    "record_orders",
    "record_products",
]
