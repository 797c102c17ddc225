"""Histories counted in memory against plain Python and against the SQL that other engines run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport import analytics
from rapport.analytics.models import summary as summaries
from rapport.analytics.models.histories import histories
from rapport.analytics.models.purchases import Purchases
from rapport.analytics.tests import shop

FAR = 1 << 62
near = st.tuples(st.integers(1, 5), st.integers(0, 6), st.integers(-500, 500))
# Ids without any order, and moments so far apart that both need more bits than a number has.
far = st.tuples(st.sampled_from([7, 1 << 40, FAR, FAR + 1, 9]), st.sampled_from([-FAR, 0, 1, FAR]), st.integers(0, 99))


def by_hand(sales: list[tuple[int, int, int]]) -> list[tuple[int, int, int, int, float]]:
    found = []
    for customer in sorted({one for one, _, _ in sales}):
        moments = sorted({moment for one, moment, _ in sales if one == customer})
        cents = sum(net for one, moment, net in sales if one == customer and moment > moments[0])
        found.append((customer, len(moments) - 1, moments[0], moments[-1], cents / 100))
    return found


@given(st.one_of(st.lists(near, max_size=40), st.lists(far, max_size=40)))
def test_histories_are_those_counted_by_hand(sales: list[tuple[int, int, int]]) -> None:
    customer, moment, cents = (pa.array([sale[n] for sale in sales], pa.int64()) for n in range(3))

    found = histories(pa.table({"customer": customer, "moment": moment, "net": np.asarray(cents) / 100}))

    rows = list(zip(*(found[name].to_pylist() for name in found.column_names), strict=True))
    assert rows == by_hand(sales)


@pytest.mark.parametrize("collapse, zone", [(None, "UTC"), ("day", "UTC"), ("day", "Asia/Tokyo"), ("week", "UTC")])
@pytest.mark.parametrize("year", [1969, 2026])
def test_both_ways_of_counting_agree(
    collapse: summaries.Collapse | None, zone: str, year: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = datetime(year, 12, 29, tzinfo=UTC)
    orders = shop.orders(*_many(start))
    period = analytics.Period(start + timedelta(days=2), start + timedelta(days=20))

    with analytics.Source({"orders": orders}) as source:
        here = summaries.summary(source, period, collapse=collapse, zone=zone)
        monkeypatch.setattr(summaries, "MOST_ROWS", 0)
        there = summaries.summary(source, period, collapse=collapse, zone=zone)

    assert 5 < len(here) <= 60
    assert _columns(here) == _columns(there)


def _many(start: datetime) -> list[shop.OrderTuple]:
    """Sales and refunds, named nowhere, of sixty customers within three weeks, some at one instant."""
    chance, rows = np.random.default_rng(3), []
    for number in range(1, 501):
        at = start + timedelta(hours=int(chance.integers(0, 24 * 22)))
        kind = "refund" if chance.random() < 0.1 else "sale"
        amount = float(chance.integers(1, 9_999)) / 100
        rows.append((number, int(chance.integers(1, 61)), str(at), kind, None, -amount if kind == "refund" else amount))
    return rows


def _columns(found: Purchases) -> dict[str, list[object]]:
    return {name: [repr(one) for one in column] for name, column in found.to_arrow().to_pydict().items()}
