"""Every metric of the catalogue has the same figures on DuckDB, PostgreSQL and Spark."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rapport import analytics
from rapport.analytics.engines.spark import Spark
from rapport.analytics.metrics import catalogue
from rapport.analytics.tests.engines.made_shop import made_shop
from rapport.analytics.tests.shop import LATER

MONTHS = analytics.Period(datetime(2025, 10, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))
CHOICES = analytics.Choices(margin_rate=0.4, minute_rate=0.5, complaint_days=400)
# The customer's region rolls up and is carried from month to month; that of the order is counted anew for each set.
WISHES: dict[str, dict[str, Any]] = {
    "months by segment and region": {"grain": "month", "whole": True, "compare": True, "segments": [1, 2, 3]},
    "all of it by region of the order": {"region_of": "order"},
}

Answers = Mapping[str, analytics.Answer]


def answers(source: analytics.Source) -> Answers:
    with source:
        return {name: analytics.answer(source, _question(wishes)) for name, wishes in WISHES.items()}


def _question(wishes: dict[str, Any]) -> analytics.Question:
    known = {"as_of": LATER, "known_until": LATER, "minimum_n": 3, "choices": CHOICES}
    return analytics.Question(metrics=catalogue.names(), period=MONTHS, by=["region"], **known, **wishes)


@pytest.fixture(scope="module")
def tables() -> dict[str, pa.Table]:
    return made_shop()


@pytest.fixture(scope="module")
def on_duckdb(tables: dict[str, pa.Table]) -> Answers:
    return answers(analytics.Source(tables))


@pytest.fixture(scope="module")
def on_postgres(tables: dict[str, pa.Table], postgres_address: str) -> Answers:
    return answers(analytics.Source(tables, engine=postgres_address))


@pytest.fixture(scope="module")
def on_spark(tables: dict[str, pa.Table], spark: Spark, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    folder = tmp_path_factory.mktemp("shop")
    return answers(analytics.Source(_as_files(tables, folder), engine=spark))


def _as_files(tables: dict[str, pa.Table], folder: Path) -> dict[str, list[Path]]:
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.parquet")
    return {name: [folder / f"{name}.parquet"] for name in tables}


@pytest.mark.parametrize("metric", catalogue.names())
def test_the_made_shop_has_figures_for_every_metric(metric: str, on_duckdb: Answers) -> None:
    rows = [row for name in WISHES for row in _rows(on_duckdb[name], metric)]

    assert any(row["state"] == "ok" for row in rows), {row["reason"] for row in rows}


@pytest.mark.parametrize("metric", catalogue.names())
def test_postgresql_says_what_duckdb_says(metric: str, on_duckdb: Answers, on_postgres: Answers) -> None:
    assert _differences(metric, on_duckdb, on_postgres) == []


@pytest.mark.parametrize("metric", catalogue.names())
def test_spark_says_what_duckdb_says(metric: str, on_duckdb: Answers, on_spark: Answers) -> None:
    assert _differences(metric, on_duckdb, on_spark) == []


def _differences(metric: str, expected: Answers, found: Answers) -> list[tuple[Any, ...]]:
    """Where the rows of a metric differ by more than the last digits of a float: cell, field and both values."""
    differing = []
    for name in WISHES:
        for one, other in zip(_rows(expected[name], metric), _rows(found[name], metric), strict=True):
            differing += [
                (name, one["segment"], one["region"], one["period_start"], field, value, other[field])
                for field, value in one.items()
                if not _same(value, other[field])
            ]
    return differing


def _rows(answer: analytics.Answer, metric: str) -> list[dict[str, Any]]:
    return [asdict(row) for row in answer if row.metric == metric]


def _same(value: Any, other: Any) -> bool:
    if isinstance(value, float) and isinstance(other, float):
        return math.isclose(value, other, rel_tol=1e-9, abs_tol=1e-9) or (value != value and other != other)
    return bool(value == other)
