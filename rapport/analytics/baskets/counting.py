"""Counting baskets in the database: who bought what together, without a table of every product by every other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pyarrow as pa

from rapport.analytics.buckets import BUCKETS
from rapport.analytics.engine.blocks import instant
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.intervals import Floats
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.segmentation.buyers import Integers
from rapport.analytics.source import Source

Item = Literal["product", "category"]
Basket = Literal["order", "customer"]


@dataclass(frozen=True, slots=True)
class Counts:
    """Baskets counted, by the bucket of their customer (last axis 64).

    items
        The names of the things looked at: category, or the product's name (its number where it has none).
    ids
        The product ids; the places where categories are counted.
    first, second
        Places of the two items of each pair.
    both, each, baskets
        Baskets by pair, by item, and all.
    items_found, pairs_found
        How many things reached the least number, and how many pairs did, before the caps.
    unknown_lines, anonymous_lines
        Lines of sales without a product or category, and lines left out since nobody knows whose they are.
    """

    items: tuple[str, ...]
    ids: Integers
    first: Integers
    second: Integers
    both: Floats
    each: Floats
    baskets: Floats
    items_found: int
    pairs_found: int
    unknown_lines: int
    anonymous_lines: int


def counted(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    of: Item,
    per: Basket,
    least: int,
    most_items: int,
    most_pairs: int,
) -> Counts:
    """The baskets of a period by one query. Only sales count; a line taken back later still shows what was wanted.

    Raises BadTable without order lines (and products, for categories).
    """
    check(source, of, per)
    sql = counting_sql(period, population, of=of, per=per, least=least, most_items=most_items, most_pairs=most_pairs)
    named = [name for name in ("products",) if source.has(name)]
    return _laid_out(source.query(sql, "order_lines", *named, *population.tables))


def check(source: Source, of: str, per: str) -> None:
    """Refuse unknown words and missing tables."""
    for name, word, words in (("of", of, get_args(Item)), ("per", per, get_args(Basket))):
        if word not in words:
            raise BadQuestion(f"{name}: {word!r} is not known; use {' or '.join(words)}")
    for table in ("order_lines", *(("products",) if of == "category" else ())):
        if not source.has(table):
            raise BadTable(f"{table}: there is no such table")


def lines_sql(period: Period, population: Population, *, of: Item, per: Basket) -> str:
    """The lines of sales looked at, with basket, item and bucket; ``whose`` is 0 where nobody knows the customer."""
    item = "order_lines.product" if of == "product" else "products.category"
    customer = "order_lines.customer"
    whose = population.condition(customer)
    if per == "order" and population == EVERYBODY:
        whose = "order_lines.order_id IS NOT NULL"
    return (
        f"SELECT {customer if per == 'customer' else 'order_lines.order_id'} AS basket, {item} AS item,\n"
        f"    order_lines.bucket AS bucket, CASE WHEN {whose} THEN 1 ELSE 0 END AS belongs,\n"
        f"    CASE WHEN {customer} IS NULL THEN 0 ELSE 1 END AS whose\n"
        "  FROM order_lines LEFT JOIN products ON products.id = order_lines.product\n"
        f"  WHERE order_lines.kind = 'sale' AND order_lines.at >= {instant(period.start)}"
        f" AND order_lines.at < {instant(period.end)}"
    )


def counting_sql(
    period: Period,
    population: Population = EVERYBODY,
    *,
    of: Item,
    per: Basket,
    least: int,
    most_items: int,
    most_pairs: int,
) -> str:
    """The query behind `counted`. Items below the least number can be in no pair that reaches it: they go first."""
    name = "coalesce(products.name, CAST(kept.item AS VARCHAR))" if of == "product" else "kept.item"
    joined = "LEFT JOIN products ON products.id = kept.item" if of == "product" else ""
    return f"""{_items_sql(lines_sql(period, population, of=of, per=per), least, most_items)}, pairs AS (
  SELECT one.place AS first, other.place AS second, one.bucket AS bucket, count(*) AS n
  FROM held AS one JOIN held AS other ON other.basket = one.basket AND other.place > one.place
  GROUP BY one.place, other.place, one.bucket
), totals AS (
  SELECT pairs.first, pairs.second, sum(pairs.n) AS n FROM pairs GROUP BY pairs.first, pairs.second
  HAVING sum(pairs.n) >= {int(least)}
), best AS (
  SELECT totals.first, totals.second, row_number() OVER (ORDER BY totals.n DESC, totals.first, totals.second) AS place
  FROM totals
)
SELECT 'pair' AS what, pairs.first AS first, pairs.second AS second, pairs.bucket AS bucket, pairs.n AS n,
  CAST(NULL AS VARCHAR) AS name
