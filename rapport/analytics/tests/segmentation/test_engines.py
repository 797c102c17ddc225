"""The queries behind segmentation, baskets and trends are understood by every engine."""

from __future__ import annotations

import pytest
import sqlglot

from rapport.analytics.baskets.counting import counting_sql
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.segmentation.buyers import buyers_sql
from rapport.analytics.segmentation.moved import segments_sql
from rapport.analytics.segmentation.overlap import overlap_sql
from rapport.analytics.tests.shop import QUARTER
from rapport.analytics.trends.demand import Demand, demand_sql
from rapport.analytics.trends.spans import whole_spans

MEMBERS = Population(segment=1, as_of=QUARTER.end, region="Spain")
SPANS = whole_spans(QUARTER, grain="month", zone="UTC", known_until=QUARTER.end)
LIMITS = {"least": 5, "most_items": 9, "most_pairs": 9}
QUERIES = {
    "buyers": buyers_sql(QUARTER, MEMBERS),
    "moves": segments_sql([1, 2], [QUARTER.start, QUARTER.end], MEMBERS),
    "overlap": overlap_sql([1, 2], QUARTER.end, MEMBERS),
    "categories": counting_sql(QUARTER, MEMBERS, of="category", per="order", **LIMITS),
    "products": counting_sql(QUARTER, EVERYBODY, of="product", per="customer", **LIMITS),
    "demand": demand_sql(SPANS, MEMBERS, Demand(segments=(1,), category="Tea", of="quantity")),
}


@pytest.mark.parametrize("engine", ["postgres", "spark", "trino", "clickhouse", "snowflake", "bigquery", "databricks"])
@pytest.mark.parametrize("name", QUERIES)
def test_a_query_is_turned_into_the_words_of_an_engine(name: str, engine: str) -> None:
    turned = sqlglot.transpile(QUERIES[name], read="duckdb", write=engine, unsupported_level=sqlglot.ErrorLevel.RAISE)

    assert sqlglot.parse_one(turned[0], read=engine)
