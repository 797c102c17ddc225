"""Rows added up in memory bring what SQL brings, and what they cannot tell apart is left to SQL."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from rapport import analytics
from rapport.analytics.engine import parts, tallying
from rapport.analytics.engine.drawn import Drawn, drawn_by
from rapport.analytics.engine.spots import Placed, Spots
from rapport.analytics.engine.units import Coder, Homes, Memberships, Register, TwoPlaces, Words
from rapport.analytics.engine.worth import can_be_worked_out
from rapport.analytics.tests.shop import LATER, QUARTER, customers, members, orders, table

METRICS = [
    "customers",
    "revenue",
    "orders",
    "refunds",
    "retention_rate",
    "lifetime_revenue",
    "anonymous_revenue",
    "nps",
]
# Customer 9 is a member and in no list of customers; 3 never bought; 2 got money back before the first sale.
TABLES: dict[str, Any] = {
    "orders": orders(
        (1, 1, "2025-12-20", "sale", "Spain", 10),
        (2, 1, "2026-01-05", "sale", "Spain", 20.0001),
        (3, 2, "2026-01-07", "refund", "France", -5),
        (4, 2, "2026-02-11", "sale", None, 70),
        (5, 9, "2026-02-12", "sale", "Spain", 30),
        (6, None, "2026-02-13", "sale", "Spain", 4),
        (7, None, "2026-03-13", "sale", "France", 6),
        (8, 4, "2026-03-31", "refund", None, -3),
    ),
    "customers": customers((1, "Spain"), (2, "France"), (3, "Spain"), (4, None)),
    "memberships": members((1, 1), (1, 9), (2, 2), (2, 1), (2, 3)),
}


@pytest.fixture
def tallied(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Every table is tallied, however small; whether each could be."""
    could: list[bool] = []
    cells = tallying.Tallying.cells

    def noted(self: tallying.Tallying) -> pa.Table:
        try:
            found = cells(self)
        except tallying.NotHere:
            could.append(False)
            raise
        could.append(True)
        return found

    monkeypatch.setattr(tallying.Tallying, "cells", noted)
    monkeypatch.setattr(parts, "LEAST_TALLIED", 0)
    return could


def rows(tables: dict[str, Any], **wishes: Any) -> list[Any]:
    asked: dict[str, Any] = {"segments": (1, 2), "by": ("region",), "grain": "month"} | wishes
    question = analytics.Question(metrics=METRICS, period=QUARTER, as_of=LATER, known_until=LATER, **asked)
    with analytics.Source(tables) as source:
        found = analytics.answer(source, question).rows
    return [
        (row.metric, row.segment, row.region, row.period_start, row.value, row.low, row.n, row.state) for row in found
    ]


