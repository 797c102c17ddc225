"""The definitions of metrics once more, in plain Python over plain rows: slow, short, and without any SQL."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pyarrow as pa

Row = dict[str, Any]
Found = tuple[float | None, int]
SILENCE, RETURN_DAY = timedelta(days=30), timedelta(days=10)
TARGET = timedelta(hours=4)


@dataclass(frozen=True)
class Shop:
    """The rows of a shop from ``start`` up to ``end``, as far as they are those of some customers (None: of all)."""

    tables: dict[str, pa.Table]
    start: datetime
    end: datetime
    who: Collection[int] | None = None

    def all(self, name: str, column: str = "customer") -> list[Row]:
        """All rows of a table, whenever they were."""
        rows: list[Row] = self.tables[name].to_pylist()
        return rows if self.who is None else [row for row in rows if row[column] in self.who]

    def rows(self, name: str, at: str = "at", **wanted: Any) -> list[Row]:
        """The rows of the period with these values."""
        return [row for row in self.all(name) if self.holds(row[at]) and wanted.items() <= row.items()]

    def holds(self, moment: datetime | None) -> bool:
        """Whether a moment lies in the period."""
        return moment is not None and self.start <= moment < self.end

    def sales(self, since: datetime | None = None, until: datetime | None = None) -> dict[int, list[datetime]]:
        """When each known customer bought, in order; within the period unless told."""
        since, until = since or self.start, until or self.end
        found: dict[int, list[datetime]] = defaultdict(list)
        for row in sorted(self.all("orders"), key=lambda row: row["at"]):
            if row["kind"] == "sale" and row["customer"] is not None and since <= row["at"] < until:
                found[row["customer"]].append(row["at"])
        return found

    @property
    def ever(self) -> dict[int, list[datetime]]:
        """The same from the beginning to the period's end."""
        return self.sales(datetime.min.replace(tzinfo=self.start.tzinfo))

    def new(self) -> set[int]:
        """Who first bought in the period."""
        return {who for who, days in self.ever.items() if days[0] >= self.start}

    def monthly(self, at: datetime) -> dict[int, float]:
        """What the subscriptions of each customer bring in a month at an instant."""
        running: dict[int, float] = defaultdict(float)
        for row in self.all("subscriptions"):
            if row["since"] <= at and (row["until"] is None or row["until"] > at):
                running[row["customer"]] += float(row["amount"])
        return running


def share(hits: Collection[Any], of: Collection[Any]) -> Found:
    """A share and what it is a share of."""
    return (len(hits) / len(of) if of else None), len(of)


def over(top: float, bottom: float, n: int) -> Found:
    """A ratio; none below zero."""
    return (top / bottom if bottom > 0 else None), n


def net(rows: Collection[Row]) -> float:
    """What rows bring together."""
    return float(sum(row["net"] for row in rows))


def of_subscribers(shop: Shop, kept: Callable[[float, float], float]) -> Found:
    """A share of the recurring revenue of the start."""
    before, after = shop.monthly(shop.start), shop.monthly(shop.end)
    return over(sum(kept(was, after[who]) for who, was in before.items()), sum(before.values()), len(before))


def subscribers_kept(shop: Shop) -> Found:
    before, after = shop.monthly(shop.start), shop.monthly(shop.end)
    return share(before.keys() & after.keys(), before)


def nps(shop: Shop) -> Found:
    latest: dict[int, float] = {}
    for row in sorted(shop.rows("responses", kind="nps"), key=lambda row: (row["at"], row["id"])):
        latest[row["customer"] if row["customer"] is not None else -row["id"]] = row["score"]
    scores = list(latest.values())
    n = len(scores)
    return (100 * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / n if n else None), n


def scores(shop: Shop, kind: str, good: Callable[[float], float]) -> Found:
    given = [good(row["score"]) for row in shop.rows("responses", kind=kind)]
    return over(sum(given), len(given), len(given))


def kept_promises(shop: Shop) -> Found:
    due = [
        row
        for row in shop.all("tickets")
        if (row["route"] == "staff" or row["handed_over"]) and shop.start < row["opened_at"] + TARGET <= shop.end
    ]
    return share([row for row in due if row["first_response_at"] and waited(row) <= TARGET], due)


def waited(row: Row) -> timedelta:
    return timedelta() if row["first_response_at"] is None else row["first_response_at"] - row["opened_at"]


