"""A made shop in which good delivery keeps customers, and the music in the hall does nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from rapport import analytics
from rapport.analytics.drivers import experience, experience_drivers, importance_map, retention_by_experience
from rapport.analytics.population import Population
from rapport.analytics.tests import shop

PEOPLE = 300
LATER = shop.LATER


def made() -> dict[str, Any]:
    generator = np.random.default_rng(5)
    delivery, hall, rare = generator.integers(1, 6, (3, PEOPLE))
    effort = generator.integers(1, 8, PEOPLE)
    overall = np.clip(np.round(0.8 * delivery + 0.7 + generator.normal(0, 0.6, PEOPLE)), 1, 5)
    recommend = np.clip(np.round(1.5 * delivery + 0.4 * effort + generator.normal(0, 1, PEOPLE)), 0, 10)
    stays = generator.random(PEOPLE) < 0.1 + 0.15 * delivery
    rows = []
    for person in range(PEOPLE):
        rows += [
            _answer(person, "2026-01-05", "csat", 1, "delivery"),
            _answer(person, "2026-01-20", "csat", delivery[person], "delivery"),
            _answer(person, "2026-01-12", "csat", hall[person], "hall"),
            _answer(person, "2026-01-12", "ces", effort[person], "return"),
            _answer(person, "2026-01-25", "csat", overall[person], None),
            _answer(person, "2026-01-26", "nps", recommend[person], None),
        ]
        rows += [_answer(person, "2026-01-13", "csat", rare[person], "cafe")] if person % 20 == 0 else []
    rows.append({**_answer(0, "2026-01-15", "csat", 5, "delivery"), "customer": None})
    for number, row in enumerate(rows):
        row["id"] = number + 1
    bought = [person for person in range(PEOPLE) if stays[person]]
    orders = [
        {"id": n, "customer": p + 1, "at": shop.at("2026-03-01"), "kind": "sale", "net": Decimal(10), "currency": "EUR"}
        for n, p in enumerate(bought, 1)
    ]
    members = shop.members(*((1, person + 1) for person in range(0, PEOPLE, 2)))
    return {"responses": shop.table("responses", rows), "orders": shop.table("orders", orders), "memberships": members}


def _answer(person: int, day: str, kind: str, score: float, touchpoint: str | None) -> dict[str, Any]:
    return {
        "customer": person + 1,
        "at": shop.at(day),
        "kind": kind,
        "score": float(score),
        "touchpoint": touchpoint,
    }


@pytest.fixture(scope="module")
def source() -> Iterator[analytics.Source]:
    with analytics.Source(made()) as opened:
        yield opened


@pytest.mark.parametrize("outcome", ["satisfaction", "loyalty", "retention"])
def test_delivery_is_found_to_matter_most(source: analytics.Source, outcome: Any) -> None:
    found = experience_drivers(source, shop.JANUARY, outcome, window_days=60, known_until=LATER, draws=200)

    assert found.reason == ""
    assert found.drivers[0].name == "delivery"
    assert found.drivers[0].direction == "more"
    assert found.driver("hall").direction == "unclear"
    assert found.n == PEOPLE
    assert found.remarks[0] == "answered by fewer than 20% of the people: cafe"


def test_the_latest_score_of_each_counts_and_anonymous_ones_do_not(source: analytics.Source) -> None:
    found = experience(source, shop.JANUARY, "loyalty")

    delivery = found.scores[:, found.names.index("delivery")]
    assert len(found.customers) == PEOPLE
    assert np.isfinite(delivery).all()
    assert delivery.mean() > 2


def test_the_outcome_and_its_window_are_named(source: analytics.Source) -> None:
    found = experience(source, shop.JANUARY, "retention", window_days=60, known_until=LATER)

    assert found.outcome_name == "bought within 60 days after the period"
    assert set(found.outcome) == {0.0, 1.0}
    assert found.scales == {"delivery": (1, 5), "hall": (1, 5), "return": (1, 7)}


def test_a_window_that_is_not_over_gives_no_answer(source: analytics.Source) -> None:
    found = experience_drivers(source, shop.JANUARY, "retention", window_days=180, known_until=LATER)
    levels = retention_by_experience(source, shop.JANUARY, "csat", window_days=180, known_until=LATER)

    assert found.drivers == ()
    assert "are not over yet" in found.reason
    assert "are not over yet" in levels.reason


def test_only_a_segments_members_are_looked_at(source: analytics.Source) -> None:
    found = experience(source, shop.JANUARY, "loyalty", population=Population(segment=1, as_of=LATER))

    assert len(found.customers) == PEOPLE / 2


def test_retention_rises_with_the_level_of_delivery(source: analytics.Source) -> None:
    found = retention_by_experience(
        source, shop.JANUARY, "csat", touchpoint="delivery", window_days=60, known_until=LATER
    )

    assert [level.label for level in found.levels] == ["1", "2", "3", "4", "5"]
    assert found.trend is not None
    assert found.trend.direction == "rises"
    assert found.trend.step.value == pytest.approx(0.15, abs=0.05)


def test_recommendation_scores_come_in_three_levels(source: analytics.Source) -> None:
    found = retention_by_experience(source, shop.JANUARY, "nps", window_days=60, known_until=LATER)

    assert [level.high_score for level in found.levels] == [6, 8, 10]
    assert found.n == PEOPLE


def test_without_answers_there_is_a_reason(source: analytics.Source) -> None:
    empty = analytics.Period(datetime(2020, 1, 1, tzinfo=UTC), datetime(2020, 2, 1, tzinfo=UTC))

    assert "no known customer answered" in experience_drivers(source, empty, "loyalty").reason
    assert "no sale at all" in experience_drivers(source, empty, "retention").reason


def test_two_kinds_about_one_touchpoint_are_told_apart() -> None:
    rows = [
        {**_answer(p, "2026-01-05", kind, 3, "delivery"), "id": 10 * p + n}
        for p in range(40)
        for n, kind in enumerate(("csat", "ces"))
    ]
    rows += [{**_answer(p, "2026-01-06", "nps", 8, None), "id": 10 * p + 5} for p in range(40)]
    with analytics.Source({"responses": shop.table("responses", rows)}) as source:
        found = experience(source, shop.JANUARY, "loyalty")

    assert found.names == ("delivery (ces)", "delivery (csat)")


def test_bad_questions_are_refused(source: analytics.Source) -> None:
    for wishes in ({"outcome": "mood"}, {"window_days": 0}, {"least_share": 2}):
        with pytest.raises(analytics.BadQuestion):
            experience(source, shop.JANUARY, **{"outcome": "loyalty", **wishes})
    with pytest.raises(analytics.BadQuestion, match="kind"):
        retention_by_experience(source, shop.JANUARY, "free")  # type: ignore[arg-type]


def test_the_window_begins_where_the_period_ends(source: analytics.Source) -> None:
    early = analytics.Period(shop.JANUARY.start, shop.at("2026-03-01") + timedelta(hours=1))

    found = experience_drivers(source, early, "retention", window_days=30, known_until=LATER)

    assert "no sale at all is known" in found.reason


def test_waiting_times_are_elements_of_which_less_is_better() -> None:
    generator = np.random.default_rng(6)
    hours = generator.gamma(2, 5, PEOPLE)
    tables = made()
    tickets = [
        {
            "id": person + 1,
            "customer": person + 1,
            "opened_at": shop.at("2026-01-03"),
            "resolved_at": shop.at("2026-01-03") + timedelta(hours=float(hours[person])),
        }
        for person in range(PEOPLE)
    ]
    rows = tables["responses"].to_pylist()
    for row in rows:
        if row["kind"] == "nps":
            row["score"] = float(np.clip(np.round(10 - hours[row["customer"] - 1] / 3), 0, 10))
    tables |= {"tickets": shop.table("tickets", tickets), "responses": shop.table("responses", rows)}

    with analytics.Source(tables) as source:
        found = experience_drivers(source, shop.JANUARY, "loyalty", draws=200)

    first = found.drivers[0]
    assert (first.name, first.direction, first.less_is_better) == ("hours to the resolution", "less", True)
    assert not first.is_contrary
    assert first.performance.value == pytest.approx(1 - hours.mean() / hours.max(), abs=1e-3)
    assert importance_map(found).place(first.name).quadrant in ("keep_up", "improve_first")


def test_every_month_of_a_customer_is_a_case_by_the_calendar_of_its_zone() -> None:
    rows = [
        _answer(person, day, kind, score + person % 2, touchpoint)
        for person in range(3)
        for day, score in (("2026-01-05", 2), ("2026-01-20", 3), ("2026-02-01", 4))
        for kind, touchpoint in (("csat", "delivery"), ("csat", None))
    ]
    rows.append({**_answer(0, "2026-01-31", "csat", 5, None), "at": datetime(2026, 1, 31, 23, 30, tzinfo=UTC)})
    for number, row in enumerate(rows):
        row["id"] = number + 1
    quarter = analytics.Period(shop.at("2026-01-01"), shop.at("2026-04-01"))

    with analytics.Source({"responses": shop.table("responses", rows)}) as source:
        found = experience(source, quarter, "satisfaction", monthly="UTC")
        eastward = experience(source, quarter, "satisfaction", monthly="Europe/Madrid")

    assert found.customers.tolist() == [1, 1, 2, 2, 3, 3]
    assert found.scores[:, 0].tolist() == [3, 4, 4, 5, 3, 4]
    assert found.outcome.tolist() == [5, 4, 4, 5, 3, 4]
    assert eastward.outcome.tolist() == [3, 4, 4, 5, 3, 4]


def test_months_are_no_cases_of_coming_back(source: analytics.Source) -> None:
    with pytest.raises(analytics.BadQuestion, match="once a customer"):
        experience_drivers(source, shop.JANUARY, "retention", monthly="UTC")
