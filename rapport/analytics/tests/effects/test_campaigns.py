"""A made shop whose campaign in January brought one more order of 20 to four in five of the treated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from rapport import analytics
from rapport.analytics.effects import campaign_before_after, campaign_holdout, experiment_groups
from rapport.analytics.population import Population
from rapport.analytics.tests import shop

PEOPLE = 200
TREATED = Population(segment=1, as_of=shop.LATER)
CONTROL = Population(segment=2, as_of=shop.LATER)
MONTHS = ("2025-09-10", "2025-10-10", "2025-11-10", "2025-12-10", "2026-01-10")


@pytest.fixture(scope="module")
def source() -> Iterator[analytics.Source]:
    generator = np.random.default_rng(7)
    taste = generator.gamma(4, 10, PEOPLE)
    rows: list[Any] = []
    for person in range(PEOPLE):
        for month in MONTHS:
            if month == MONTHS[0] or generator.random() < 0.7:
                rows.append((person + 1, month, round(taste[person] + generator.normal(0, 3), 2)))
        if person % 2 == 0 and person % 10:
            rows.append((person + 1, "2026-01-20", 20.0))
    orders = shop.orders(*((n, who, day, "sale", None, net) for n, (who, day, net) in enumerate(rows, 1)))
    members = shop.members(*((1 + person % 2, person + 1) for person in range(PEOPLE)), (2, 1))
    with analytics.Source({"orders": orders, "memberships": members}) as opened:
        yield opened


def test_before_and_after_finds_what_the_campaign_brought(source: analytics.Source) -> None:
    found = campaign_before_after(source, shop.JANUARY, TREATED, CONTROL, known_until=shop.LATER)

    assert found.effect.low is not None
    assert found.effect.high is not None
    assert found.effect.low < 16 < found.effect.high
    assert found.effect.is_clear
    assert found.trends is not None
    assert found.trends.periods == 3
    assert [moment.time for moment in found.series] == [-3, -2, -1, 0]
    assert (found.n_treated, found.n_control) == (99, 100)
    assert "1 customer is in both groups and left out" in found.remarks


def test_orders_are_counted_and_who_bought_nothing_counts_with_nothing(source: analytics.Source) -> None:
    found = campaign_before_after(source, shop.JANUARY, TREATED, CONTROL, measure="orders", known_until=shop.LATER)

    assert found.effect.value == pytest.approx(0.8, abs=0.2)
    assert found.observations == 4 * 199


def test_a_period_that_is_not_over_gives_no_effect(source: analytics.Source) -> None:
    found = campaign_before_after(source, shop.JANUARY, TREATED, CONTROL, known_until=shop.at("2026-01-15"))

    assert (found.effect.value, found.reason) == (None, "the period is not over yet")


def test_records_that_begin_within_the_periods_before_are_said(source: analytics.Source) -> None:
    found = campaign_before_after(source, shop.JANUARY, TREATED, CONTROL, periods_before=6, known_until=shop.LATER)

    assert "the records begin on 2025-09-10, within the periods before: these look too low" in found.remarks


def test_a_holdout_compares_means_beside_the_period_before(source: analytics.Source) -> None:
    found = campaign_holdout(source, shop.JANUARY, TREATED, CONTROL, planned_customers=200)

    assert found.difference.low is not None
    assert found.difference.high is not None
    assert found.difference.low < 16 < found.difference.high
    assert found.explained > 0
    assert found.always_valid is not None
    assert not found.ratio.is_mismatch


def test_a_holdout_compares_who_bought(source: analytics.Source) -> None:
    found = campaign_holdout(source, shop.JANUARY, TREATED, CONTROL, measure="buyers")

    assert found.difference.is_clear
    assert found.treated.value == pytest.approx(0.94, abs=0.05)
    assert "Newcombe" in found.method


def test_groups_of_nobody_have_a_reason(source: analytics.Source) -> None:
    nobody = Population(segment=9, as_of=shop.LATER)

    assert "0 held out" in campaign_holdout(source, shop.JANUARY, TREATED, nobody).reason
    found = campaign_before_after(source, shop.JANUARY, nobody, nobody, known_until=shop.LATER)
    assert "0 treated and 0 held out" in found.reason


def test_bad_questions_are_refused(source: analytics.Source) -> None:
    with pytest.raises(analytics.BadQuestion, match="measure"):
        campaign_holdout(source, shop.JANUARY, TREATED, CONTROL, measure="mood")  # type: ignore[arg-type]
    with pytest.raises(analytics.BadQuestion, match="periods_before"):
        campaign_before_after(source, shop.JANUARY, TREATED, CONTROL, periods_before=0)


def test_an_experiment_names_its_groups() -> None:
    draws = [
        {"id": n, "experiment": "Letter", "customer": 10 + n, "arm": arm, "at": shop.at("2026-01-01")}
        for n, arm in enumerate(["treated", "holdout", "treated"], 1)
    ]
    with analytics.Source({"assignments": shop.table("assignments", draws)}) as source:
        treated, held_out = experiment_groups(source, "Letter")

        assert (treated.customers, held_out.customers) == ((11, 13), (12,))
        with pytest.raises(analytics.BadQuestion, match="nobody was drawn"):
            experiment_groups(source, "Call")
