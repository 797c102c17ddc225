"""How long customers stayed, from orders and from subscriptions."""

from __future__ import annotations

import numpy as np
import pytest

from rapport import analytics
from rapport.analytics.cohorts import order_lifetimes, renewal_periods, stays, subscription_lifetimes
from rapport.analytics.models import sbg
from rapport.analytics.survival import kaplan_meier
from rapport.analytics.tests import shop

YEAR = analytics.Period(shop.at("2026-01-01"), shop.at("2027-01-01"))
NAN = float("nan")


def test_silence_ends_a_customer_and_the_end_of_records_does_not() -> None:
    rows = (
        (1, 1, "2026-01-01", "sale", None, 1.0),
        (2, 1, "2026-01-21", "sale", None, 1.0),
        (3, 2, "2026-11-01", "sale", None, 1.0),
        (4, 3, "2026-01-01", "sale", None, 1.0),
        (5, 3, "2026-12-01", "sale", None, 1.0),
        (6, 4, "2025-06-01", "sale", None, 1.0),
    )
    tables = {"orders": shop.orders(*rows), "customers": shop.customers((1, "North"))}

    with analytics.Source(tables) as source:
        found = order_lifetimes(source, YEAR)

    assert found.customer.tolist() == [1, 2, 3]
    assert found.lasted.tolist() == [110, 61, 90]
    assert found.ended.tolist() == [True, False, True]
    assert found.region.tolist() == ["North", "", ""]
    assert found.returned == 1
    assert "1 of 2 lost customers came back" in found.remarks[1]


def test_lifetimes_go_into_a_curve() -> None:
    rows = [(n, n, f"2026-0{1 + n % 9}-01", "sale", None, 1.0) for n in range(1, 28)]
    with analytics.Source({"orders": shop.orders(*rows)}) as source:
        found = order_lifetimes(source, YEAR, silence_days=100)

    curve = kaplan_meier(found.lasted, found.ended)

    assert curve.n == 27
    assert curve.at([99, 100])[0].tolist() == [1, 0]


def test_stretches_that_touch_are_one_stay() -> None:
    found = stays([1, 1, 2, 2, 3, 4], [0, 30, 0, 50, 10, 5], [30, 60, 30, 80, NAN, 200], 100)

    assert found.customer.tolist() == [1, 2, 3, 4]
    assert found.lasted.tolist() == [60, 30, 90, 95]
    assert found.ended.tolist() == [True, True, False, False]
    assert found.returned == 1


def test_a_new_stretch_within_the_grace_continues_the_stay() -> None:
    found = stays([2, 2, 5], [0, 50, 0], [30, 80, 90], 100, grace_days=20)

    assert found.lasted.tolist() == [80, 90]
    assert found.ended.tolist() == [True, False]


def test_a_longer_stretch_covers_a_shorter_one_inside() -> None:
    found = stays([1, 1, 1], [0, 10, 95], [90, 20, 99], 100)

    assert found.lasted.tolist() == [90]


def test_subscriptions_give_the_same() -> None:
    rows = [
        {"id": 1, "customer": 7, "since": shop.at("2026-02-01"), "until": shop.at("2026-03-03")},
        {"id": 2, "customer": 8, "since": shop.at("2026-12-02"), "until": None},
        {"id": 3, "customer": 9, "since": shop.at("2025-12-02"), "until": None},
    ]
    told = [{**row, "amount": 5, "currency": "EUR", "billing": "month"} for row in rows]

    with analytics.Source({"subscriptions": shop.table("subscriptions", told)}) as source:
        found = subscription_lifetimes(source, YEAR)

    assert found.customer.tolist() == [7, 8]
    assert found.lasted.tolist() == [30, 30]
    assert found.ended.tolist() == [True, False]


def test_renewals_are_counted_with_months_of_any_length() -> None:
    periods = renewal_periods([31, 28, 61, 61, 45, 3, 0], [1, 1, 1, 0, 0, 1, 0], 30.4375)

    assert periods.tolist() == [1, 1, 2, 2, 1, 1, 0]


def test_renewals_go_into_the_model() -> None:
    lasted = np.repeat([30, 61, 91, 91], [130, 100, 70, 700])
    ended = np.repeat([1, 1, 1, 0], [130, 100, 70, 700])

    fit = sbg.fit_durations(renewal_periods(lasted, ended, 30.4375), ended)

    assert fit.model == sbg.fit_survivors([1000, 870, 770, 700]).model


def test_what_cannot_be_is_refused() -> None:
    with analytics.Source({"orders": shop.orders()}) as source:
        with pytest.raises(analytics.BadTable, match="nobody"):
            order_lifetimes(source, YEAR)
        with pytest.raises(analytics.BadQuestion, match="silence_days"):
            order_lifetimes(source, YEAR, silence_days=0)
        with pytest.raises(analytics.BadTable, match="no such table"):
            subscription_lifetimes(source, YEAR)
    with pytest.raises(analytics.BadQuestion, match="before its start"):
        stays([1], [5], [4], 100)
    with pytest.raises(analytics.BadTable, match="nobody"):
        stays([1], [500], [600], 100)
    with pytest.raises(analytics.BadQuestion, match="longer than nothing"):
        renewal_periods([1], [1], 0)
