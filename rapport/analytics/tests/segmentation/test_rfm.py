"""Recency, frequency and monetary value of a small made shop and of plain arrays."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rapport import analytics
from rapport.analytics.errors import BadQuestion, MixedCurrencies
from rapport.analytics.population import Population
from rapport.analytics.segmentation.rfm import Cuts, rfm, rfm_of
from rapport.analytics.segmentation.rfm_groups import GROUPS
from rapport.analytics.tests import shop

ORDERS = (
    (1, 1, "2026-01-05", "sale", "Spain", 10.0),
    (2, 1, "2026-01-30", "sale", "Spain", 20.0),
    (3, 1, "2026-01-31", "refund", "Spain", -5.0),
    (4, 2, "2026-01-20", "sale", "Spain", 50.0),
    (5, 3, "2026-01-10", "refund", "Spain", -7.0),
    (6, None, "2026-01-10", "sale", "Spain", 99.0),
    (7, 2, "2026-02-01", "sale", "Spain", 1000.0),
)


def source(**more: object) -> analytics.Source:
    return analytics.Source({"orders": shop.orders(*ORDERS), **more})


def test_figures_of_each_customer_come_from_the_orders_of_the_window() -> None:
    with source() as opened:
        found = rfm_of(opened, shop.JANUARY)

    assert found.customers.tolist() == [1, 2]
    assert found.recency.tolist() == [2.0, 12.0]
    assert found.frequency.tolist() == [2.0, 1.0]
    assert found.monetary.tolist() == [25.0, 50.0]
    assert found.currency == "EUR"
    assert found.remarks[0].startswith("1 customer has refunds or adjustments but no sale")


def test_only_the_members_of_a_segment_at_its_date_are_looked_at() -> None:
    population = Population(segment=7, as_of=datetime(2026, 1, 1, tzinfo=UTC))
    with source(memberships=shop.members((7, 2))) as opened:
        found = rfm_of(opened, shop.JANUARY, population)

    assert found.customers.tolist() == [2]


def test_a_region_is_the_customers_own() -> None:
    with source(customers=shop.customers((1, "Spain"), (2, None))) as opened:
        assert rfm_of(opened, shop.JANUARY, Population(region="Spain")).customers.tolist() == [1]
        assert rfm_of(opened, shop.JANUARY, Population(region="")).customers.tolist() == [2]


def test_nobody_gives_tables_that_say_so() -> None:
    with source() as opened:
        found = rfm_of(opened, shop.JANUARY, Population(customers=(99,)))

    assert found.n == 0
    assert {cell.standing.reason for cell in found.map_table()} == {"no customers"}
    assert {row.standing.value for row in found.group_table()} == {None}


def test_several_currencies_are_refused() -> None:
    euros, pounds = shop.orders(ORDERS[0]), shop.orders(ORDERS[3], currency="GBP")
    with analytics.Source({"orders": pa.concat_tables([euros, pounds])}) as opened, pytest.raises(MixedCurrencies):
        rfm_of(opened, shop.JANUARY)


def test_fixed_cuts_are_used_as_told() -> None:
    found = rfm([10, 40, 400], [1, 3, 9], [5, 50, 500], cuts=Cuts((30, 365), (2, 5), (20, 100)))

    assert found.recency_score.tolist() == [3, 2, 1]
    assert found.frequency_score.tolist() == [1, 2, 3]
    assert found.monetary_score.tolist() == [1, 2, 3]
    assert "recency cut at 30, 365" in found.method


def test_groups_are_named_by_their_rules() -> None:
    cuts = Cuts((10, 20, 30, 40), (2, 3, 4, 5), (20, 30, 40, 50))
    found = rfm([5, 5, 5, 25, 25, 45, 35, 45], [9, 1, 2, 9, 1, 9, 2, 1], [90, 9, 9, 90, 9, 90, 9, 9], cuts=cuts)

    assert [GROUPS[place].name for place in found.group] == [
        "best",
        "first_order",
        "growing",
        "steady",
        "cooling",
        "slipping_best",
        "slipping",
        "lost",
    ]


def test_a_map_cell_holds_its_count_its_share_of_revenue_and_its_mean() -> None:
    recency, orders, amount = [1] * 5 + [100] * 5, [9] * 5 + [1] * 5, [30.0] * 5 + [10.0] * 5
    found = rfm(recency, orders, amount)

    cells = {(cell.recency, cell.frequency): cell.standing for cell in found.map_table()}

    best = cells[4, 4]
    assert (best.n, best.share, best.value, best.value_share, best.mean) == (5, 0.5, 150.0, 0.75, 30.0)
    assert (round(best.share_low or 0, 4), round(best.share_high or 0, 4)) == (0.2366, 0.7634)
    assert sum(cell.n for cell in cells.values()) == 10


def test_a_cell_below_the_minimum_shows_only_how_many() -> None:
    found = rfm([1, 2, 3], [1, 2, 3], [1, 2, 3])

    shown = [cell.standing for cell in found.map_table() if cell.standing.n]

    assert {(cell.state, cell.value, cell.value_share) for cell in shown} == {("too_few", None, None)}


@settings(max_examples=40, deadline=None)
@given(some.lists(some.tuples(some.integers(0, 400), some.integers(1, 9), some.integers(-50, 500)), max_size=60))
def test_every_customer_is_in_one_cell_and_one_group(rows: list[tuple[int, int, int]]) -> None:
    recency, orders, amount = (np.array(column, float) for column in (zip(*rows, strict=True) if rows else ([],) * 3))
    found = rfm(recency, orders, amount)

    assert sum(cell.standing.n for cell in found.map_table()) == len(rows)
    assert sum(row.standing.n for row in found.group_table()) == len(rows)
    everybody = np.concatenate([found.members(group.name) for group in GROUPS])
    assert sorted(everybody.tolist()) == list(range(len(rows)))


def test_a_group_row_says_what_is_typical() -> None:
    found = rfm(np.arange(50) % 2, np.full(50, 2), np.full(50, 10.0))

    row = next(row for row in found.group_table() if row.standing.state == "ok")

    assert row.typical["monetary"] == (10.0, 10.0, 10.0)


@pytest.mark.parametrize(
    ("recency", "orders", "complaint"),
    [([-1], [1], "after the end of the period"), ([1], [0], "no order"), ([1, 2], [1], "2 recencies, 1 freq")],
)
def test_what_cannot_be_is_refused(recency: list[int], orders: list[int], complaint: str) -> None:
    with pytest.raises(BadQuestion, match=complaint):
        rfm(recency, orders, [1])


def test_an_unknown_group_is_refused() -> None:
    with pytest.raises(BadQuestion, match="'gold' is none of best"):
        rfm([1], [1], [1]).members("gold")
