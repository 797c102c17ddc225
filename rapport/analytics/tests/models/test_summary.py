"""Histories of purchases from orders: the rules, the clock, and lifetimes' own summary of the same file."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from lifetimes.utils import summary_data_from_transaction_data

from rapport import analytics
from rapport.analytics.models import bgnbd
from rapport.analytics.models.purchases import Purchases, purchases_of
from rapport.analytics.models.summary import sufficient_statistics, summary
from rapport.analytics.population import Population
from rapport.analytics.tests import shop

YEAR = analytics.Period(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 29, tzinfo=UTC))
CDNOW = Path(os.environ.get("RAPPORT_TEST_DATA", "nowhere")) / "cdnow_sample.parquet"


def of(*orders: shop.OrderTuple, population: Population | None = None, **wishes: object) -> Purchases:
    tables = {"orders": shop.orders(*orders), "customers": shop.customers((1, "North"), (2, "South"))}
    with analytics.Source(tables) as source:
        return summary(source, YEAR, population or Population(), **wishes)  # type: ignore[arg-type]


def test_a_history_counts_repeats_from_the_first_purchase() -> None:
    found = of(
        (1, 1, "2026-01-01", "sale", None, 10),
        (2, 1, "2026-01-08", "sale", None, 20),
        (3, 1, "2026-01-22", "sale", None, 40),
        (4, 2, "2026-01-15", "sale", None, 99),
        (5, None, "2026-01-15", "sale", None, 99),
        (6, 2, "2026-01-20", "adjustment", None, -5),
        (7, 2, "2026-01-29", "sale", None, 5),
    )

    assert found.customer is not None
    assert found.customer.tolist() == [1, 2]
    assert found.frequency.tolist() == [2, 0]
    assert found.recency.tolist() == [3, 0]
    assert found.age.tolist() == [4, 2]
    assert found.spend[0] == 30
    assert np.isnan(found.spend[1])


def test_purchases_at_the_same_instant_or_day_are_one() -> None:
    orders: list[shop.OrderTuple] = [
        (1, 1, "2026-01-01 10:00", "sale", None, 10),
        (2, 1, "2026-01-01 10:00", "sale", None, 7),
        (3, 1, "2026-01-01 18:00", "sale", None, 20),
        (4, 1, "2026-01-03 23:30", "sale", None, 40),
    ]

    by_time, by_day = of(*orders, unit="day"), of(*orders, unit="day", collapse="day")

    assert (by_time.frequency[0], by_time.spend[0]) == (2, 30)
    assert by_time.age[0] == pytest.approx(28 - 10 / 24)
    assert (by_day.frequency[0], by_day.spend[0], by_day.recency[0], by_day.age[0]) == (1, 40, 2, 27)
    assert of(*orders, unit="day", collapse="day", zone="Europe/Madrid").recency[0] == 3
    assert of(*orders, collapse="week").recency.tolist() == [0]


def test_refunds_lower_the_amount_of_their_sale_and_never_the_frequency() -> None:
    orders: list[shop.OrderTuple] = [
        (1, 1, "2026-01-01", "sale", None, 10),
        (2, 1, "2026-01-08", "sale", None, 20),
        (3, 1, "2026-01-09", "refund", None, -5),  # of order 2, the newest before it
        (4, 2, "2026-01-01", "sale", None, 10),
        (5, 2, "2026-01-02", "refund", None, -10),
        (6, 2, "2026-01-15", "sale", None, 30),
        (7, 2, "2026-01-20", "refund", None, -10),  # names order 4
    ]
    table = shop.orders(*orders)
    named = pa.array([None] * 6 + [4], pa.int64())
    table = table.set_column(table.column_names.index("refunds"), "refunds", named)

    with analytics.Source({"orders": table}) as source:
        found = summary(source, YEAR)

    assert found.frequency.tolist() == [1, 1]
    assert found.recency.tolist() == [1, 2]
    assert found.spend.tolist() == [15, 30]


def test_only_the_population_and_those_won_in_the_period_count() -> None:
    orders: list[shop.OrderTuple] = [
        (1, 1, "2025-12-01", "sale", None, 10),
        (2, 1, "2026-01-08", "sale", None, 20),
        (3, 2, "2026-01-08", "sale", None, 20),
    ]

    assert of(*orders).n == 1
    assert of(*orders, population=Population(region="South")).n == 1
    with pytest.raises(analytics.BadTable, match="nobody of this population made a first purchase"):
        of(*orders, population=Population(region="North"))


def test_equal_histories_are_counted_in_sql() -> None:
    orders = shop.orders(
        *[(n, n, "2026-01-01", "sale", None, 10) for n in range(1, 9)], (9, 1, "2026-01-08", "sale", None, 1)
    )

    with analytics.Source({"orders": orders}) as source:
        found = sufficient_statistics(source, YEAR, collapse="week")

    assert found.frequency.tolist() == [0, 1]
    assert found.weight.tolist() == [7, 1]
    assert found.to_arrow().column_names == ["frequency", "recency", "age", "weight", "spend"]


def test_amounts_of_two_currencies_are_not_averaged() -> None:
    both = pa.concat_tables(
        [
            shop.orders((1, 1, "2026-01-01", "sale", None, 10)),
            shop.orders((2, 1, "2026-01-09", "sale", None, 10), currency="USD"),
        ]
    )

    with analytics.Source({"orders": both}) as source:
        with pytest.raises(analytics.MixedCurrencies, match="EUR, USD"):
            summary(source, YEAR)
        assert summary(source, YEAR, spend=False).frequency.tolist() == [1]


@pytest.mark.parametrize(
    "x, last, age, complaint",
    [
        ([1, 2], [1, 2], [3, -1], "age: a negative age in 1 row .*row 1, -1"),
        ([1], [5], [4], r"recency: a last purchase after the end of the age \(t_x > T\)"),
        ([1], [-1], [4], "recency: a last purchase before the first"),
        ([np.nan], [1], [4], "frequency: not a number"),
        ([1], [1], [np.inf], "age: not a number"),
        ([0], [1], [4], "recency: a customer without repeats"),
        ([1], [0], [4], "recency: repeat purchases at the instant of the first"),
        ([1.5], [1], [4], "frequency: not a whole number"),
        ([1], [1, 2], [4], "columns of 1, 2 and 1 rows"),
    ],
)
def test_histories_that_cannot_be_are_refused(
    x: list[float], last: list[float], age: list[float], complaint: str
) -> None:
    with pytest.raises(analytics.BadTable, match=complaint):
        purchases_of(x, last, age)


def test_choices_that_are_none_are_refused() -> None:
    sale: shop.OrderTuple = (1, 1, "2026-01-01", "sale", None, 10)
    for wish in ({"unit": "year"}, {"collapse": "month"}, {"zone": "Mars/Base"}):
        with pytest.raises(analytics.BadQuestion, match=next(iter(wish))):
            of(sale, **wish)
    with analytics.Source({}) as source, pytest.raises(analytics.BadTable, match="no such table"):
        summary(source, YEAR)


@pytest.mark.skipif(not CDNOW.exists(), reason="RAPPORT_TEST_DATA names no folder with CDNOW")
def test_the_transactions_of_cdnow_lead_to_the_published_fit() -> None:
    frame = pd.read_parquet(CDNOW)
    orders = pd.DataFrame({
        "id": range(1, len(frame) + 1), "customer": frame["sample_id"], "kind": "sale", "net": frame["dollars"],
        "at": frame["date"].dt.tz_localize("UTC"), "currency": "USD",
    })  # fmt: skip
    weeks = analytics.Period(datetime(1997, 1, 1, tzinfo=UTC), datetime(1997, 10, 1, tzinfo=UTC))
    with analytics.Source({"orders": orders}) as source:
        found = summary(source, weeks, collapse="day")
        grouped = sufficient_statistics(source, weeks, collapse="day")
    theirs = summary_data_from_transaction_data(
        frame, "sample_id", "date", "dollars", observation_period_end="1997-09-30"
    )

    assert np.array_equal(found.frequency, theirs["frequency"])
    assert found.recency * 7 == pytest.approx(theirs["recency"].to_numpy())
    assert found.age * 7 == pytest.approx(theirs["T"].to_numpy())
    assert np.nan_to_num(found.spend) == pytest.approx(theirs["monetary_value"].to_numpy())
    assert round(bgnbd.fit(grouped).log_likelihood, 1) == -9582.4
