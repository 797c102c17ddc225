"""Which channel won the customers, and what one cost there: credit for first purchases by the contacts before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal, get_args

import numpy as np

from rapport.analytics.buckets import BUCKETS
from rapport.analytics.columns import check_least
from rapport.analytics.engine.blocks import instant
from rapport.analytics.errors import BadQuestion, BadTable, MixedCurrencies
from rapport.analytics.estimators import CostPerHead
from rapport.analytics.figure import UNKNOWN, Figure
from rapport.analytics.intervals import Floats
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Choices, Period
from rapport.analytics.segmentation.groups import check_sizes
from rapport.analytics.source import Source

Rule = Literal["last", "first", "linear", "recorded"]
RULES: dict[Rule, str] = {
    "last": "the last contact before the first purchase takes all the credit",
    "first": "the first contact takes all the credit",
    "linear": "all contacts share the credit equally",
    "recorded": "the channel recorded at the customer takes all the credit",
}
_CREDIT: dict[Rule, str] = {
    "last": "CASE WHEN seen.from_last = 1 THEN 1.0 ELSE 0.0 END",
    "first": "CASE WHEN seen.from_first = 1 THEN 1.0 ELSE 0.0 END",
    "linear": "1.0 / seen.contacts",
}
_PER_HEAD = CostPerHead(spent="spent", amounts="amounts", heads="heads")


@dataclass(frozen=True, slots=True)
class ChannelCost:
    """What was spent on a channel, how many new customers it is credited with, and what one of them cost.

    ``credited`` may be a fraction under the linear rule; ``n`` counts the customers with any credit there. ``cost`` is
    unknown, with a ``reason``, where nothing was spent or fewer than the minimum n were won.
    """

    channel: str
    spent: float
    credited: float
    n: int
    cost: Figure
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """The channels by what was spent on them; ``blended`` is all spending over all new customers, ``paid`` the spending
    on channels over the customers credited to these. ``untouched`` were won without any contact in the window, or have
    no channel recorded.
    """

    channels: tuple[ChannelCost, ...]
    blended: ChannelCost
    paid: ChannelCost
    untouched: int
    n: int
    rule: Rule
    lag_days: int
    currency: str | None
    method: str
    remarks: tuple[str, ...]


def acquisition_costs(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    rule: Rule = "last",
    lag_days: int = 90,
    minimum_n: int = 5,
    confidence: float = 0.95,
) -> Attribution:
    """Cost of winning a customer by channel, for customers whose first sale lies in the period.

    Contacts with them (`touches`, whoever began) in the ``lag_days`` up to that sale share its credit by the ``rule``:
    a customer reached by mail on day 1 and by shop on day 9 counts for the shop ("last"), for mail ("first"), or half
    for each ("linear"); "recorded" gives all to the channel recorded at the customer. Spending is that of the period on
    acquisition, a ledger's figure and fixed. Intervals: the grouped jackknife over customers.

    Raises BadQuestion for an unknown rule or a window below a day, BadTable without orders, MixedCurrencies.
    """
    _check(source, rule, lag_days)
    check_sizes(minimum_n, confidence)
    won = _by_bucket(source, _won_sql(period, population), "orders", *population.tables).get("", _nobody())
    credited = _credited(source, period, population, rule, lag_days)
    spent, currency = _spent(source, period)
    names = sorted(set(credited) | set(spent), key=lambda name: (-spent.get(name, 0.0), name))
    on_channels = {name: amount for name, amount in spent.items() if name}
    reached = sum((credited.get(name, _nobody()) for name in on_channels), _nobody())
    cost = partial(_cost, minimum_n=minimum_n, confidence=confidence)
    return Attribution(
        channels=tuple(cost(name, spent.get(name), credited.get(name, _nobody())) for name in names),
        blended=cost("", sum(spent.values()) if spent else None, won),
        paid=cost("", sum(on_channels.values()) if on_channels else None, reached),
        untouched=round(float(won[0].sum() - sum(heads[0].sum() for heads in credited.values()))),
        n=round(float(won[0].sum())),
        rule=rule,
        lag_days=lag_days,
        currency=currency,
        method=f"{_rule_words(rule, lag_days)}; grouped jackknife over {BUCKETS} groups of customers",
        remarks=_remarks(source, spent, rule),
    )


def _rule_words(rule: Rule, lag_days: int) -> str:
    return RULES[rule] if rule == "recorded" else f"{RULES[rule]}, within {lag_days} days"


def _check(source: Source, rule: str, lag_days: int) -> None:
    if rule not in get_args(Rule):
        raise BadQuestion(f"rule: {rule!r} is not known; use {', '.join(map(repr, get_args(Rule)))}")
    check_least("lag_days", lag_days)
    if not source.has("orders"):
        raise BadTable("orders: there is no such table, so nobody's first purchase is known")


def _nobody() -> Floats:
    return np.zeros((2, BUCKETS))


def _credited(source: Source, period: Period, population: Population, rule: Rule, lag_days: int) -> dict[str, Floats]:
    if rule == "recorded":
        return _recorded(source, period, population)
    if not source.has("touches"):
        return {}
    sql = f"""
