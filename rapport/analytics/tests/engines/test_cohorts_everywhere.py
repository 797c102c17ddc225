"""Cohorts, retention, lifetimes and hold-outs are the same on DuckDB, PostgreSQL and Spark."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rapport import analytics
from rapport.analytics.cohorts import (
    from_day,
    on_day,
    order_lifetimes,
    retention,
    subscription_lifetimes,
    triangle,
)
from rapport.analytics.engines.spark import Spark
from rapport.analytics.models.holdout import holdout
from rapport.analytics.tests import shop

PERIOD = analytics.Period(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
MIDDLE = analytics.Period(PERIOD.start, datetime(2026, 2, 15, tzinfo=UTC))
ZONE = "Europe/Madrid"


def made() -> dict[str, pa.Table]:
    """Sixty customers with some orders each, at any hour, some around midnight; twenty subscriptions."""
    rng = np.random.default_rng(2)
    rows = []
    for id in range(1, 241):
        day = datetime(2025, 12, 20 + id % 10, tzinfo=UTC).timestamp() + int(rng.integers(0, 100 * 24)) * 3600
        at = datetime.fromtimestamp(day, UTC).strftime("%Y-%m-%d %H:%M")
        kind = "refund" if id % 9 == 0 else "sale"
        rows.append((id, int(rng.integers(1, 60)), at, kind, None, -5.0 if kind == "refund" else float(10 + id % 7)))
    subscribed = [
        {
            "id": id,
            "customer": 1 + id % 12,
            "since": shop.at(f"2026-01-{1 + id:02d}"),
            "until": shop.at(f"2026-02-{1 + id:02d}") if id % 3 else None,
            "amount": 5,
            "currency": "EUR",
            "billing": "month",
        }
        for id in range(1, 21)
    ]
    return {
        "orders": shop.orders(*rows),
        "customers": shop.customers((1, "North"), (2, "South")),
        "subscriptions": shop.table("subscriptions", subscribed),
    }


def figures(source: analytics.Source) -> dict[str, Any]:
    with source:
        months = triangle(source, PERIOD, grain="week", zone=ZONE, minimum_n=1)
        days = on_day(0, 1, 7) + from_day(3)
        calendar = retention(source, MIDDLE, brackets=days, zone=ZONE, known_until=PERIOD.end, minimum_n=1)
        windows = retention(source, MIDDLE, brackets=days, clock="windows", known_until=PERIOD.end, minimum_n=1)
        bought = order_lifetimes(source, PERIOD, silence_days=30)
        subscribed = subscription_lifetimes(source, PERIOD)
        held = holdout(source, MIDDLE, PERIOD.end, collapse="day", zone=ZONE)
    return {
        "customers": months.customers,
        "revenue": months.revenue,
        "calendar": np.array([calendar.n, calendar.retained]),
        "windows": np.array([windows.n, windows.retained]),
        "orders": np.array([bought.customer, bought.lasted, bought.ended]),
        "subscriptions": np.array([subscribed.customer, subscribed.lasted, subscribed.ended]),
        "later": held.later,
        "daily": np.array([held.first, held.repeats]),
    }


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return figures(analytics.Source(made()))


def test_postgres_gives_what_duckdb_gives(expected: dict[str, Any], postgres_address: str) -> None:
    found = figures(analytics.Source(made(), engine=postgres_address))

    same(found, expected)


def test_spark_gives_what_duckdb_gives(expected: dict[str, Any], spark: Spark, tmp_path: Path) -> None:
    for name, table in made().items():
        pq.write_table(table, tmp_path / f"{name}.parquet")

    found = figures(analytics.Source({name: [tmp_path / f"{name}.parquet"] for name in made()}, engine=spark))

    same(found, expected)


def same(found: dict[str, Any], expected: dict[str, Any]) -> None:
    assert expected["customers"].size > 100
    for name, value in expected.items():
        assert found[name] == pytest.approx(value, nan_ok=True), name
