from __future__ import annotations

import re
from string import Formatter

import pytest
import sqlglot
from sqlglot import exp

from rapport.analytics.engines import in_dialect
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.groups import GROUPS
from rapport.analytics.metric import COUNTED, Metric
from rapport.analytics.metrics import catalogue
from rapport.analytics.tests.shop import QUARTER

every_metric = pytest.mark.parametrize("metric", catalogue.all(), ids=lambda metric: metric.name)


def test_the_metrics_everybody_begins_with_come_first() -> None:
    assert catalogue.names()[:4] == ["customers", "active_customers", "revenue", "orders"]


def test_every_heading_has_metrics_and_every_metric_a_heading() -> None:
    assert {metric.group for metric in catalogue} == set(GROUPS)


@every_metric
def test_the_help_holds_meaning_unit_formula_source_and_pitfalls(metric: Metric) -> None:
    lines = metric.help.splitlines()

    assert lines[0] == metric.meaning
    assert metric.meaning.endswith(".")
    assert [line.split(":")[0] for line in lines[1:]] == ["Unit", "Formula", "Source", "Pitfalls"]
    assert metric.source.startswith(metric.fact)
    assert metric.fact in facts
    assert metric.pitfalls.endswith(".")
    assert metric.nothing
    assert metric.n_means.startswith("the ")
    assert metric.n_name in COUNTED.values()
    assert metric.better in ("up", "down", "none")


@every_metric
def test_parts_name_measures_of_their_own_metric(metric: Metric) -> None:
    parts = [part for ingredient in metric.ingredients for part in ingredient.parts]
    assert len(parts) == len(set(parts))
    for ingredient in metric.ingredients:
        named = {name for sql in ingredient.parts.values() for _, name, _, _ in Formatter().parse(sql) if name}
        assert named <= set(ingredient.measures)


@every_metric
def test_what_a_metric_needs_are_optional_columns(metric: Metric) -> None:
    for place in metric.needs:
        table, column = place.split(".")
        assert not facts.get(table).column(column).required


@every_metric
@pytest.mark.parametrize("dialect", ["postgres", "spark"])
def test_the_definition_can_be_said_in_other_dialects(metric: Metric, dialect: str) -> None:
    said = in_dialect(metric.definition_sql(), dialect)

    statements = [statement for statement in sqlglot.parse(said, read=dialect) if isinstance(statement, exp.Query)]
    assert len(statements) == len(metric.ingredients)
    for statement, ingredient in zip(statements, sorted(metric.ingredients, key=lambda one: one.fact), strict=True):
        assert {table.name for table in statement.find_all(exp.Table)} >= {ingredient.fact, "seen", "units"}
        assert len(statement.selects) == 4 + len(ingredient.parts)


@every_metric
def test_the_definition_is_readable(metric: Metric) -> None:
    definition = metric.definition_sql()

    assert definition == metric.definition_sql()
    steps = re.findall(r"^(?:WITH )?(\w+) AS \($", definition, re.MULTILINE)
    assert steps == ["frames", "seen", "units"] * len(metric.ingredients)
    parts = [part for ingredient in metric.ingredients for part in ingredient.parts]
    assert all(f" AS {metric.name}_{part}" in definition for part in parts)


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
