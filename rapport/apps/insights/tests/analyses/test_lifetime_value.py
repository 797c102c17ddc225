"""What customers will bring: means, totals and both kinds of doubt, the checks, and too little of a past."""

from __future__ import annotations

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.insights.analyses.lifetime_value import _money
from rapport.apps.insights.tests.analyses.buyers import open_for
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop
from rapport.kernel.errors import Missing


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "lifetime_value")


@pytest.fixture
def filled(shop: Shop) -> Shop:
    return open_for(shop, 150)


def test_without_a_margin_it_is_lifetime_revenue(filled: Shop, asked: Asked) -> None:
    payload = asked.payload()

    mean, low, high = payload["mean"]
    assert payload["name"] == "lifetime revenue"
    assert low < mean < high
    assert payload["total"][0] == pytest.approx(mean * payload["n"])


def test_a_margin_makes_it_lifetime_value(filled: Shop, asked: Asked) -> None:
    revenue = asked.payload(margin="none")
    payload = asked.payload(margin="40")

    assert payload["name"] == "lifetime value"
    assert payload["mean"][0] == pytest.approx(0.4 * revenue["mean"][0])


def test_the_best_tenth_brings_more_than_a_tenth_and_has_people(filled: Shop, asked: Asked) -> None:
    parts = asked.payload()["parts"]

    assert sum(part["n"] for part in parts) == 153
    assert parts[0]["share"] > 0.2
    assert parts[0]["mean"][1] < parts[0]["mean"][0] < parts[0]["mean"][2]
    assert len(asked.people("top")) == parts[0]["n"]
    assert asked.people("best-1") == asked.people("top")[:1]
    with pytest.raises(Missing):
        asked.people("best-11")


def test_its_checks_ask_about_a_time_the_fit_did_not_see(filled: Shop, asked: Asked) -> None:
    checks = asked.payload()["checks"]

    assert checks["reason"] == ""
    assert checks["weeks"] == pytest.approx(24, abs=3)
    assert sum(row[0] for row in checks["histogram"]) == 153
    assert checks["cumulative"][-1][1] > 0
    assert len(checks["calibration"]) > 3


@pytest.mark.parametrize("model", ["mbgnbd", "paretonbd", "bgnbd"])
def test_the_page_shows_both_kinds_of_doubt_and_the_checks(filled: Shop, asked: Asked, model: str) -> None:
    text = asked.page(model=model, months="12")

    assert "Over the next 12 months a customer is expected to bring" in text
    assert "Doubt about the average" in text
    assert "How different customers are" in text
    assert "May the model be believed?" in text
    assert "Standard error" in text
    assert "Spend and frequency correlate" in text


def test_without_an_interval_three_digits_are_shown() -> None:
    shown = _money([12_345_678.9, None, None], "EUR")

    assert shown == {"words": "€12,300,000", "range": ""}


def test_the_file_holds_parameters_and_checks(filled: Shop, asked: Asked) -> None:
    lines = asked.file()

    assert lines[0] == "Lifetime revenue over 36 months"
    for title in ("Best customers", "Parameters", "Tracking", "Calibration"):
        assert title in lines


def test_a_single_customer_who_came_back_is_too_few(shop: Shop, asked: Asked) -> None:
    assert "Only 3 customers ordered so far" in asked.page()


def test_where_nobody_came_back_there_is_no_forecast(shop: Shop, asked: Asked) -> None:
    with shop.many() as order:
        for who in newcomers(shop, 8):
            order(f"one-{who}", "2026-01-05", 30, who=who)

    assert "a forecast needs at least 5 who did" in asked.page()
