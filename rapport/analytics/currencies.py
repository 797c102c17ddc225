"""The one currency in which amounts may be added up."""

from __future__ import annotations

from datetime import datetime

from rapport.analytics.engine.blocks import instant
from rapport.analytics.errors import MixedCurrencies
from rapport.analytics.source import Source


def one_currency(source: Source, start: datetime, end: datetime) -> str | None:
    """The currency of the orders between two instants; None where there are none.

    Raises MixedCurrencies for several: their sum would mean nothing.
    """
    known = source.profile("orders").currencies
    if len(known) <= 1:
        return known[0] if known else None
    sql = (
        f"SELECT DISTINCT currency FROM orders WHERE orders.at >= {instant(start)} AND orders.at < {instant(end)}"
        " ORDER BY currency"
    )
    found = source.query(sql, "orders").column("currency").to_pylist()
    if len(found) > 1:
        raise MixedCurrencies(f"orders.currency: amounts must be in one currency; there are {', '.join(found)}")
    return found[0] if found else None
