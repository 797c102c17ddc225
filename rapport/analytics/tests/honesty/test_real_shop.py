"""Countries of the Online Retail shop: small cells, many comparisons, and what a change of repeat rate is made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from rapport import analytics
from rapport.analytics.honesty import against_rest, between_periods, cells_of, pooled_rows
from rapport.analytics.tests import online_retail

LONDON = ZoneInfo(online_retail.ZONE)
HALF = datetime(2011, 6, 1, tzinfo=LONDON)
YEAR = analytics.Period(datetime(2011, 1, 1, tzinfo=LONDON), datetime(2011, 12, 1, tzinfo=LONDON))

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(online_retail.path() is None, reason="RAPPORT_TEST_DATA names no folder with the file"),
]


@pytest.fixture(scope="module")
def answer() -> Iterator[analytics.Answer]:
    file = online_retail.path()
    assert file is not None
    question = analytics.Question(
        metrics=["repeat_purchase_rate", "purchase_frequency", "average_order_value", "revenue"],
        period=YEAR,
        grain="month",
        whole=True,
        by=["region"],
        zone=online_retail.ZONE,
        known_until=YEAR.end,
        minimum_n=1,
    )
    with analytics.Source(online_retail.tables(file)) as source:
        yield analytics.answer(source, question)


def whole(answer: analytics.Answer, metric: str) -> list[analytics.Row]:
    return [
        row for row in answer if row.metric == metric and (row.period_start, row.period_end) == (YEAR.start, YEAR.end)
    ]


@pytest.mark.parametrize("metric", ["repeat_purchase_rate", "average_order_value"])
def test_countries_that_do_not_differ_beyond_chance_get_the_common_figure(
    answer: analytics.Answer, metric: str
) -> None:
    rows = [row for row in whole(answer, metric) if row.region is not None]

    pooled = pooled_rows(rows)

    place = [row.region for row in rows].index("Denmark")
    low, high = rows[place].low, rows[place].high
    assert low is not None
    assert high is not None
    assert not pooled.learned
    assert np.ptp(pooled.value) == 0
    assert 0 < pooled.high[place] - pooled.low[place] < high - low
    assert "no spread to learn from" in pooled.remarks[0]


def test_refunds_without_orders_have_a_reason(answer: analytics.Answer) -> None:
    found = between_periods(answer, "average_order_value", before=datetime(2011, 3, 1, tzinfo=LONDON), now=HALF)

    assert "nothing to average it over" in found.reason


def test_few_of_the_countries_differ_for_sure(answer: analytics.Answer) -> None:
    found = against_rest(cells_of(whole(answer, "repeat_purchase_rate")))

    assert 0 <= len(found.flagged) < len(found.rows) / 4
    assert any(row.reason for row in found.rows)


@pytest.mark.parametrize("metric", ["repeat_purchase_rate", "purchase_frequency", "revenue"])
def test_the_change_between_two_months_adds_up_over_countries(answer: analytics.Answer, metric: str) -> None:
    found = between_periods(answer, metric, before=datetime(2011, 3, 1, tzinfo=LONDON), now=HALF)

    assert found.difference is not None, found.reason
    assert found.size + found.rate + found.mix == pytest.approx(found.difference, rel=1e-9)
    assert (found.size != 0) == (metric == "revenue")
