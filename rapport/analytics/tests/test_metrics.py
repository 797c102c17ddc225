from __future__ import annotations

import re
from string import Formatter

import pytest
import sqlglot
from sqlglot import exp

from rapport.analytics.engines import in_dialect
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.metric import Metric
from rapport.analytics.metrics import catalogue
from rapport.analytics.tests.shop import QUARTER

every_metric = pytest.mark.parametrize("metric", catalogue.all(), ids=lambda metric: metric.name)


def test_the_first_metrics_are_there() -> None:
    assert catalogue.names() == [
        "customers",
        "active_customers",
        "revenue",
        "orders",
        "average_order_value",
        "purchase_frequency",
        "repeat_purchase_rate",
        "retention_rate",
        "churn_rate",
        "lifetime_revenue",
        "lifetime_value",
        "anonymous_revenue",
        "refunds",
        "refund_share",
        "nps",
        "csat",
        "csat_mean",
        "ces",
        "ces_share",
        "responses",
    ]


@every_metric
def test_the_help_holds_meaning_unit_formula_source_and_pitfalls(metric: Metric) -> None:
    lines = metric.help.splitlines()

    assert lines[0] == metric.meaning
    assert metric.meaning.endswith(".")
    assert [line.split(":")[0] for line in lines[1:]] == ["Unit", "Formula", "Source", "Pitfalls"]
    assert metric.source == metric.fact
    assert metric.fact in facts
    assert metric.pitfalls.endswith(".")
    assert metric.nothing
    assert metric.n_means.startswith("the ")
    assert metric.n_name in {"customers", "orders", "refunds", "answers"}


@every_metric
def test_parts_name_measures_of_their_own_metric(metric: Metric) -> None:
    named = {name for sql in metric.parts.values() for _, name, _, _ in Formatter().parse(sql) if name}

    assert named <= set(metric.measures)


@every_metric
@pytest.mark.parametrize("dialect", ["postgres", "spark", "trino", "clickhouse", "snowflake", "bigquery", "databricks"])
def test_the_definition_can_be_said_in_other_dialects(metric: Metric, dialect: str) -> None:
    said = in_dialect(metric.definition_sql(), dialect)

    again = sqlglot.parse_one(said, read=dialect)
    assert {table.name for table in again.find_all(exp.Table)} >= {metric.fact, "seen", "units"}
    assert len(again.selects) == 4 + len(metric.parts)


@every_metric
def test_the_definition_is_readable(metric: Metric) -> None:
    definition = metric.definition_sql()

    assert definition == metric.definition_sql()
    steps = re.findall(r"^(?:WITH )?(\w+) AS \($", definition, re.MULTILINE)
    assert steps == ["frames", "seen", "units"]
    assert all(f" AS {metric.name}_{part}" in definition for part in metric.parts)


def test_the_definition_of_a_question_shows_its_cells() -> None:
    from rapport.analytics import Question

    asked = Question(metrics=["nps"], period=QUARTER, grain="month", segments=[3], by=["region"], regions=["Côte d'Or"])

    definition = catalogue.get("revenue").definition_sql(asked)

    assert definition.count("TIMESTAMPTZ '2026-0") >= 9
    assert "WHERE segment IN (3)" in definition
    assert "IN ('Côte d''Or')" in definition
    assert "nps" not in definition


def test_what_adds_is_declared() -> None:
    revenue, active, rate = (catalogue.get(name) for name in ("revenue", "active_customers", "repeat_purchase_rate"))

    assert revenue.adds("period")
    assert revenue.adds("region", "order")
    assert active.adds("region")
    assert not active.adds("region", "order")
    assert not active.adds("period")
    assert not any(rate.adds(dimension) for dimension in ("period", "region", "segment"))
