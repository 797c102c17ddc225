"""Recency, frequency and value, tiers, clusters and trends of a real shop."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from rapport import analytics
from rapport.analytics.segmentation.clusters import Wishes, clusters_of
from rapport.analytics.segmentation.concentration import concentration_of
from rapport.analytics.segmentation.overlap import overlap
from rapport.analytics.segmentation.rfm import rfm_of
from rapport.analytics.tests import online_retail
from rapport.analytics.trends.demand import Demand, demand_trends

LONDON = ZoneInfo(online_retail.ZONE)
ALL = analytics.Period(datetime(2010, 12, 1, tzinfo=LONDON), datetime(2012, 1, 1, tzinfo=LONDON))

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(
        online_retail.path() is None, reason="RAPPORT_TEST_DATA names no folder with the Online Retail file"
    ),
]


@pytest.fixture(scope="module")
def source() -> Iterator[analytics.Source]:
    file = online_retail.path()
    assert file is not None
    with analytics.Source(online_retail.tables(file)) as opened:
        yield opened


def test_figures_of_customers_agree_with_pandas(source: analytics.Source) -> None:
    orders = source.query("SELECT * FROM orders", "orders").to_pandas()
    sales = orders[(orders.kind == "sale") & orders.customer.notna()].groupby("customer")
    revenue = orders.assign(net=orders.net.astype(float)).groupby("customer").net.sum()

    found = rfm_of(source, ALL)

    assert found.customers.tolist() == sorted(sales.groups)
    assert found.frequency.tolist() == sales.size().tolist()
    assert found.monetary == pytest.approx(revenue[sales.size().index].to_numpy(), abs=0.005)
    days = (pd.Timestamp(ALL.end) - sales["at"].max()).dt.total_seconds() / 86_400
    assert found.recency == pytest.approx(days.to_numpy(), abs=1e-6)


def test_few_customers_bring_most(source: analytics.Source) -> None:
    found = concentration_of(source, ALL)

    assert found.top_share is not None
    assert 0.7 < found.top_share < 0.8
    assert found.top_low < found.top_share < found.top_high  # type: ignore[operator]


def test_clusters_of_buyers_tell_frequent_from_rare(source: analytics.Source) -> None:
    found = clusters_of(source, ALL, wishes=Wishes(k=2, starts=3, resamples=10))

    orders = found.centres[:, found.features.index("orders")]
    assert max(orders) > 3 * min(orders)


def test_segments_overlap_as_their_members_do(source: analytics.Source) -> None:
    rows = source.query("SELECT segment, customer FROM memberships", "memberships").to_pylist()
    germany, frequent = ({row["customer"] for row in rows if row["segment"] == segment} for segment in (1, 2))

    assert overlap(source, (1, 2), ALL.end).pair(1, 2).both == len(germany & frequent)


def test_demand_of_a_year_is_told_for_each_country(source: analytics.Source) -> None:
    found = demand_trends(
        source, ALL, demand=Demand(zone=online_retail.ZONE, known_until=datetime(2011, 12, 9, tzinfo=LONDON))
    )

    assert (found.labels[0], found.labels[-1]) == ("2010-12", "2011-11")
    assert found.of((None, None)).periods == 12
    assert found.of((None, "United Kingdom")).state == "ok"
    assert any("20 largest" in remark for remark in found.remarks)
    assert found.equal[0].reason.endswith("too many for 12 periods")