def returned(shop: Shop, when: Callable[[timedelta], bool]) -> Found:
    over_in_it = {who: days for who, days in shop.ever.items() if shop.start < days[0] + RETURN_DAY * 1.1 <= shop.end}
    back = [who for who, days in over_in_it.items() if any(when(day - days[0]) for day in days[1:])]
    return share(back, over_in_it)


def churn(shop: Shop) -> Found:
    active = shop.sales(shop.start - SILENCE, shop.start).keys()
    return share(active - shop.sales(shop.end - SILENCE).keys(), active)


def retention(shop: Shop, before: datetime) -> Found:
    base = shop.sales(before, shop.start).keys()
    return share(base & shop.sales().keys(), base)


def cross_sell(shop: Shop) -> Found:
    kinds = {row["id"]: row["category"] for row in shop.tables["products"].to_pylist()}
    bought: dict[int, set[str]] = defaultdict(set)
    for row in shop.rows("order_lines", kind="sale"):
        if row["customer"] is not None:
            bought[row["customer"]].add(kinds[row["product"]])
    return share([who for who, some in bought.items() if len(some) > 1], bought)


def cac(shop: Shop) -> Found:
    spent = [row for row in shop.rows("spend") if row["purpose"] in ("acquisition", None)]
    new = len(shop.new())
    return (sum(float(row["amount"]) for row in spent) / new if spent and new else None), new


def referrers(shop: Shop) -> Found:
    brought = Counter(row["referrer"] for row in shop.all("referrals", "referrer") if shop.holds(row["converted_at"]))
    active = shop.sales()
    return (None if len(brought) > len(active) else share(brought, active)[0]), len(active)


def lead_conversion(shop: Shop) -> Found:
    won, lost = ([row for row in shop.all("leads") if shop.holds(row[f"{end}_at"])] for end in ("won", "lost"))
    return share(won, [*won, *lost])


def refund_share(shop: Shop) -> Found:
    sold = shop.rows("orders", kind="sale")
    return over(-net(shop.rows("orders", kind="refund")), net(sold), len(sold))


def reactivated(shop: Shop) -> Found:
    back = [
        who
        for who, days in shop.ever.items()
        if any(day - last >= SILENCE and day >= shop.start for last, day in pairwise(days))
    ]
    return len(back), len(back)


def revenue_of_new(shop: Shop) -> Found:
    new = shop.new()
    rows = [row for row in shop.rows("orders") if row["customer"] in new]
    return net(rows), sum(row["kind"] == "sale" for row in rows)


def average_order(shop: Shop) -> Found:
    sales = len(shop.rows("orders", kind="sale"))
    return (net(shop.rows("orders")) / sales if sales else None), sales


PLAIN: dict[str, Callable[[Shop], Found]] = {
    "net_revenue_retention": lambda shop: of_subscribers(shop, lambda was, now: now),
    "gross_revenue_retention": lambda shop: of_subscribers(shop, min),
    "revenue_churn": lambda shop: of_subscribers(shop, lambda was, now: max(was - now, 0)),
    "subscriber_retention": subscribers_kept,
    "nps": nps,
    "csat": lambda shop: scores(shop, "csat", lambda score: score >= 4),
    "csat_mean": lambda shop: scores(shop, "csat", float),
    "ces": lambda shop: scores(shop, "ces", float),
    "ces_share": lambda shop: scores(shop, "ces", lambda score: score >= 5),
    "sla_met": kept_promises,
    "return_on_day": lambda shop: returned(shop, lambda age: RETURN_DAY <= age < RETURN_DAY * 1.1),
    "return_within_days": lambda shop: returned(shop, lambda age: age < RETURN_DAY * 1.1),
    "return_after_day": lambda shop: returned(shop, lambda age: age >= RETURN_DAY),
    "churn_rate": churn,
    "repeat_purchase_rate": lambda shop: share([d for d in shop.sales().values() if len(d) > 1], shop.sales()),
    "purchase_frequency": lambda shop: over(sum(map(len, shop.sales().values())), len(shop.sales()), len(shop.sales())),
    "average_order_value": average_order,
    "refund_share": refund_share,
    "new_customer_share": lambda shop: share(shop.new(), shop.sales()),
    "new_revenue": revenue_of_new,
    "reactivated_customers": reactivated,
    "cross_sell_rate": cross_sell,
    "cac": cac,
    "referral_rate": referrers,
    "lead_conversion_rate": lead_conversion,
}
