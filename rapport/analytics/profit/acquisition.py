"""What winning each customer cost: spending of the period shared out among those won in it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pyarrow as pa

from rapport.analytics.errors import MixedCurrencies
from rapport.analytics.profit.cost_to_serve import Ids
from rapport.analytics.profit.money import Cents, all_cents, money, shared_out
from rapport.analytics.profit.volumes import within
from rapport.analytics.question import Period
from rapport.analytics.source import Source

_FOR_ACQUISITION = "coalesce(spend.purpose, 'acquisition') = 'acquisition'"


@dataclass(frozen=True, slots=True, eq=False)
class AcquisitionCost:
    """Spending shared out among the customers won, in whole cents: spent = Σ cents + untraced, exactly.

    ``untraced``: spent where nobody was won. ``reason``: why there is no figure at all.
    """

    customers: Ids
    cents: Cents
    spent: Decimal | None
    untraced: Decimal | None
    reason: str = ""
    remarks: tuple[str, ...] = ()


def _unknown(reason: str) -> AcquisitionCost:
    return AcquisitionCost(np.zeros(0, np.int64), np.zeros(0, np.int64), None, None, reason)


NOT_ASKED = _unknown("not asked")


def acquisition_cost_of(source: Source, period: Period, *, by_channel: bool = False) -> AcquisitionCost:
    """The period's spending on acquisition, shared out equally among the customers won in the period.

    ``by_channel``: among those won by the channel it was spent on; without, all of it among all (blended). A customer
    is won at ``acquired_at``, else at the first sale. Spending on one customer is that customer's.

    Raises MixedCurrencies where the spending has several currencies.
    """
    if not source.has("spend"):
        return _unknown("no spending is given")
    won = _won(source, period)
    spent = source.query(
        "SELECT spend.customer AS customer, spend.channel AS channel, spend.currency AS currency,"
        f" CAST(sum(spend.amount) AS DOUBLE) AS amount FROM spend WHERE {_FOR_ACQUISITION}"
        f" AND {within('spend.at', period)} GROUP BY spend.customer, spend.channel, spend.currency"
        " ORDER BY spend.customer, spend.channel",
        "spend",
    )
    if not len(spent):
        return _unknown("nothing was recorded as spent on acquisition in the period")
    currencies = sorted(set(spent["currency"].to_pylist()))
    if len(currencies) > 1:
        raise MixedCurrencies(f"spend.currency: amounts must be in one currency; there are {', '.join(currencies)}")
    return _shared(won, spent, by_channel)


def _won(source: Source, period: Period) -> pa.Table:
    first = (
        "SELECT orders.customer AS customer, min(orders.at) AS won_at FROM orders"
        " WHERE orders.kind = 'sale' AND orders.customer IS NOT NULL GROUP BY orders.customer"
    )
    if not source.has("customers"):
        return source.query(
            f"SELECT customer, CAST(NULL AS VARCHAR) AS channel FROM ({first}) AS firsts"
            f" WHERE {within('firsts.won_at', period)} ORDER BY customer",
            "orders",
        )
    moment = "coalesce(customers.acquired_at, firsts.won_at)"
    return source.query(
        f"SELECT customers.id AS customer, customers.channel AS channel FROM customers LEFT JOIN ({first}) AS firsts"
        f" ON firsts.customer = customers.id WHERE {within(moment, period)} ORDER BY customers.id",
        "customers",
        "orders",
    )


def _shared(won: pa.Table, spent: pa.Table, by_channel: bool) -> AcquisitionCost:
    ids = np.asarray(won["customer"].to_numpy(), np.int64)
    channels = np.array(won["channel"].to_pylist(), object)
    amounts, untraced = np.zeros(len(ids), np.int64), 0
    whole = all_cents(np.asarray(spent["amount"].to_numpy(), float), "spend.amount")
    rows = zip(spent["customer"].to_pylist(), spent["channel"].to_pylist(), whole, strict=True)
    for customer, channel, amount in rows:
        among = ids == customer if customer is not None else np.ones(len(ids), bool)
        if customer is None and by_channel:
            among = channels == channel
        if among.any():
            amounts += shared_out(int(amount), among.astype(np.int64))
        else:
            untraced += int(amount)
    remarks = () if not untraced else (f"{money(untraced)} were spent on acquisition where nobody was won.",)
    return AcquisitionCost(ids, amounts, money(int(whole.sum())), money(untraced), remarks=remarks)
