"""New against existing customers: how many, what they order and spend, and how each of the two groups grows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np

from rapport.analytics import jackknife
from rapport.analytics.currencies import one_currency
from rapport.analytics.drivers.first_sales import GROUPS, MEASURES, around, referrals, sums
from rapport.analytics.engine.stretches import stretch_before
from rapport.analytics.errors import BadQuestion
from rapport.analytics.figure import UNKNOWN, Figure
from rapport.analytics.intervals import Floats
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.source import Source

FEWEST = 5
SILENCE_DAYS = YEAR = 365
# How much of the period before may lie ahead of the first record: a shop does not sell at midnight of its first day.
GRACE = 0.02


@dataclass(frozen=True, slots=True)
class Growth:
    """How much a measure of one group exceeds that of the same group in the period before, as a share of it."""

    customers: Figure = UNKNOWN
    orders: Figure = UNKNOWN
    revenue: Figure = UNKNOWN
    spend_per_customer: Figure = UNKNOWN


@dataclass(frozen=True, slots=True)
class Group:
    """One of the two groups in the period.

    ``customers`` bought at least once; ``revenue`` is net of refunds, in the currency of the orders; ``share`` that of
    all known customers' revenue; ``referrals`` how many people they brought in the period, where that is recorded.
    Below the smallest n only the counts are given, and ``reason`` says so.
    """

    name: str
    customers: Figure
    orders: Figure
    revenue: Figure
    spend_per_customer: Figure
    orders_per_customer: Figure
    share: Figure
    growth: Growth
    reason: str = ""
    referrals: Figure = UNKNOWN


@dataclass(frozen=True, slots=True)
class NewAndExisting:
    """Both groups of a period, and what belongs to neither.

    ``reactivated``: of the existing customers, those who had not bought for ``silence_days`` before the period: they
    are not new. ``anonymous_revenue`` is nobody's: it is in no group and no share.
    """

    new: Group
    existing: Group
    reactivated: int
    silence_days: int
    anonymous_revenue: float
    period: Period
    before: Period
    currency: str | None
    n: int
    method: str = "grouped jackknife over 64 buckets of customers"
    confidence: float = 0.95
    remarks: tuple[str, ...] = ()
    reason: str = ""


def new_and_existing(
    source: Source,
    period: Period,
    *,
    population: Population = EVERYBODY,
    silence_days: int = SILENCE_DAYS,
    known_until: datetime | None = None,
    minimum_n: int = FEWEST,
    confidence: float = 0.95,
) -> NewAndExisting:
    """The customers who bought for the first time ever in the period, against those who had bought before.

    The first sale counts, or the date of acquisition where that is known to be earlier. Refunds and adjustments count
    at their own date for the group of their customer; of one without a sale on record, for neither. Growth compares
    with the period of the same length before, in which the groups are formed anew: its new customers are those who were
    new then. A period that is not over at ``known_until`` (now, unless told) is never compared with a full one.

    Raises MixedCurrencies, or BadQuestion for a silence below a day.
    """
    before = Period(*stretch_before(period.start, period.end))
    now, earlier = (sums(source, one, population, silence_days) for one in (period, before))
    begins, anonymous = around(source, period)
    incomparable = _incomparable(begins, period, before, known_until or datetime.now(UTC))
    asked = _Asked(minimum_n, confidence, silence_days, incomparable)
    groups = [_group(name, now[at], now.sum(axis=0), earlier[at], asked) for at, name in enumerate(GROUPS)]
    existing, new = _with_referrals(groups, referrals(source, period, population), confidence)
    return NewAndExisting(
        new=new,
        existing=existing,
        reactivated=int(now[0, MEASURES.index("reactivated")].sum()),
        silence_days=silence_days,
        anonymous_revenue=anonymous,
        period=period,
        before=before,
        currency=one_currency(source, before.start, period.end),
        n=int(now[:, 0].sum()),
        confidence=confidence,
        remarks=_remarks(begins, period, incomparable, anonymous),
        reason="" if now[:, 0].any() else "nobody known bought in the period",
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    minimum_n: int
    confidence: float
    silence_days: int
    incomparable: str

    def __post_init__(self) -> None:
        if self.silence_days < 1:
            raise BadQuestion(f"new and existing: silence_days must be at least 1, not {self.silence_days}")


def _group(name: str, own: Floats, both: Floats, earlier: Floats, asked: _Asked) -> Group:
    customers, orders, revenue = own[:3]
    totals = [_total(amount, asked.confidence) for amount in (customers, orders, revenue)]
    if customers.sum() < asked.minimum_n:
        bare = [Figure(total.value) for total in totals]
        few = f"fewer than {asked.minimum_n} customers"
        return Group(name, bare[0], bare[1], bare[2], UNKNOWN, UNKNOWN, UNKNOWN, Growth(), few)
    spend, each, share = (
        _ratio(top, bottom, asked.confidence)
        for top, bottom in ((revenue, customers), (orders, customers), (revenue, both[2]))
    )
    growth, reason = _growth(own, earlier, asked)
    return Group(name, totals[0], totals[1], totals[2], spend, each, share, growth, reason)


def _with_referrals(groups: list[Group], brought: Floats | None, confidence: float) -> list[Group]:
    if brought is None:
        return groups
    return [replace(group, referrals=_total(own, confidence)) for group, own in zip(groups, brought, strict=True)]


def _growth(own: Floats, earlier: Floats, asked: _Asked) -> tuple[Growth, str]:
    if asked.incomparable:
        return Growth(), f"no growth: {asked.incomparable}"
    if earlier[0].sum() < asked.minimum_n:
        return Growth(), f"no growth: fewer than {asked.minimum_n} customers in the period before"
    customers, orders, revenue = (
        _change(now, then, None, asked.confidence) for now, then in zip(own[:3], earlier[:3], strict=True)
    )
    spend = _change(own[2], earlier[2], (own[0], earlier[0]), asked.confidence)
    return Growth(customers, orders, revenue, spend), ""


def _total(amount: Floats, confidence: float) -> Figure:
    half = float(jackknife.half_width(jackknife.of_total(amount[None]), confidence)[0])
    value = float(amount.sum())
    return Figure.of(round(value, 4), value - half, value + half)


def _ratio(top: Floats, bottom: Floats, confidence: float) -> Figure:
    half = float(jackknife.half_width(jackknife.of_ratio(top[None], bottom[None]), confidence)[0])
    whole = float(bottom.sum())
    value = float(top.sum()) / whole if whole else np.nan
    return Figure.of(value, value - half, value + half)


def _change(now: Floats, then: Floats, of: tuple[Floats, Floats] | None, confidence: float) -> Figure:
    """now / then - 1, of totals or of two ratios; a bucket is left out of both periods at once."""
    if then.sum() <= 0:
        return Figure()
    even = np.full_like(now, 1 / len(now))
    parts = (now, then, *(of or (even, even)))
    value = float(_grown(*(part.sum(keepdims=True) for part in parts))[0])
    replicates = _grown(*(jackknife.without_each(part[None]) for part in parts))
    held = (np.stack(parts) != 0).any(axis=0)[None]
    half = float(jackknife.half_width(jackknife.Replicates(replicates, held), confidence)[0])
    return Figure.of(value, value - half, value + half)


def _grown(now: Floats, then: Floats, now_of: Floats, then_of: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(now / now_of / (then / then_of) - 1, float)


def _incomparable(begins: datetime | None, period: Period, before: Period, known_until: datetime) -> str:
    if period.end > known_until:
        return "the period is not over yet"
    if begins is None or begins > before.start + GRACE * (before.end - before.start):
        return "the records do not reach back over the period before"
    return ""


def _remarks(begins: datetime | None, period: Period, incomparable: str, anonymous: float) -> tuple[str, ...]:
    said = [incomparable] if incomparable else []
    if begins is not None and period.start - begins < timedelta(days=YEAR):
        said.append("the records begin less than a year before: some who count as new may have bought earlier")
    if anonymous:
        said.append("anonymous orders are in neither group")
    return tuple(said)
