"""Cross-sell rate and products per customer: how far customers buy across what is offered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.analytics import intervals
from rapport.analytics.baskets.counting import Item, check, counted, lines_sql
from rapport.analytics.baskets.pairs import MOST_ITEMS, MOST_PAIRS, Interval
from rapport.analytics.engine.blocks import text
from rapport.analytics.errors import BadQuestion
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.segmentation.groups import MINIMUM_N, State, check_sizes, mean_with_interval
from rapport.analytics.source import Source

LAST_COUNT = 5


@dataclass(frozen=True, slots=True)
class CrossSell:
    """Of the ``n`` customers who bought the first, the share who also bought the second in the period (Wilson).

    ``rate`` as (value, low, high), None below the minimum n; ``base`` is the share of all customers who bought the
    second, to hold the rate against.
    """

    first: str
    second: str
    n: int
    both: int
    rate: Interval | None
    base: float
    state: State = "ok"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Breadth:
    """How many different products or categories customers bought: mean with Student's interval, median, distribution.

    ``counts`` has rows (how many different, customers, share, low, high) with Wilson's interval; the last row stands
    for five or more. Figures are None below the minimum n.
    """

    n: int
    mean: float | None
    low: float | None
    high: float | None
    median: float | None
    counts: tuple[tuple[int, int, float, float, float], ...]
    method: str
    state: State = "ok"
    reason: str = ""


def cross_sell_rates(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    of: Item,
    minimum_n: int = MINIMUM_N,
    most_items: int = MOST_ITEMS,
    confidence: float = 0.95,
) -> tuple[CrossSell, ...]:
    """Both ways of every pair that at least one customer bought within the period, the largest base first.

    Bought at any time in the period, in either order; anonymous orders belong to no customer. At most the 2,000 most
    frequent pairs of the ``most_items`` most frequent things.
    """
    check_sizes(minimum_n, confidence)
    counts = counted(
        source, period, population, of=of, per="customer", least=1, most_items=most_items, most_pairs=MOST_PAIRS
    )
    both, each, n = counts.both.sum(axis=1), counts.each.sum(axis=1), float(counts.baskets.sum())
    ends = list(zip(counts.first.tolist(), counts.second.tolist(), both.tolist(), strict=True))
    ways = [*ends, *((second, first, shared) for first, second, shared in ends)]
    ways.sort(key=lambda way: (-each[way[0]], counts.items[way[0]], -way[2], counts.items[way[1]]))
    return tuple(
        _rate(
            (counts.items[first], counts.items[second]),
            int(shared),
            int(each[first]),
            each[second] / n,
            minimum_n,
            confidence,
        )
        for first, second, shared in ways
    )


def cross_sell_rate(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    of: Item,
    first: str | int,
    second: str | int,
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
) -> CrossSell:
    """Customers of one category (by name) or product (by id) who also buy another, over the customers of the one."""
    check_sizes(minimum_n, confidence)
    check(source, of, "customer")
    if first == second:
        raise BadQuestion(f"first, second: both are {first!r}")
    lines = lines_sql(period, population, of=of, per="customer")
    one, other = (_is(item, of) for item in (first, second))
    row = source.query(
        f"WITH lines AS (\n  {lines}\n), bought AS (\n"
        f"  SELECT lines.basket, max(CASE WHEN {one} THEN 1 ELSE 0 END) AS one,\n"
        f"    max(CASE WHEN {other} THEN 1 ELSE 0 END) AS other\n"
        "  FROM lines WHERE lines.belongs = 1 AND lines.item IS NOT NULL GROUP BY lines.basket\n)\n"
        "SELECT count(*) AS n, coalesce(sum(bought.one), 0) AS one, coalesce(sum(bought.other), 0) AS other,\n"
        "  coalesce(sum(bought.one * bought.other), 0) AS shared FROM bought",
        *_tables(source, population),
    ).to_pylist()[0]
    base = float(row["other"]) / row["n"] if row["n"] else float("nan")
    return _rate((str(first), str(second)), int(row["shared"]), int(row["one"]), base, minimum_n, confidence)


def products_per_customer(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    of: Item = "product",
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
) -> Breadth:
    """How many different products or categories each customer bought in the period, among customers who bought any."""
    check_sizes(minimum_n, confidence)
    check(source, of, "customer")
    lines = lines_sql(period, population, of=of, per="customer")
    rows = source.query(
        f"WITH lines AS (\n  {lines}\n), bought AS (\n"
        "  SELECT lines.basket, count(DISTINCT lines.item) AS n FROM lines\n"
        "  WHERE lines.belongs = 1 AND lines.item IS NOT NULL GROUP BY lines.basket\n)\n"
        "SELECT bought.n AS different, count(*) AS customers FROM bought GROUP BY bought.n ORDER BY bought.n",
        *_tables(source, population),
    )
    different = np.repeat(rows["different"].to_numpy(), rows["customers"].to_numpy()).astype(float)
    method = f"different {'products' if of == 'product' else 'categories'} of customers who bought any; Student's t"
    if len(different) < minimum_n:
        state: State = "too_few" if len(different) else "no_data"
        reason = f"fewer than {minimum_n} customers" if len(different) else "nobody bought anything known"
        return Breadth(len(different), None, None, None, None, (), method, state, reason)
    steps = np.bincount(np.minimum(different, LAST_COUNT).astype(int), minlength=LAST_COUNT + 1)[1:]
    low, high = intervals.wilson(steps, len(different), confidence)
    shares = zip(range(1, LAST_COUNT + 1), steps.tolist(), (steps / len(different)).tolist(), low, high, strict=True)
    counts = tuple((step, n, share, float(least), float(most)) for step, n, share, least, most in shares)
    mean = mean_with_interval(different, confidence)
    return Breadth(len(different), *mean, float(np.median(different)), counts, method)


def _rate(names: tuple[str, str], both: int, n: int, base: float, minimum_n: int, confidence: float) -> CrossSell:
    if n < minimum_n:
        state: State = "too_few" if n else "no_data"
        reason = f"fewer than {minimum_n} customers bought {names[0]}" if n else f"nobody bought {names[0]}"
        return CrossSell(*names, n, both, None, base, state, reason)
    low, high = intervals.wilson(both, n, confidence)
    return CrossSell(*names, n, both, (both / n, float(low), float(high)), base)


def _is(item: str | int, of: Item) -> str:
    if of == "product" and not str(item).isdigit():
        raise BadQuestion(f"product: an id is expected, not {item!r}")
    return f"lines.item = {int(item)}" if of == "product" else f"lines.item = {text(str(item))}"


def _tables(source: Source, population: Population) -> tuple[str, ...]:
    products = ("products",) if source.has("products") else ()
    return ("order_lines", *products, *population.tables)


def buyers_without(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    of: Item,
    first: str | int,
    second: str | int,
) -> tuple[int, ...]:
    """The ids of customers who bought the one in the period and not the other: whom to offer it to.

    Categories by name, products by id, as for `cross_sell_rate`.
    """
    check(source, of, "customer")
    one, other = (_is(item, of) for item in (first, second))
    lines = lines_sql(period, population, of=of, per="customer")
    rows = source.query(
        f"WITH lines AS (\n  {lines}\n)\n"
        "SELECT lines.basket AS customer FROM lines WHERE lines.belongs = 1 AND lines.item IS NOT NULL\n"
        f"GROUP BY lines.basket HAVING max(CASE WHEN {one} THEN 1 ELSE 0 END) = 1\n"
        f"  AND max(CASE WHEN {other} THEN 1 ELSE 0 END) = 0 ORDER BY lines.basket",
        *_tables(source, population),
    )
    return tuple(rows["customer"].to_pylist())
