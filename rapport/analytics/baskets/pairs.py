"""Cross-sell pairs: what is bought together more, or less, than chance would have it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.analytics import jackknife
from rapport.analytics.baskets.association import Association, association, log_lift_variance
from rapport.analytics.baskets.counting import Basket, Counts, Item, counted
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats, t_quantile
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.segmentation.groups import MINIMUM_N, State, check_sizes
from rapport.analytics.source import Source

MOST_ITEMS, MOST_PAIRS = 500, 2_000
FOUND = 0.05
Interval = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things and how often they are bought together; shares and lift as (value, low, high).

    ``confidence`` is the share of the baskets with the first that hold the second, ``confidence_back`` the other way.
    ``found``: the adjusted p is at most .05. ``test`` is "chi-square" or "Fisher's exact".
    """

    first: str
    second: str
    first_id: int
    second_id: int
    both: int
    first_n: int
    second_n: int
    support: Interval
    confidence: Interval
    confidence_back: Interval
    lift: Interval
    p: float
    p_adjusted: float
    test: str

    @property
    def found(self) -> bool:
        """Whether the connection stands after correction for all tests."""
        return self.p_adjusted <= FOUND

    @property
    def attracts(self) -> bool:
        """Whether they are found bought together more often than by chance."""
        return self.found and self.lift[0] > 1


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs, the strongest lift with evidence first; ``tests`` is the number of pairs the correction counts."""

    baskets: int
    items: int
    tests: int
    rows: tuple[Pair, ...]
    least: int
    method: str
    remarks: tuple[str, ...]
    state: State = "ok"
    reason: str = ""


def cross_sell_pairs(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    of: Item,
    per: Basket,
    least: int = MINIMUM_N,
    most_items: int = MOST_ITEMS,
    most_pairs: int = MOST_PAIRS,
    confidence: float = 0.95,
) -> Pairs:
    """Pairs of products or categories bought in the same order, or by the same customer within the period.

    Shown are pairs in at least ``least`` baskets, at most the ``most_pairs`` most frequent, among the ``most_items``
    most frequent things. The correction counts all pairs of these things as tests, also those never bought together.
    Orders of one customer are alike: per order, intervals come from the grouped jackknife over customers where wider,
    and the chi-square is reduced as much; per customer baskets are independent.

    Raises BadQuestion for unknown words and limits below 2, BadTable without order lines.
    """
    check_sizes(least, confidence)
    if most_items < 2 or most_pairs < 1:
        raise BadQuestion(f"most_items, most_pairs: at least 2 and 1, not {most_items} and {most_pairs}")
    counts = counted(
        source, period, population, of=of, per=per, least=least, most_items=most_items, most_pairs=most_pairs
    )
    baskets, items = int(counts.baskets.sum()), len(counts.items)
    tests = items * (items - 1) // 2
    method, remarks = _method(of, per, least, tests), _remarks(counts, of, per)
    if not len(counts.first):
        state: State = "too_few" if baskets else "no_data"
        reason = f"no pair in {least} {per}s or more" if baskets else "nothing was bought"
        return Pairs(baskets, items, tests, (), least, method, remarks, state, reason)
    both, each = counts.both.sum(axis=1), counts.each.sum(axis=1)
    ends = (each[counts.first], each[counts.second])
    worth = _worth(counts, both, ends) if per == "order" else np.ones(len(both))
    found = association(both, *ends, baskets, tests=tests, worth=worth, confidence=confidence)
    return Pairs(baskets, items, tests, _rows(counts, found), least, method, remarks)


def _worth(counts: Counts, both: Floats, ends: tuple[Floats, Floats]) -> Floats:
    """What an order counts for each pair: the variance of the log lift with independent orders over the jackknife's."""
    less = [jackknife.without_each(part) for part in (counts.both, counts.each, counts.baskets[None])]
    with np.errstate(divide="ignore", invalid="ignore"):
        log_lift = np.log(less[0] * less[2] / (less[1][counts.first] * less[1][counts.second]))
        held = np.broadcast_to(counts.baskets > 0, log_lift.shape)
        half = jackknife.half_width(jackknife.Replicates(log_lift, held))
        spread = (half / t_quantile(int((counts.baskets > 0).sum()) - 1)) ** 2
        worth = log_lift_variance(both, *ends, float(counts.baskets.sum())) / spread
    return np.asarray(np.where(np.isfinite(worth), np.minimum(worth, 1), 1), float)


def _rows(counts: Counts, found: Association) -> tuple[Pair, ...]:
    both, each = counts.both.sum(axis=1), counts.each.sum(axis=1)
    order = np.lexsort((-both, -found.lift, found.p_adjusted > FOUND))
    return tuple(
        Pair(
            counts.items[one],
            counts.items[other],
            int(counts.ids[one]),
            int(counts.ids[other]),
            int(both[place]),
            int(each[one]),
            int(each[other]),
            _interval(found, "support", place),
            _interval(found, "confidence", place),
            _interval(found, "confidence_back", place),
            _interval(found, "lift", place),
            float(found.p[place]),
            float(found.p_adjusted[place]),
            "Fisher's exact" if found.exact[place] else "chi-square",
        )
        for place in order
        for one, other in [(int(counts.first[place]), int(counts.second[place]))]
    )


def _interval(found: Association, name: str, place: int) -> Interval:
    value, low, high = (float(getattr(found, f"{name}{end}")[place]) for end in ("", "_low", "_high"))
    return value, low, high


def _method(of: Item, per: Basket, least: int, tests: int) -> str:
    what = "products" if of == "product" else "categories"
    return (
        f"{what} per {per}; pairs in at least {least} {per}s; chi-square, Fisher's exact test where fewer than 5 are"
        f" expected; p adjusted for {tests:,} tests (Benjamini–Hochberg)"
    )


def _remarks(counts: Counts, of: Item, per: Basket) -> tuple[str, ...]:
    what = "products" if of == "product" else "categories"
    told = []
    if counts.items_found > len(counts.items):
        told.append(f"Of {counts.items_found:,} {what} only the {len(counts.items):,} most frequent were paired.")
    if counts.pairs_found > len(counts.first):
        told.append(f"Of {counts.pairs_found:,} pairs only the {len(counts.first):,} most frequent are listed.")
    if counts.unknown_lines:
        told.append(f"{counts.unknown_lines:,} lines without a known {of} are left out.")
    if counts.anonymous_lines:
        told.append(f"{counts.anonymous_lines:,} lines of anonymous orders are left out.")
    if per == "order":
        told.append("Orders of one customer are alike; intervals and chi-square tests allow for it, Fisher's do not.")
    return tuple(told)