FROM pairs JOIN best ON best.first = pairs.first AND best.second = pairs.second
WHERE best.place <= {int(most_pairs)}
UNION ALL SELECT 'item', held.place, NULL, held.bucket, count(*), NULL FROM held GROUP BY held.place, held.bucket
UNION ALL SELECT 'name', kept.place, {"kept.item" if of == "product" else "kept.place"}, NULL, 1, {name}
FROM kept {joined}
UNION ALL SELECT 'baskets', NULL, NULL, baskets.bucket, count(DISTINCT baskets.basket), NULL
FROM baskets GROUP BY baskets.bucket
UNION ALL SELECT 'items_found', NULL, NULL, NULL, count(*), NULL FROM items
UNION ALL SELECT 'pairs_found', NULL, NULL, NULL, count(*), NULL FROM totals
UNION ALL SELECT 'unknown', NULL, NULL, NULL, count(*), NULL FROM lines WHERE lines.belongs = 1 AND lines.item IS NULL
UNION ALL SELECT 'anonymous', NULL, NULL, NULL, count(*), NULL FROM lines WHERE lines.belongs = 0 AND lines.whose = 0"""


def _items_sql(lines: str, least: int, most_items: int) -> str:
    return f"""WITH lines AS (
  {lines}
), baskets AS (
  SELECT DISTINCT lines.basket, lines.item, lines.bucket FROM lines WHERE lines.belongs = 1 AND lines.item IS NOT NULL
), items AS (
  SELECT baskets.item, count(*) AS n FROM baskets GROUP BY baskets.item HAVING count(*) >= {int(least)}
), ranked AS (
  SELECT items.item, row_number() OVER (ORDER BY items.n DESC, items.item) AS place FROM items
), kept AS (
  SELECT ranked.item, ranked.place FROM ranked WHERE ranked.place <= {int(most_items)}
), held AS (
  SELECT baskets.basket, baskets.bucket, kept.place FROM baskets JOIN kept ON kept.item = baskets.item
)"""


def _laid_out(rows: pa.Table) -> Counts:
    what = rows["what"].to_numpy()
    column = {name: np.nan_to_num(rows[name].to_numpy().astype(float)) for name in ("first", "second", "bucket", "n")}
    of = {name: np.flatnonzero(what == name) for name in ("pair", "item", "name", "baskets")}
    named = of["name"][np.argsort(column["first"][of["name"]], kind="stable")]
    items = tuple(str(name) for name in rows["name"].take(named).to_pylist())
    keys = column["first"] * (len(items) + 1) + column["second"]
    pairs, place = np.unique(keys[of["pair"]], return_inverse=True)
    bucket, n = column["bucket"].astype(int), column["n"]

    def laid(found: Integers, places: Integers, count: int) -> Floats:
        flat = np.bincount(places * BUCKETS + bucket[found], weights=n[found], minlength=count * BUCKETS)
        return np.asarray(flat.reshape(count, BUCKETS), float)

    def one(name: str) -> int:
        return int(n[what == name].sum())

    return Counts(
        items,
        column["second"][named].astype(np.int64),
        (pairs // (len(items) + 1)).astype(np.int64) - 1,
        (pairs % (len(items) + 1)).astype(np.int64) - 1,
        laid(of["pair"], place, len(pairs)),
        laid(of["item"], column["first"][of["item"]].astype(int) - 1, len(items)),
        laid(of["baskets"], np.zeros(len(of["baskets"]), int), 1)[0],
        one("items_found"),
        one("pairs_found"),
        one("unknown"),
        one("anonymous"),
    )
