"""The Online Retail shop: real customers, refunds, adjustments and anonymous orders, with costs declared."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from rapport import analytics
from rapport.analytics.population import Population
from rapport.analytics.profit import (
    Activity,
    Grid,
    Threshold,
    cost_to_serve_of,
    customer_profit_of,
    portfolio_of,
    price_increase,
    whale_curve,
    whale_curve_of,
)
from rapport.analytics.tests import online_retail

LONDON = ZoneInfo(online_retail.ZONE)
ALL = analytics.Period(datetime(2010, 12, 1, tzinfo=LONDON), datetime(2012, 1, 1, tzinfo=LONDON))
ACTIVITIES = (
    Activity(name="Picking", driver="order_lines", pool="400000.00", capacity=650_000),
    Activity(name="Delivery", driver="orders", pool="310000.01"),
    Activity(name="Returns", driver="returns", rate="18.50"),
)

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(online_retail.path() is None, reason="RAPPORT_TEST_DATA names no folder with the file"),
]


@pytest.fixture(scope="module")
def source() -> Iterator[analytics.Source]:
    file = online_retail.path()
    assert file is not None
    with analytics.Source(online_retail.tables(file)) as opened:
        yield opened


def test_every_penny_of_the_ledger_is_somebodys_or_nobodys(source: analytics.Source) -> None:
    found = cost_to_serve_of(source, ALL, ACTIVITIES)

    picking, delivery, returns = found.activities
    assert found.ledger == Decimal("710000.01")
    assert picking.traced + picking.untraced + picking.unused == Decimal(400000)
    assert (delivery.unused, delivery.traced + delivery.untraced) == (0, Decimal("310000.01"))
    assert picking.untraced > 0
    assert not returns.in_ledger
    # One of the 4,372 customers has an adjustment and nothing else.
    assert found.n == 4371


def test_a_segment_and_the_others_are_the_whole(source: analytics.Source) -> None:
    germany = Population(segment=1, as_of=datetime(2012, 1, 2, tzinfo=LONDON))

    whole, part = cost_to_serve_of(source, ALL, ACTIVITIES), cost_to_serve_of(source, ALL, ACTIVITIES, germany)

    assert part.ledger == whole.ledger
    assert 0 < part.n < 200
    assert part.total + sum(one.others for one in part.activities) == whole.total


def test_the_shop_without_costs_has_revenue_and_no_profit(source: analytics.Source) -> None:
    lines = pd.read_parquet(online_retail.path()).dropna(subset="CustomerID")

    found = customer_profit_of(source, ALL, activities=ACTIVITIES)

    assert (found.title, found.reason, found.n) == ("Lifetime revenue", "no cost known", 4372)
    assert float(found.total) == pytest.approx((lines.Quantity * lines.UnitPrice).sum(), abs=0.5)


def test_the_whale_curve_keeps_those_who_cost_more_than_they_bring(source: analytics.Source) -> None:
    found = customer_profit_of(source, ALL, activities=ACTIVITIES, margin_rate=0.3)

    curve = whale_curve(found)
    grid = Grid(value_from=Threshold(quantile=0.8), cost_from=Threshold(quantile=0.8))
    costly = portfolio_of(found, grid).customers_of("re-engineer")
    dearer = price_increase(found, costly, 0.05, assumed_loss=0.02)

    assert curve.n == 4372
    assert curve.total == found.total
    assert curve.losing is not None
    assert curve.losing > 100
    assert curve.peak_share.value is not None
    assert 1 < curve.peak_share.value < 1.2
    assert "margin rate of 30.0% declared" in curve.assumption
    assert dearer.change is not None
    assert dearer.break_even_loss is not None
    assert (dearer.change > 0) == (dearer.break_even_loss > 0.02)


def test_the_first_quarter_of_cdnow_is_as_uneven_as_its_purchases() -> None:
    folder = os.environ["RAPPORT_TEST_DATA"]
    spent = pd.read_parquet(f"{folder}/cdnow_master.parquet").groupby("customer_id").dollars.sum()
    largest = spent.sort_values(ascending=False).cumsum()

    curve = whale_curve_of(spent.to_numpy(), title="Lifetime revenue")

    assert curve.n == 23_570
    assert curve.losing == 0
    assert curve.top_fifth == pytest.approx(largest.iloc[23_570 // 5 - 1] / largest.iloc[-1])


def test_all_of_it_takes_less_than_a_second(source: analytics.Source) -> None:
    began = time.process_time()
    found = customer_profit_of(source, ALL, activities=ACTIVITIES, margin_rate=0.3)
    whale_curve(found)

    assert time.process_time() - began < 1
