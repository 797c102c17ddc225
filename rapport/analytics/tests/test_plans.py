"""The plan that runs brings the parts that the readable definition brings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings

from rapport import analytics
from rapport.analytics.engine import parts
from rapport.analytics.engine.compose import by_fact, compose
from rapport.analytics.engine.parts import Cells, Grid, fetch
from rapport.analytics.engine.stretches import frames, stretches
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.metric import Metric
from rapport.analytics.metrics import catalogue
from rapport.analytics.tests import online_retail
from rapport.analytics.tests.shop import LATER, QUARTER
from rapport.analytics.tests.test_online_retail import ALL
from rapport.analytics.tests.test_roll_ups import Given, History, few, histories, tables

FACTS = ("customers", "orders", "order_lines")
AUTUMN = replace(ALL, start=ALL.start.replace(year=2011, month=10))
HISTORY: list[History] = [
    (1, "2026-01-05", "sale", "Spain", 90_000),
    (1, "2026-01-20", "refund", "Spain", -90_000),
    (1, "2026-03-02", "sale", "France", 25_000),
    (2, "2026-01-06", "refund", None, -10_000),
    (2, "2026-02-11", "sale", None, 70_000),
    (3, "2026-03-31", "sale", "France", 10_000),
    (None, "2026-02-28", "sale", "Spain", 40_000),
    (None, "2026-02-28", "sale", "France", 15_000),
]
ANSWERS: list[Given] = [(1, "2026-01-07", "nps", 5), (1, "2026-02-01", "nps", 3), (None, "2026-02-01", "csat", 4)]


def assert_plans_agree(
    source: analytics.Source,
    question: analytics.Question,
    fact_names: tuple[str, ...],
    metrics: Iterable[Metric] = catalogue,
) -> None:
    periods, of_tables = stretches(question), by_fact(metrics)
    for name in fact_names:
        fact, taken = facts.get(name), of_tables[name]
        looked_at = frames(question, periods, {ingredient.span for _, ingredient in taken})
        readable = compose(fact, taken, question, looked_at, with_customers=True, readable=True)
        running = compose(fact, taken, question, looked_at, with_customers=True)
        found = [fetch(source, fact, readable, looked_at), fetch(source, fact, running, looked_at)]
        if running.shared:
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(parts, "LEAST_TALLIED", 0)
                found.append(fetch(source, fact, running, looked_at))
        regions = set().union(*(one.values("region") for one in found))
        grid = Grid(question.cells_of_segments, (None, *sorted(regions)), len(periods))
        laid = [Cells(one, grid) for one in found]
        assert all(np.array_equal(laid[0].known, one.known) for one in laid), name
        for metric, ingredient in taken:
            plain, *swift = (cells.parts(metric, ingredient) for cells in laid)
            for part, other in product(ingredient.parts, swift):
                np.testing.assert_allclose(
                    plain[part], other[part], rtol=1e-9, atol=1e-6, err_msg=f"{metric.name}.{part}"
                )


def asked(period: analytics.Period, **wishes: Any) -> analytics.Question:
    plain = analytics.Question(
        metrics=["revenue"], period=period, grain="month", whole=True, compare=True, as_of=LATER, known_until=LATER
    )
    return replace(plain, **wishes)


@settings(few, max_examples=4)
@given(histories)
def test_both_plans_agree_on_small_shops(history: list[History]) -> None:
    with analytics.Source(tables(history)) as source:
        assert_plans_agree(source, asked(QUARTER, segments=(1, 2), by=("region",)), ("customers", "orders"))
        assert_plans_agree(source, asked(QUARTER, regions=("Spain",)), ("customers", "orders"))


@pytest.mark.parametrize(
    "wishes",
    [
        {"grain": "week", "whole": False},
        {"grain": None},
        {"grain": "quarter", "year_starts": 2, "by": ("region",), "regions": ("Spain", "")},
        {"by": ("region",), "region_of": "order"},
        {"members": "period_end"},
    ],
    ids=lambda wishes: ", ".join(wishes),
)
def test_both_plans_agree_however_it_is_cut(wishes: dict[str, Any]) -> None:
    with analytics.Source(tables(HISTORY, ANSWERS)) as source:
        assert_plans_agree(source, asked(QUARTER, segments=(1, 2), **wishes), ("customers", "orders", "responses"))


@pytest.mark.skipif(
    online_retail.path() is None, reason="RAPPORT_TEST_DATA names no folder with the Online Retail file"
)
def test_both_plans_agree_on_a_real_shop() -> None:
    file = online_retail.path()
    assert file is not None
    real: dict[str, pa.Table] = online_retail.tables(file)
    with analytics.Source(real) as source:
        # The plain form of all metrics at this size takes minutes; small shops ask them all.
        some = [metric for metric in catalogue if metric.group in ("buying", "newcomers", "loyalty")]
        assert_plans_agree(source, asked(AUTUMN, segments=(1, 2), by=("region",), compare=False), FACTS, some)
