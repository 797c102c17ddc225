"""Amounts of a batch in the workspace's currency, at the rate of each row's day; what they were stays beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from rapport.analytics.fact import MONEY
from rapport.apps.accounts.queries import Rates
from rapport.apps.insights.extracts import Extract
from rapport.kernel.money import DIGITS, LARGEST, PLACES, RATE_DIGITS, RATE_PLACES

RATE = pa.decimal256(RATE_DIGITS, RATE_PLACES)
EXACT = pa.decimal256(DIGITS, PLACES)

Arrays = dict[str, pa.Array]


def convert(
    extract: Extract, arrays: Arrays, currencies: Sequence[str | None], kept: Sequence[Any] | None, rates: Rates
) -> None:
    """Convert the amounts of a batch in place and mark the rows without a rate as deleted.

    A row whose day has no rate is in no figure until there is one: neither its amount nor the row is counted, so that
    numbers of orders and their revenue speak of the same orders. Prices, which bear no day, are unknown instead.
    Where all amounts are in the workspace's currency nothing is computed.
    """
    if all(rates.is_own(currency or "") for currency in set(currencies)):
        return
    foreign = [not rates.is_own(currency or "") for currency in currencies]
    found = list(_rates(extract, arrays, currencies, foreign, kept, rates))
    by_rate = pa.array(found, RATE)
    is_foreign = pa.array(foreign)
    for name in extract.amounts:
        original = arrays[name]
        arrays[f"original_{name}"] = pc.if_else(is_foreign, original, None)
        arrays[name] = pc.if_else(is_foreign, _product(original, by_rate), original)
    arrays["original_currency"] = pc.if_else(is_foreign, pa.array(currencies, pa.string()), None)
    arrays["rate"] = by_rate.cast(pa.float64())
    if "currency" in arrays:
        arrays["currency"] = pa.array([rates.into] * len(foreign), pa.string())
    if extract.rated_at:
        arrays["deleted"] = pc.and_(is_foreign, by_rate.is_null())


def _rates(
    extract: Extract,
    arrays: Arrays,
    currencies: Sequence[str | None],
    foreign: Sequence[bool],
    kept: Sequence[Any] | None,
    rates: Rates,
) -> Iterator[Decimal | None]:
    """The rate of each row; none for those in the workspace's own currency."""
    if kept is not None:
        exact: dict[Any, Decimal | None] = {None: None}
        for value, is_foreign in zip(kept, foreign, strict=True):
            if value not in exact:
                exact[value] = round(Decimal(repr(value)) if isinstance(value, float) else Decimal(value), RATE_PLACES)
            yield exact[value] if is_foreign else None
        return
    days = _days(arrays[extract.rated_at], rates.time_zone) if extract.rated_at else [None] * len(foreign)
    known: dict[tuple[str, date | None], Decimal | None] = {}
    for currency, day, is_foreign in zip(currencies, days, foreign, strict=True):
        if not is_foreign or currency is None:
            yield None
            continue
        place = (currency, day)
        if place not in known:
            known[place] = rates.newest(currency) if day is None else rates.on(currency, day)
        yield known[place]


def _days(moments: pa.Array, zone: str) -> list[date | None]:
    """The days the moments fall on by the workspace's clock."""
    local = pc.local_timestamp(moments.cast(pa.timestamp("us", tz=zone)))
    days: list[date | None] = local.cast(pa.date32()).to_pylist()
    return days


def _product(amounts: pa.Array, rates: pa.Array) -> pa.Array:
    """As `at_rate` for a whole column: exact, to a ten-thousandth; empty where there is no rate or no room."""
    exact = pc.round(pc.multiply(amounts.cast(EXACT), rates), PLACES, round_mode="half_towards_infinity")
    fits = pc.less(pc.abs(exact), pa.scalar(LARGEST, pa.decimal256(DIGITS + 1, PLACES)))
    return pc.if_else(fits, exact, None).cast(MONEY, safe=False)