@pytest.mark.parametrize(
    "wishes",
    [
        {},
        {"by": ()},
        {"segments": ()},
        {"everybody": False},
        {"everybody": False, "segments": (3,)},
        {"regions": ("Spain",)},
        {"grain": "day"},
        {"whole": True},
    ],
    ids=str,
)
def test_a_tally_brings_the_figures_of_sql_to_the_last_digit(
    wishes: dict[str, Any], tallied: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = rows(TABLES, **wishes)
    assert all(tallied)
    assert tallied

    monkeypatch.setattr(parts, "LEAST_TALLIED", 1 << 60)
    assert found == rows(TABLES, **wishes)


def test_buckets_may_be_read_one_after_the_other(tallied: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = rows(TABLES)

    monkeypatch.setattr(tallying, "MOST_ROWS", 1)

    assert rows(TABLES) == at_once
    assert all(tallied)


def test_without_a_table_of_customers_everybody_who_bought_counts(tallied: list[bool]) -> None:
    few = {name: TABLES[name] for name in ("orders", "memberships")}

    found = rows(few, by=(), grain=None)

    revenue = {row[1]: row[4] for row in found if row[0] == "revenue"}
    assert revenue == {None: 122.0001, 1: 50.0001, 2: 85.0001}
    assert True in tallied


def test_amounts_beyond_64_bits_are_left_to_sql(tallied: list[bool]) -> None:
    huge = {
        "id": 9,
        "customer": 1,
        "at": QUARTER.start,
        "kind": "sale",
        "net": Decimal(999_999_999_999_999),
        "currency": "EUR",
    }
    big = table("orders", [huge])

    found = rows(TABLES | {"orders": big}, by=(), segments=(), grain=None)

    assert next(row[4] for row in found if row[0] == "revenue") == 999_999_999_999_999
    assert False in tallied


def coder(*ids: int) -> Coder:
    register = Register(np.array(ids, np.int64))
    return Coder(Homes(register, np.zeros(len(ids), np.int16)))


@pytest.mark.parametrize("ids", [(7, 3, 5), (7, 3, 1 << 60)], ids=["close together", "far apart"])
def test_units_stand_in_the_order_of_their_groups(ids: tuple[int, ...]) -> None:
    words = Words()
    code = coder(*ids)
    batch = np.array([ids[2], -4, ids[0], 99, ids[2]], np.int64)

    codes = code.codes(batch, np.array([2, 3, 1, 0, 2], np.uint8), None)
    units = code.ordered(words)

    assert units.ids[units.place_of[codes]].tolist() == batch.tolist()
    assert units.ids.tolist() == [99, ids[0], ids[2], -4]
    assert units.known.tolist() == [True, True, True, False]
    assert units.groups.tolist() == [0, 1, 2, 3]
    assert units.ends.tolist() == [0, 1, 2, 3, 4]


def test_units_are_in_the_cells_of_their_segments_once() -> None:
    code = coder(7, 3)
    code.codes(np.array([3, 99, 7, 55, -4], np.int64), np.array([0, 1, 2, 3, 4], np.uint8), None)
    units = code.ordered(Words())
    assert units.ids.tolist() == [3, 99, 7, 55, -4]
    register = Register(np.array([7, 3], np.int64))
    customers, kinds = np.array([3, 99, 99, 12, 7], np.int64), np.array([2, 1, 1, 1, 1], np.int32)

    kind, ends = Memberships(register, customers, kinds, everybody=True).of(units)

    assert [sorted(kind[low:high]) for low, high in pairwise(ends)] == [[0, 2], [0, 1], [0, 1], [0], [0]]
    kind, ends = Memberships(register, customers, kinds, everybody=False).of(units)
    assert [kind[low:high].tolist() for low, high in pairwise(ends)] == [[2], [1], [1], [], []]


def test_spots_hold_what_rows_say_and_windows_put_them_together() -> None:
    unit, step = np.array([1, 0, 1, 1, 2]), np.array([2, 1, 0, 2, 3])
    spots = Spots.of(unit * 4 + step, 3, 4)
    assert list(zip(spots.unit.tolist(), spots.step.tolist(), strict=True)) == [(0, 1), (1, 0), (1, 2), (2, 3)]
    amounts = spots.summed(None, np.array([1.0, 2.0, 4.0, 8.0, 16.0]))
    assert amounts.tolist() == [2, 4, 9, 16]
    assert spots.counted(np.array([True, False, False, True, True])).tolist() == [0, 0, 2, 1]

    one_step = Placed.over(spots, [range(1, 2), range(2, 3)], 4)
    assert (one_step.unit.tolist(), one_step.time.tolist(), one_step.laid(amounts).tolist()) == ([0, 1], [0, 1], [2, 9])
    together = Placed.over(spots, [range(3), range(3, 4)], 4)
    assert (together.unit.tolist(), together.time.tolist()) == ([0, 1, 2], [0, 0, 1])
    assert together.laid(amounts).tolist() == [2, 13, 16]


def test_a_customer_in_two_buckets_or_regions_is_refused() -> None:
    two_buckets = coder(1)
    two_buckets.codes(np.array([1]), np.array([5], np.uint8), None)
    with pytest.raises(TwoPlaces):
        two_buckets.codes(np.array([1]), np.array([6], np.uint8), None)
    with pytest.raises(TwoPlaces):
        coder(1).codes(np.array([1, 1]), np.array([5, 5], np.uint8), np.array([0, 1], np.int16))


@pytest.mark.parametrize(
    ("measure", "drawn"),
    [
        ("count(*)", Drawn("", "")),
        ("count(seen.cost)", Drawn("", "NOT seen.cost IS NULL")),
        ("count(*) FILTER (WHERE seen.kind = 'sale')", Drawn("", "seen.kind = 'sale'")),
        ("-sum(seen.net)", Drawn("seen.net", "", negative=True)),
        ("sum(seen.net) FILTER (WHERE seen.cost IS NOT NULL)", Drawn("seen.net", "NOT seen.cost IS NULL")),
        ("sum(1 / seen.n) FILTER (WHERE seen.n > 0)", Drawn("CASE WHEN seen.n > 0 THEN 1 / seen.n END", "")),
        ("count(DISTINCT seen.id)", None),
        ("max(seen.net)", None),
        ("sum(seen.net) / 2", None),
    ],
)
def test_what_a_measure_draws_from_a_row(measure: str, drawn: Drawn | None) -> None:
    assert drawn_by(measure) == drawn


@pytest.mark.parametrize(
    ("part", "can"),
    [
        ("count(*)", True),
        ("sum(net * net) FILTER (WHERE sales > 0 AND (net >= 2.5 OR net < 1))", True),
        ("count(*) FILTER (WHERE units.step = units.first_sales)", True),
        ("sum(net) / 10.0", False),
        ("sum(net + sales)", False),
        ("sum(other)", False),
        ("count(*) FILTER (WHERE NOT net > 0)", False),
        ("count(*) FILTER (WHERE net IS NULL)", False),
        ("count(*) FILTER (WHERE net = sales)", False),
    ],
)
def test_which_parts_can_be_worked_out(part: str, can: bool) -> None:
    assert can_be_worked_out(part, frozenset({"net", "sales"})) is can
