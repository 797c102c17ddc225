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
from rapport.analytics.engines import engine_at
from rapport.analytics.engines.spark import Spark
from rapport.analytics.metrics import catalogue
from rapport.analytics.tests.engines.made_shop import made_shop
from rapport.analytics.tests.shop import LATER, orders, responses

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


RECURRING = [metric.name for metric in catalogue if metric.tables == ("subscriptions",) and metric.in_money]


@pytest.mark.parametrize("metric", RECURRING)
def test_parts_of_a_year_are_the_same_to_the_last_digit(
    metric: str, on_duckdb: Answers, on_postgres: Answers, on_spark: Answers
) -> None:
    expected, *others = [
        [row[end] for name in WISHES for row in _rows(found[name], metric) for end in ("value", "low", "high")]
        for found in (on_duckdb, on_postgres, on_spark)
    ]

    assert any(expected)
    assert others == [expected, expected]


@pytest.fixture(params=["postgres_address", "spark"])
def engine(request: pytest.FixtureRequest) -> Any:
    """Each of the other engines; Spark's is a session of its own on the one Spark of the test run."""
    made = request.getfixturevalue(request.param)
    return Spark("local[2]") if isinstance(made, Spark) else engine_at(made)


def test_the_lake_is_read_and_checked_as_by_duckdb(engine: Any, tmp_path: Path) -> None:
    files = []
    for change, (amount, deleted) in enumerate([(10, False), (99, True), (12, False)]):
        rows = orders((1, 7, "2026-01-05", "sale", None, amount), (2 + change, 8, "2026-01-06", "sale", None, 1))
        marked = rows.append_column("change", pa.array([change] * 2)).append_column("deleted", pa.array([deleted] * 2))
        pq.write_table(marked, tmp_path / f"{change}.parquet")
        files.append(tmp_path / f"{change}.parquet")

    with analytics.Source(
        {"orders": files, "responses": responses((1, 7, "2026-01-05", "nps", 11))}, engine=engine
    ) as on:
        kept = on.query("SELECT id, net FROM orders WHERE net > $least ORDER BY id", "orders", values={"least": 0})
        with pytest.raises(analytics.BadTable, match=r"recommendation score.* in 1 row \(the first: id 1\)"):
            on.query("SELECT 1 AS one FROM responses", "responses")

    assert [(row["id"], float(row["net"])) for row in kept.to_pylist()] == [(1, 12.0), (2, 1.0), (4, 1.0)]


def test_clocks_without_a_zone_and_ids_with_gaps_are_read_as_by_duckdb(engine: Any) -> None:
    columns = {"id": [1.0, 2.0], "customer": [7.0, None], "at": pa.array([0, 3600], pa.timestamp("s"))}
    table = pa.table({**columns, "kind": ["sale", "sale"], "net": [1.5, 2.5], "currency": ["EUR", "EUR"]})

    with analytics.Source({"orders": table}, naive_zone="Europe/Madrid", engine=engine) as source:
        first, last = (row["at"] for row in source.query('SELECT "at" FROM orders ORDER BY id', "orders").to_pylist())

    assert (first, last) == (datetime(1969, 12, 31, 23, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC))


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
