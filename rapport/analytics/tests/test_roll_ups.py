"""What is declared additive adds up exactly; what is not is computed anew."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapport import analytics
from rapport.analytics.metrics import catalogue
from rapport.analytics.question import RegionOf
from rapport.analytics.tests.shop import QUARTER, OrderTuple, ask, customers, members, orders, responses

REGIONS = ("Spain", "France", None)
CUSTOMERS = range(1, 10)
HALVES = members(*((1 + customer % 2, customer) for customer in CUSTOMERS))
PEOPLE = customers(*((customer, REGIONS[customer % 3]) for customer in CUSTOMERS))
METRICS = [metric.name for metric in catalogue if metric.group in ("buying", "answers")]
REGION_OF: tuple[RegionOf, ...] = ("customer", "order")

days = st.integers(0, 89).map(lambda day: str((QUARTER.start + timedelta(days=day)).date()))
buyers = st.sampled_from([*CUSTOMERS, None])
sale = st.tuples(buyers, days, st.just("sale"), st.sampled_from(REGIONS), st.integers(1, 10**7))
refund = st.tuples(buyers, days, st.just("refund"), st.sampled_from(REGIONS), st.integers(-(10**6), -1))
histories = st.lists(st.one_of(sale, sale, refund), min_size=1, max_size=40)
answers = st.lists(st.tuples(buyers, days, st.sampled_from(["nps", "csat", "ces"]), st.integers(1, 5)), max_size=30)
History = tuple[int | None, str, str, str | None, int]
Given = tuple[int | None, str, str, int]
few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def tables(history: list[History], given_answers: list[Given] | None = None) -> dict[str, pa.Table]:
    rows: list[OrderTuple] = [(number, *row[:4], row[4] / 10_000) for number, row in enumerate(history)]
    return {
        "orders": orders(*rows),
        "customers": PEOPLE,
        "memberships": HALVES,
        "responses": responses(*((number, *row) for number, row in enumerate(given_answers or []))),
    }


def added(rows: list[analytics.Row]) -> float:
    return round(sum(row.value or 0 for row in rows), 4)


@few
@given(histories, answers, st.sampled_from(REGION_OF))
def test_additive_figures_add_up_exactly(
    history: list[History], given_answers: list[Given], region_of: RegionOf
) -> None:
    answer = ask(
        tables(history, given_answers),
        *METRICS,
        period=QUARTER,
        grain="month",
        whole=True,
        by=["region"],
        region_of=region_of,
    )
    regions = {row.region for row in answer if row.region is not None}

    for metric in map(catalogue.get, METRICS):
        whole = answer.row(metric.name).value or 0
        if metric.adds("period"):
            assert added(answer.of(metric.name)[:-1]) == whole, metric.name
        if metric.adds("region", region_of):
            assert added([answer.row(metric.name, region=region) for region in regions]) == whole, metric.name


@few
@given(histories, answers)
def test_segments_that_share_nobody_add_up_exactly(history: list[History], given_answers: list[Given]) -> None:
    named = [row for row in history if row[0] is not None]
    named_answers = [row for row in given_answers if row[0] is not None]

    answer = ask(tables(named, named_answers), *METRICS, period=QUARTER, segments=[1, 2])

    for metric in map(catalogue.get, METRICS):
        if metric.adds("segment"):
            halves = [answer.row(metric.name, segment=segment) for segment in (1, 2)]
            assert added(halves) == (answer.row(metric.name).value or 0), metric.name


@few
@given(histories)
def test_distinct_customers_are_counted_anew(history: list[History]) -> None:
    answer = ask(tables(history), "active_customers", "repeat_purchase_rate", period=QUARTER, grain="month", whole=True)

    for row in answer.of("active_customers"):
        assert (row.value or 0) == len(set(_buyers(history, row)))
    for row in answer.of("repeat_purchase_rate"):
        bought = _buyers(history, row)
        repeaters = {customer for customer in bought if bought.count(customer) > 1}
        assert row.value == (pytest.approx(len(repeaters) / len(set(bought))) if bought else None)


def _buyers(history: list[History], row: analytics.Row) -> list[int]:
    start, end = str(row.period_start.date()), str(row.period_end.date())
    return [who for who, day, kind, _, _ in history if who is not None and kind == "sale" and start <= day < end]


@few
@given(histories, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(history: list[History], random: Random) -> None:
    straight = tables(history)
    numbers = list(range(len(history)))
    random.shuffle(numbers)
    shuffled = straight | {"orders": straight["orders"].take(numbers)}

    first, second = (
        ask(given_tables, "revenue", "average_order_value", "lifetime_revenue", period=QUARTER, by=["region"])
        for given_tables in (straight, shuffled)
    )

    assert first.to_dicts() == second.to_dicts()
