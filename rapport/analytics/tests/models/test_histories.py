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
from rapport.analytics.models.histories import Sales, histories
from rapport.analytics.models.purchases import Purchases
from rapport.analytics.tests import shop

FAR = 1 << 62
near = st.tuples(st.integers(1, 5), st.integers(0, 6), st.integers(-500, 500))
# Moments that need 32 bits of a number and more; ids without any order, that both need more than a number has.
wide = st.tuples(st.integers(1, 5), st.sampled_from([-(1 << 40), 0, 1, 1 << 40]), st.integers(-500, 500))
far = st.tuples(st.sampled_from([7, 1 << 40, FAR, FAR + 1, 9]), st.sampled_from([-FAR, 0, 1, FAR]), st.integers(0, 99))


def by_hand(sales: list[tuple[int, int, int]]) -> list[tuple[int, int, int, int, float]]:
    found = []
    for customer in sorted({one for one, _, _ in sales}):
        moments = sorted({moment for one, moment, _ in sales if one == customer})
        cents = sum(net for one, moment, net in sales if one == customer and moment > moments[0])
        found.append((customer, len(moments) - 1, moments[0], moments[-1], cents / 100))
    return found


@given(st.one_of(*(st.lists(some, max_size=40) for some in (near, wide, far))))
def test_histories_are_those_counted_by_hand(sales: list[tuple[int, int, int]]) -> None:
    customer, moment, cents = (np.array([sale[n] for sale in sales], np.int64) for n in range(3))

    found = histories(Sales(customer, moment, cents * 100.0))

    rows = list(zip(*(found[name].to_pylist() for name in found.column_names), strict=True))
    assert rows == by_hand(sales)


@pytest.mark.parametrize("collapse, zone", [(None, "UTC"), ("day", "UTC"), ("day", "Asia/Tokyo"), ("week", "UTC")])
@pytest.mark.parametrize("year", [1969, 2026])
@pytest.mark.parametrize("order", ["rising", "mixed"])
@pytest.mark.parametrize("naming", ["none", "some", "all"])
def test_both_ways_of_counting_agree(
    collapse: summaries.Collapse | None,
    zone: str,
    year: int,
    order: str,
    naming: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start = datetime(year, 12, 29, tzinfo=UTC)
    orders = _named(shop.orders(*_many(start)), {"none": 0.0, "some": 0.5, "all": 1.0}[naming])
    if order == "mixed":
        orders = orders.take(np.random.default_rng(4).permutation(len(orders)))
    period = analytics.Period(start + timedelta(days=2), start + timedelta(days=20))
    monkeypatch.setattr(summaries, "_CHUNK", 64)

    with analytics.Source({"orders": orders}) as source:
        here = summaries.summary(source, period, collapse=collapse, zone=zone)
        monkeypatch.setattr(summaries, "MOST_ROWS", 0)
        there = summaries.summary(source, period, collapse=collapse, zone=zone)

    assert 5 < len(here) <= 60
    assert _columns(here) == _columns(there)


def test_a_refund_of_a_sale_to_somebody_else_counts_for_the_newest_before_it() -> None:
    rows: list[shop.OrderTuple] = [
        (1, 1, "2026-01-01", "sale", None, 10),
        (2, 1, "2026-01-08", "sale", None, 20),
        (3, 2, "2026-01-01", "sale", None, 10),
        (4, 2, "2026-01-08", "sale", None, 40),
        (5, 1, "2026-01-09", "refund", None, -5),  # names the sale 4, of another
        (6, 2, "2026-01-09", "refund", None, -8),  # names it too, and it is theirs
        (7, 2, "2026-01-12", "refund", None, -2),  # names a sale that there is not
    ]
    orders = shop.orders(*rows)
    names = pa.array([None, None, None, None, 4, 4, 99], pa.int64())
    orders = orders.set_column(orders.column_names.index("refunds"), "refunds", names)

    with analytics.Source({"orders": orders}) as source:
        period = analytics.Period(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))
        found = summaries.summary(source, period)

    assert found.spend.tolist() == [15, 30]


def _many(start: datetime) -> list[shop.OrderTuple]:
    """Sales and refunds, named nowhere, of sixty customers within three weeks, some at one instant."""
    chance, rows = np.random.default_rng(3), []
    for number in range(1, 501):
        at = start + timedelta(hours=int(chance.integers(0, 24 * 22)))
        kind = "refund" if chance.random() < 0.1 else "sale"
        amount = float(chance.integers(1, 9_999)) / 100
        rows.append((number, int(chance.integers(1, 61)), str(at), kind, None, -amount if kind == "refund" else amount))
    return rows


def _named(orders: pa.Table, share: float) -> pa.Table:
    """Of the refunds, some that name a sale: of the same customer or of another, before or after, or none at all."""
    chance = np.random.default_rng(5)
    kinds, customers = orders["kind"].to_pylist(), orders["customer"].to_pylist()
    names: list[int | None] = [None] * len(orders)
    for row, kind in enumerate(kinds):
        if kind == "refund" and chance.random() < share:
            own = [n + 1 for n, one in enumerate(customers) if one == customers[row] and kinds[n] == "sale"]
            names[row] = int(chance.choice(own)) if own and chance.random() < 0.7 else int(chance.integers(1, 600))
    return orders.set_column(orders.column_names.index("refunds"), "refunds", pa.array(names, pa.int64()))


def _columns(found: Purchases) -> dict[str, list[object]]:
    return {name: [repr(one) for one in column] for name, column in found.to_arrow().to_pydict().items()}