WITH won AS (
{_first_sales(period, population)}
), seen AS (
  SELECT won.customer, won.bucket, touches.channel,
    row_number() OVER (PARTITION BY won.customer ORDER BY touches.at DESC, touches.id DESC) AS from_last,
    row_number() OVER (PARTITION BY won.customer ORDER BY touches.at, touches.id) AS from_first,
    count(*) OVER (PARTITION BY won.customer) AS contacts
  FROM won JOIN touches ON touches.customer = won.customer
  WHERE touches.channel IS NOT NULL AND touches.at <= won.won_at
    AND touches.at > won.won_at - INTERVAL '{int(lag_days)}' DAY
), shares AS (
  SELECT seen.channel, seen.customer, seen.bucket, sum({_CREDIT[rule]}) AS credit
  FROM seen GROUP BY seen.channel, seen.customer, seen.bucket
)
SELECT shares.channel, shares.bucket, CAST(sum(shares.credit) AS DOUBLE) AS credit, count(*) AS customers
FROM shares WHERE shares.credit > 0 GROUP BY shares.channel, shares.bucket
""".strip()
    return _by_bucket(source, sql, "orders", "touches", *population.tables)


def _recorded(source: Source, period: Period, population: Population) -> dict[str, Floats]:
    if not source.has("customers"):
        return {}
    sql = f"""
WITH won AS (
{_first_sales(period, population)}
)
SELECT customers.channel, won.bucket, CAST(count(*) AS DOUBLE) AS credit, count(*) AS customers
FROM won JOIN customers ON customers.id = won.customer
WHERE customers.channel IS NOT NULL GROUP BY customers.channel, won.bucket
""".strip()
    return _by_bucket(source, sql, "orders", "customers", *population.tables)


def _won_sql(period: Period, population: Population) -> str:
    return (
        "SELECT '' AS channel, won.bucket, CAST(count(*) AS DOUBLE) AS credit, count(*) AS customers"
        f" FROM (\n{_first_sales(period, population)}\n) AS won GROUP BY won.bucket"
    )


def _first_sales(period: Period, population: Population) -> str:
    return (
        "  SELECT orders.customer, min(orders.at) AS won_at, min(orders.bucket) AS bucket FROM orders"
        f"\n  WHERE orders.kind = 'sale' AND {population.condition('orders.customer')}\n  GROUP BY orders.customer"
        f"\n  HAVING min(orders.at) >= {instant(period.start)} AND min(orders.at) < {instant(period.end)}"
    )


def _by_bucket(source: Source, sql: str, *tables: str) -> dict[str, Floats]:
    """Credit and customers of each channel by bucket."""
    found: dict[str, Floats] = {}
    for row in source.query(sql, *tables).to_pylist():
        laid = found.setdefault(row["channel"], _nobody())
        laid[:, int(row["bucket"])] += row["credit"], row["customers"]
    return found


def _spent(source: Source, period: Period) -> tuple[dict[str, float], str | None]:
    if not source.has("spend"):
        return {}, None
    rows = source.query(
        "SELECT coalesce(spend.channel, '') AS channel, spend.currency AS currency,"
        " CAST(sum(spend.amount) AS DOUBLE) AS amount FROM spend"
        f" WHERE spend.at >= {instant(period.start)} AND spend.at < {instant(period.end)}"
        " AND coalesce(spend.purpose, 'acquisition') = 'acquisition'"
        " GROUP BY coalesce(spend.channel, ''), spend.currency",
        "spend",
    ).to_pylist()
    currencies = sorted({row["currency"] for row in rows})
    if len(currencies) > 1:
        raise MixedCurrencies(f"spend.currency: amounts must be in one currency; there are {', '.join(currencies)}")
    return {row["channel"]: row["amount"] for row in rows}, currencies[0] if currencies else None


def _cost(name: str, amount: float | None, heads: Floats, *, minimum_n: int, confidence: float) -> ChannelCost:
    credited, n = float(heads[0].sum()), round(float(heads[1].sum()))
    if amount is None:
        return ChannelCost(name, 0.0, credited, n, UNKNOWN, "nothing was spent here")
    if n < minimum_n:
        reason = f"fewer than {minimum_n} new customers" if n else "nobody was won here"
        return ChannelCost(name, amount, credited, n, UNKNOWN, reason)
    spent = np.zeros((1, BUCKETS))
    spent[0, 0] = amount
    parts = {"spent": spent, "amounts": (spent != 0).astype(float), "heads": heads[:1]}
    found = _PER_HEAD.estimate(parts, Choices(), confidence)
    if reason := found.reasons.get(0, ""):
        return ChannelCost(name, amount, credited, n, UNKNOWN, reason)
    return ChannelCost(name, amount, credited, n, Figure.of(found.value[0], found.low[0], found.high[0]))


def _remarks(source: Source, spent: dict[str, float], rule: Rule) -> tuple[str, ...]:
    told = ["Who was contacted lately is not counted yet: money spent today wins customers tomorrow."]
    if rule != "recorded" and not source.has("touches"):
        told.append("No contacts are recorded, so no channel has any credit.")
    if "" in spent:
        told.append("Spending without a channel counts in the blended cost only.")
    return tuple(told)
