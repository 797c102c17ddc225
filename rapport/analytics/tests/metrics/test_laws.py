"""What holds for every metric of the catalogue, on shops drawn at random."""

from __future__ import annotations

from functools import cache
from math import isfinite
from typing import Any

import pytest

from rapport import analytics
from rapport.analytics import Choices
from rapport.analytics.metrics import catalogue
from rapport.analytics.tests.metrics.whole_shop import CUSTOMERS, EMPTY, PEOPLE_ONLY, whole_shop
from rapport.analytics.tests.shop import QUARTER, ask

NAMES = catalogue.names()
CHOICES = Choices(margin_rate=0.5, minute_rate=0.1, silence_days=30, return_day=10, effect_days=15)
# A question about all metrics takes a while: two shops, each asked once for all the laws that it can show.
SEEDS = (3, 20_26)
CUT: dict[str, Any] = {"grain": "month", "whole": True, "by": ("region",), "compare": True}
every_shop = pytest.mark.parametrize("seed", SEEDS)
a_shop = pytest.mark.parametrize("seed", SEEDS[:1])


@cache
def asked(seed: int, *names: str, **wishes: Any) -> analytics.Answer:
    return ask(whole_shop(seed), *(names or NAMES), **{"period": QUARTER, "choices": CHOICES, **wishes})


def added(rows: list[analytics.Row]) -> float:
    return round(sum(row.value or 0 for row in rows), 4)


@every_shop
def test_what_is_declared_additive_adds_up_exactly(seed: int) -> None:
    answer = asked(seed, **CUT)
    regions = {row.region for row in answer if row.region is not None}

    for metric in catalogue:
        whole = round(answer.row(metric.name).value or 0, 4)
        if metric.adds("period"):
            assert added(answer.of(metric.name)[:-1]) == whole, metric.name
        if metric.adds("region"):
            assert added([answer.row(metric.name, region=region) for region in regions]) == whole, metric.name


@a_shop
def test_segments_that_share_nobody_add_up_to_those_known(seed: int) -> None:
    answer = asked(seed, segments=(1, 2), by=("region",))
    known = asked(seed, customers=tuple(CUSTOMERS))

    for metric in catalogue:
        if metric.adds("segment"):
            halves = [answer.row(metric.name, segment=segment) for segment in (1, 2)]
            assert added(halves) == round(known.row(metric.name).value or 0, 4), metric.name


@a_shop
def test_a_cell_is_worked_out_from_its_own_customers(seed: int) -> None:
    names = [metric.name for metric in catalogue if not metric.everybody_only]
    answer = asked(seed, segments=(1, 2), by=("region",))
    even = tuple(customer for customer in CUSTOMERS if customer % 2 == 0)
    alone = asked(seed, *names, customers=even, everybody=True)

    for name in names:
        cell, own = answer.row(name, segment=1), alone.row(name)
        if cell.state == own.state == "ok":
            assert (cell.value, cell.n) == (pytest.approx(own.value, rel=1e-9, abs=1e-9), own.n), name


@every_shop
def test_a_figure_is_a_number_within_its_interval_or_says_why_not(seed: int) -> None:
    for row in asked(seed, **CUT):
        if row.state == "ok":
            assert row.value is not None
            assert isfinite(row.value)
            assert row.low is None or row.low <= row.value + 1e-9, row
            assert row.high is None or row.high >= row.value - 1e-9, row
        else:
            assert (row.value, row.low, row.high) == (None, None, None)
            assert row.reason
        assert row.n >= 0


def test_no_row_is_no_figure_and_never_zero() -> None:
    for row in ask(EMPTY, *NAMES, choices=CHOICES, segments=[1]):
        assert (row.state, row.value, row.n) == ("no_data", None, 0), row
        assert row.reason


def test_no_table_is_no_figure_and_never_zero() -> None:
    others = [metric.name for metric in catalogue if metric.tables != ("customers",) and metric.name != "health_index"]

    for row in ask(PEOPLE_ONLY, *others):
        assert (row.state, row.value) == ("no_data", None), row
        assert row.reason.startswith("there is no table") or "recorded for none" in row.reason, row


def test_below_the_least_number_only_totals_are_shown() -> None:
    answer = asked(7, minimum_n=1000)

    for metric in catalogue:
        row = answer.row(metric.name)
        if metric.estimator.is_total:
            assert row.state in ("ok", "no_data"), metric.name
        else:
            assert row.state in ("too_few", "no_data"), metric.name
            assert row.value is None


def test_the_order_of_rows_changes_nothing() -> None:
    seed = SEEDS[0]
    turned = {name: one.take(list(range(one.num_rows))[::-1]) for name, one in whole_shop(seed).items()}

    second = ask(turned, *NAMES, period=QUARTER, choices=CHOICES, **CUT)

    for row, other in zip(asked(seed, **CUT), second, strict=True):
        assert (row.metric, row.n, row.state) == (other.metric, other.n, other.state)
        assert row.value == (None if other.value is None else pytest.approx(other.value, rel=1e-12, abs=1e-9)), row
        assert row.low == (None if other.low is None else pytest.approx(other.low, rel=1e-9, abs=1e-9)), row
        assert row.high == (None if other.high is None else pytest.approx(other.high, rel=1e-9, abs=1e-9)), row
