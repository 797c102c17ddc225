"""The one currency in which amounts may be added up."""

from __future__ import annotations

from datetime import datetime

from rapport.analytics.engine.blocks import instant
from rapport.analytics.errors import MixedCurrencies
from rapport.analytics.source import Source


def one_currency(source: Source, start: datetime, end: datetime, wanted: str | None = None) -> str | None:
    """The currency of the orders between two instants; ``wanted`` where there are none.

    Raises MixedCurrencies where there are several, or another than wanted: their sum would mean nothing.
    """
    known = source.profile("orders").currencies
    if len(known) == 1 and wanted in (None, *known):
        return known[0]
    found = source.query(
        "SELECT orders.currency AS currency, count(*) AS n FROM orders"
        f" WHERE orders.at >= {instant(start)} AND orders.at < {instant(end)}"
        " GROUP BY orders.currency ORDER BY orders.currency",
        "orders",
    ).to_pylist()
    if not found:
        return wanted
    expected = wanted or str(found[0]["currency"])
    if any(row["currency"] != expected for row in found):
        listed = ", ".join(f"{row['n']} in {row['currency']}" for row in found)
        raise MixedCurrencies(f"orders.currency: amounts must be in {wanted or 'one currency'}; there are {listed}")
    return expected
