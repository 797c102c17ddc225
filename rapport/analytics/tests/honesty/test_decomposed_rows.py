from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from rapport import analytics
from rapport.analytics.answer import Row
from rapport.analytics.honesty.decomposed_rows import TOGETHER, between_periods, between_segments, decompose_rows
from rapport.analytics.tests import shop

FEBRUARY = shop.at("2026-02-01")


def row(region: str | None, value: float | None, n: int, **told: Any) -> Row:
    start, end = shop.JANUARY.start, shop.JANUARY.end
    state = "ok" if value is not None else "too_few"
    fixed = {"metric": "csat", "segment": None, "unit": "share", "state": state, "low": None, "high": None, **told}
    return Row(region=region, period_start=start, period_end=end, value=value, n=n, **fixed)


def answered() -> analytics.Answer:
    """In January 8 answers from Spain and 2 from France, in February 5 and 5: both rise, and the whole falls."""
    days = {"2026-01-10": ((1, 8, 7), (9, 2, 0)), "2026-02-10": ((1, 5, 5), (9, 5, 1))}
    rows = [
        (number, first + number, day, "csat", 5.0 if number < hits else 1.0)
        for day, regions in days.items()
        for first, count, hits in regions
        for number in range(count)
    ]
    people = shop.customers(*((i, "Spain" if i < 9 else "France") for i in range(1, 20)))
    responses = shop.responses(*((n, *rest[1:]) for n, rest in enumerate(rows)))
    return shop.ask(
        {"customers": people, "responses": responses, "memberships": shop.members((1, 1), (1, 9), (2, 2), (2, 10))},
        "csat",
        period=analytics.Period(shop.JANUARY.start, shop.at("2026-03-01")),
        grain="month",
        whole=True,
        by=["region"],
        segments=(1, 2),
    )


def test_a_change_between_months_is_taken_apart_over_regions() -> None:
    answer = answered()

    found = between_periods(answer, "csat", before=shop.JANUARY.start, now=FEBRUARY)

    assert (found.before, found.now) == pytest.approx((0.7, 0.6))
    assert found.rate + found.mix == pytest.approx(found.difference)
    assert found.reversal == "full"
    assert {part.cell for part in found.parts} == {"Spain", "France"}


def test_a_difference_between_segments_is_taken_apart_over_regions() -> None:
    found = between_segments(answered(), "csat", 1, 2)

    assert found.difference is not None
    assert found.rate + found.mix == pytest.approx(found.difference)


def test_cells_too_small_to_show_count_together() -> None:
    before = [row("Spain", 0.5, 10), row("France", None, 2), row("Italy", None, 3)]

    found = decompose_rows(
        before, [row("Spain", 0.6, 10)], whole_before=row(None, 0.4, 15), whole_now=row(None, 0.6, 10)
    )

    small = next(part for part in found.parts if part.cell == TOGETHER)
    assert (small.weight_before, small.before) == (5, pytest.approx(0.2))


def test_small_cells_without_a_whole_have_a_reason() -> None:
    found = decompose_rows([row("Spain", 0.5, 10), row("France", None, 2)], [row("Spain", 0.6, 10)])

    assert (found.difference, found.reason) == (
        None,
        "1 group is too small to be shown",
    )


def test_cells_that_do_not_make_the_whole_have_a_reason() -> None:
    found = decompose_rows([row("Spain", 0.5, 10)], [row("Spain", 0.5, 10)], whole_now=row(None, 0.5, 12))

    assert "do not make the whole" in found.reason


def test_revenue_is_taken_apart_into_number_amount_and_mix() -> None:
    kind = {"metric": "revenue", "unit": "EUR"}

    found = decompose_rows([row("Spain", 100, 10, **kind)], [row("Spain", 240, 20, **kind)])

    assert (found.size, found.rate, found.mix) == pytest.approx((110, 30, 0))


def test_an_open_period_is_said() -> None:
    found = decompose_rows([row("Spain", 0.5, 10)], [row("Spain", 0.6, 10, complete=False)])

    assert "not over" in found.remarks[0]


def test_wrong_rows_are_refused() -> None:
    with pytest.raises(analytics.BadQuestion, match="rows of one metric"):
        decompose_rows([row("Spain", 0.5, 10)], [row("Spain", 0.5, 10, metric="nps")])
    with pytest.raises(LookupError, match="no rows by region"):
        between_periods(answered(), "csat", before=FEBRUARY + timedelta(days=1), now=FEBRUARY)
