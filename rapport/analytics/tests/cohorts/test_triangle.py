"""The cohort triangle, checked by hand and against pandas on a real shop."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest

from rapport import analytics
from rapport.analytics.cohorts import Triangle, triangle
from rapport.analytics.population import Population
from rapport.analytics.tests import online_retail, shop

QUARTER = analytics.Period(shop.at("2026-01-01"), shop.at("2026-04-01"))
ORDERS = (
    (1, 1, "2026-01-05", "sale", None, 10.0),
    (2, 1, "2026-02-10", "sale", None, 20.0),
    (3, 1, "2026-02-20", "sale", None, 5.0),
    (4, 2, "2026-01-20", "sale", None, 30.0),
    (5, 2, "2026-03-01", "refund", None, -30.0),
    (6, 3, "2026-02-03", "sale", None, 8.0),
    (7, 3, "2026-03-03", "sale", None, 8.0),
    (8, 4, "2025-12-31", "sale", None, 9.0),
    (9, 4, "2026-01-31", "sale", None, 9.0),
    (10, None, "2026-01-05", "sale", None, 99.0),
)


def made(*rows: Any, period: analytics.Period = QUARTER, **wishes: Any) -> Triangle:
    with analytics.Source({"orders": shop.orders(*(rows or ORDERS))}) as source:
        return triangle(source, period, **{"minimum_n": 1, **wishes})


def test_each_cell_counts_who_bought_again() -> None:
    found = made()

    assert [cohort.n for cohort in found.cohorts] == [2, 1, 0]
    assert found.customers[0].tolist() == [2, 1, 0]
    assert found.retention.value[0].tolist() == [1, 0.5, 0]
    assert found.revenue[0].tolist() == [40, 25, -30]
    assert found.revenue_per_customer.value[0].tolist() == [20, 12.5, -15]


def test_what_is_not_over_is_missing_and_not_zero() -> None:
    found = made()

    assert found.finished.tolist() == [[True, True, True], [True, True, False], [True, False, False]]
    assert np.isnan(found.customers[1, 2])
    assert np.isnan(found.retention.value[2]).all()


def test_a_cut_month_is_marked_and_its_cells_are_missing() -> None:
    found = made(period=analytics.Period(shop.at("2026-01-10"), shop.at("2026-03-15")))

    assert [cohort.partial for cohort in found.cohorts] == [True, False, True]
    assert found.finished[0].tolist() == [True, True, False]
    assert found.cohorts[0].n == 1
    assert any("cut by the start" in remark for remark in found.remarks)


def test_records_that_end_earlier_leave_later_cells_out() -> None:
    found = made(known_until=shop.at("2026-02-15"))

    assert found.ages == 2
    assert found.finished.tolist() == [[True, False], [False, False]]


def test_the_zone_decides_the_month_of_an_order() -> None:
    late = ((1, 1, "2026-01-31 23:30", "sale", None, 10.0),)

    assert [cohort.n for cohort in made(*late).cohorts] == [1, 0, 0]
    assert made(*late, zone="Europe/Madrid").cohorts[1].n == 1


@pytest.mark.parametrize("grain, count", [("week", 14), ("month", 3), ("quarter", 1)])
def test_weeks_months_and_quarters(grain: Any, count: int) -> None:
    found = made(grain=grain)

    assert len(found.cohorts) == count
    assert found.n == 3


def test_pooled_retention_joins_the_cohorts_that_are_over() -> None:
    found = made()

    assert found.pooled_n.tolist() == [3, 3, 2]
    assert found.pooled.value.tolist() == pytest.approx([1, 2 / 3, 0])


def test_small_cohorts_show_totals_without_shares() -> None:
    found = made(minimum_n=2)

    assert found.customers[1, 0] == 1
    assert np.isnan(found.retention.value[1, 0])


def test_a_population_is_followed_alone() -> None:
    with analytics.Source({"orders": shop.orders(*ORDERS)}) as source:
        found = triangle(source, QUARTER, Population(customers=(1,)), minimum_n=1)

    assert found.n == 1


def test_mixed_currencies_are_refused() -> None:
    both = [
        *shop.orders(*ORDERS).to_pylist(),
        *shop.orders((11, 1, "2026-02-01", "sale", None, 1.0), currency="USD").to_pylist(),
    ]

    with analytics.Source({"orders": shop.table("orders", both)}) as source, pytest.raises(analytics.MixedCurrencies):
        triangle(source, QUARTER)


def test_nobody_and_no_orders_are_said() -> None:
    with analytics.Source({"orders": shop.orders()}) as source, pytest.raises(analytics.BadTable, match="nobody"):
        triangle(source, QUARTER)
    with analytics.Source({}) as source, pytest.raises(analytics.BadTable, match="no such table"):
        triangle(source, QUARTER)
    with pytest.raises(analytics.BadQuestion, match="grain"):
        made(grain="year")


@pytest.mark.real_data
@pytest.mark.skipif(online_retail.path() is None, reason="RAPPORT_TEST_DATA names no folder with Online Retail")
def test_a_real_shop_has_the_triangle_pandas_makes() -> None:
    file = online_retail.path()
    assert file is not None
    tables = online_retail.tables(file)
    period = analytics.Period(datetime(2010, 12, 1, tzinfo=UTC), datetime(2011, 12, 1, tzinfo=UTC))
    with analytics.Source(tables) as source:
        found = triangle(source, period, zone=online_retail.ZONE)

    sales = tables["orders"].to_pandas().query("kind == 'sale' and customer == customer")
    sales["month"] = sales["at"].dt.tz_convert(online_retail.ZONE).dt.tz_localize(None).dt.to_period("M")
    sales["cohort"] = sales.groupby("customer").month.transform("min")
    table = sales.groupby(["cohort", "month"]).customer.nunique().unstack()
    for row, month in enumerate(pd.period_range("2010-12", "2011-11", freq="M")):
        counts = table.loc[month, month:"2011-11"].to_numpy()
        assert found.customers[row, : len(counts)].tolist() == counts.tolist()
