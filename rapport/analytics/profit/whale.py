"""The whale curve: how much of all profit the best customers bring, and how much the costly ones take away again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.analytics import jackknife
from rapport.analytics.buckets import BUCKETS, buckets_of
from rapport.analytics.columns import customer_ids
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.profit.customer_profit import CustomerProfit, Figure
from rapport.analytics.profit.money import Cents, all_cents, in_money, money

POINTS = 200
MINIMUM_N = 5


@dataclass(frozen=True, slots=True, eq=False)
class WhaleCurve:
    """Cumulative value over customers, the most valuable first.

    share_of_customers, cumulative, share_of_total
        The points of the curve, from (0, 0) to (1, total): at most so many as were asked, the peak among them. Shares
        of the total are NaN where the total is not above zero.
    peak, peak_at
        The largest cumulative value, in money, and the share of customers who bring it.
    peak_share
        The peak as a share of the final total, above 1 where some customers lose money, with its interval.
    losing, lost
        How many customers have a negative value, and what they take away again.
    top_fifth
        Share of the final total that the best fifth of customers brings.
    """

    title: str
    share_of_customers: Floats
    cumulative: Floats
    share_of_total: Floats
    n: int
    total: Decimal | None
    peak: Decimal | None
    peak_at: float | None
    peak_share: Figure
    losing: int | None
    lost: Decimal | None
    top_fifth: float | None
    currency: str | None = None
    assumption: str = ""
    reason: str = ""
    remarks: tuple[str, ...] = ()
    method: str = (
        "Customers sorted by value, the largest first, and added up; customers with a negative value stay in. The"
        " interval of the peak is a grouped jackknife over 64 groups of customers."
    )


def whale_curve(
    profit: CustomerProfit, *, points: int = POINTS, minimum_n: int = MINIMUM_N, confidence: float = 0.95
) -> WhaleCurve:
    """The whale curve of customer profit (of lifetime revenue under that title where no cost is known).

    Profits of 60, 50, 10, -5 and -15 add up to 60, 110, 120, 115 and 100: three in five bring 120 % of the profit, and
    two take 20 % away again. Kaplan & Narayanan 2001.

    Below ``minimum_n`` customers nothing but n is shown. Raises BadQuestion for fewer than two points.
    """
    drawn = curve_of(
        profit.cents,
        customers=profit.customers,
        title=profit.title,
        points=points,
        minimum_n=minimum_n,
        confidence=confidence,
    )
    remarks = (*profit.remarks, *drawn.remarks)
    return replace(drawn, currency=profit.currency, assumption=profit.assumption, remarks=remarks)


def whale_curve_of(
    amounts: ArrayLike, *, customers: ArrayLike | None = None, title: str = "Customer profit", **told: float
) -> WhaleCurve:
    """The whale curve of plain amounts in money, each of one customer.

    >>> curve = whale_curve_of([60, 50, 10, -5, -15])
    >>> curve.peak_share.value, curve.peak_at, str(curve.total), curve.losing
    (1.2, 0.6, '100.00', 2)
    """
    return curve_of(all_cents(amounts, "amounts"), customers=customers, title=title, **told)  # type: ignore[arg-type]


def curve_of(
    amounts: Cents,
    *,
    customers: ArrayLike | None = None,
    title: str = "Customer profit",
    points: int = POINTS,
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
) -> WhaleCurve:
    """The whale curve of amounts in whole cents; ``customers`` places them in the groups of the jackknife."""
    if points < 2:
        raise BadQuestion(f"points: a curve needs at least two, not {points}")
    ids = np.arange(1, len(amounts) + 1) if customers is None else customer_ids(customers, len(amounts))
    if len(amounts) < minimum_n:
        return _empty(title, len(amounts), minimum_n)
    added = np.concatenate([[0], np.cumsum(np.sort(amounts)[::-1])])
    n, total, peak = len(amounts), int(added[-1]), int(np.argmax(added))
    kept = _thinned(n, peak, points)
    shares = in_money(added[kept]) / (total / 100) if total > 0 else np.full(len(kept), np.nan)
    losing = amounts < 0
    return WhaleCurve(
        title=title,
        share_of_customers=kept / n,
        cumulative=in_money(added[kept]),
        share_of_total=np.asarray(shares, float),
        n=n,
        total=money(total),
        peak=money(int(added[peak])),
        peak_at=peak / n,
        peak_share=_peak_share(amounts, ids, total, confidence),
        losing=int(losing.sum()),
        lost=money(-int(amounts[losing].sum())),
        top_fifth=float(added[round(n / 5)] / total) if total > 0 else None,
        remarks=() if total > 0 else ("The total is not above zero, so there are no shares of it.",),
    )


def _thinned(n: int, peak: int, points: int) -> NDArray[np.intp]:
    evenly = np.rint(np.linspace(0, n, min(points, n + 1))).astype(np.intp)
    if peak not in evenly:
        inner = np.argmin(np.abs(evenly[1:-1] - peak)) + 1 if len(evenly) > 2 else 0
        evenly[inner] = peak if inner else evenly[inner]
    return evenly


def _peak_share(amounts: Cents, ids: NDArray[np.int64], total: int, confidence: float) -> Figure:
    n = len(amounts)
    if total <= 0:
        return Figure(None, None, None, n, "the total is not above zero")
    # The peak is the sum of all positive values, so its share is a ratio of two sums.
    buckets = buckets_of(ids)
    brought = np.bincount(buckets, np.maximum(amounts, 0), BUCKETS)[None, :].astype(float)
    left = np.bincount(buckets, amounts, BUCKETS)[None, :].astype(float)
    value = float(brought.sum() / left.sum())
    half = float(jackknife.half_width(jackknife.of_ratio(brought, left), confidence)[0])
    if np.isnan(half):
        return Figure(value, None, None, n)
    return Figure(value, max(value - half, 1.0), value + half, n)


def _empty(title: str, n: int, minimum_n: int) -> WhaleCurve:
    reason = f"fewer than {minimum_n} customers" if n else "no customers"
    nothing = np.zeros(0)
    figure = Figure(None, None, None, n, reason)
    return WhaleCurve(title, nothing, nothing, nothing, n, None, None, None, figure, None, None, None, reason=reason)
