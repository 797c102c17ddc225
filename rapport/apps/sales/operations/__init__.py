"""The verbs of this room; the only writers of its tables."""

from rapport.apps.sales.operations.customers import follow_customers_again
from rapport.apps.sales.operations.facts import (
    BATCH,
    LineFacts,
    OrderFacts,
    ProductFacts,
    RecordedOrders,
    order_errors,
    product_errors,
)
from rapport.apps.sales.operations.orders import judge_orders, record_orders
from rapport.apps.sales.operations.products import ProductTrial, record_products
from rapport.apps.sales.operations.undoing import take_back_orders, take_back_products
from rapport.apps.sales.operations.worth import restate_orders

__all__ = [
    "BATCH",
    "LineFacts",
    "OrderFacts",
    "ProductFacts",
    "ProductTrial",
    "RecordedOrders",
    "follow_customers_again",
    "judge_orders",
    "order_errors",
    "product_errors",
    "record_orders",
    "record_products",
    "restate_orders",
    "take_back_orders",
    "take_back_products",
]
