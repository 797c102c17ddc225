"""Numbers in sentences."""

from __future__ import annotations


def counted(number: int, one: str, several: str = "") -> str:
    """How many of something, in words that agree: 1 customer is, 2 customers are.

    >>> counted(1, "customer is", "customers are"), counted(1200, "row")
    ('1 customer is', '1,200 rows')
    """
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def customers_are(number: int) -> str:
    """As a sentence begins: 1 customer is, 2 customers are."""
    return counted(number, "customer is", "customers are")
