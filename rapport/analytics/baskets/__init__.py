"""What is bought together: pairs of products or categories, cross-selling, products per customer."""

from rapport.analytics.baskets.cross_sell import (
    CrossSell,
    buyers_without,
    cross_sell_rate,
    cross_sell_rates,
    products_per_customer,
)
from rapport.analytics.baskets.pairs import Pair, Pairs, cross_sell_pairs

__all__ = [
    "CrossSell",
    "Pair",
    "Pairs",
    "buyers_without",
    "cross_sell_pairs",
    "cross_sell_rate",
    "cross_sell_rates",
    "products_per_customer",
]
