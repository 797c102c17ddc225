"""Cohorts: who came back in which month, and what is not over yet stays blank."""

from __future__ import annotations

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop
from rapport.kernel.errors import Missing


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "cohorts")


@pytest.fixture
def filled(shop: Shop) -> Shop:
    """Ten who first bought in January 2026; four of them again in February, two in April."""
    with shop.many() as order:
        for place, who in enumerate(newcomers(shop, 10)):
            order(f"jan-{who}", "2026-01-10", 50, who=who)
            if place < 4:
                order(f"feb-{who}", "2026-02-12", 30, who=who)
            if place < 2:
                order(f"apr-{who}", "2026-04-20", 20, who=who)
    return shop


def january(payload: dict) -> dict:
    return next(cohort for cohort in payload["cohorts"] if cohort["start"] == "2026-01-01")


def test_a_cohort_counts_who_bought_again_in_each_month(filled: Shop, asked: Asked) -> None:
    cohort = january(asked.payload())

    assert cohort["n"] == 10
    assert [share[0] for share in cohort["share"]] == [1, 0.4, 0, 0.2, 0]


def test_a_month_that_is_not_over_is_blank_and_not_nought(filled: Shop, asked: Asked) -> None:
    payload = asked.payload()

    assert len(january(payload)["customers"]) == 5  # January to May; June is not over
    assert payload["cohorts"][-1]["customers"] == []


def test_revenue_is_for_each_of_the_cohort_whether_they_bought_or_not(filled: Shop, asked: Asked) -> None:
    assert january(asked.payload())["revenue"][1][0] == pytest.approx(4 * 30 / 10)


def test_retention_within_days_counts_only_customers_known_for_so_long(filled: Shop, asked: Asked) -> None:
    within = {form["last"]: form for form in asked.payload()["forms"] if form["form"] == "within"}

    # Four of the ten, and luis after 242 days: not within 90.
    assert within[90]["share"][0] == pytest.approx(4 / 12)
    assert within[90]["n"] == 12


def test_a_cohort_leads_to_its_people(filled: Shop, asked: Asked) -> None:
    asked.payload()

    assert asked.people("2026-01-01") == [filled.people[f"c{place}"] for place in range(10)]
    with pytest.raises(Missing):
        asked.people("soon")


@pytest.mark.parametrize("measure", ["share", "customers", "revenue"])
def test_the_page_shows_triangle_and_forms(filled: Shop, asked: Asked, measure: str) -> None:
    text = asked.page(measure=measure)

    assert "of new customers buy again" in text
    assert "Blank cells: that month is not over yet" in text
    assert "Jan 2026" in text


@pytest.mark.parametrize("grain", ["week", "quarter"])
def test_weeks_and_quarters_are_cohorts_too(filled: Shop, asked: Asked, grain: str) -> None:
    text = asked.page(grain=grain, clock="windows")

    assert "24-hour windows" in text


def test_the_file_holds_every_cell(filled: Shop, asked: Asked) -> None:
    lines = asked.file()

    assert lines[1].startswith("First purchase,Customers,In part,Age,Bought")
    assert any(line.startswith("2026-01-01,10,False,1,4") for line in lines)


def test_four_customers_are_too_few(shop: Shop, asked: Asked) -> None:
    assert "Only 3 customers bought for the first time" in asked.page()
