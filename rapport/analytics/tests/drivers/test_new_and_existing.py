from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from rapport import analytics
from rapport.analytics.drivers import NewAndExisting, new_and_existing
from rapport.analytics.population import Population
from rapport.analytics.tests import shop

# January 2026 after December 2025; records since January 2024.
ORDERS = [
    (1, 1, "2024-01-10", "sale", None, 50.0),
    (2, 1, "2026-01-05", "sale", None, 70.0),  # reactivated after two years
    (3, 2, "2025-12-03", "sale", None, 40.0),
    (4, 2, "2026-01-06", "sale", None, 60.0),
    (5, 2, "2026-01-07", "sale", None, 20.0),
    (6, 3, "2026-01-08", "sale", None, 90.0),  # new
    (7, 3, "2026-01-09", "refund", None, -30.0),
    (8, None, "2026-01-09", "sale", None, 500.0),  # nobody known
    (9, 4, "2026-02-01", "sale", None, 11.0),  # after the period
    (10, 5, "2025-12-20", "sale", None, 30.0),
    (11, 5, "2026-01-20", "refund", None, -30.0),  # brings money back, buys nothing
]


def asked(*orders: Any, period: analytics.Period = shop.JANUARY, **wishes: Any) -> NewAndExisting:
    wishes = {"minimum_n": 1, "known_until": shop.LATER, **wishes}
    tables = {"orders": shop.orders(*(orders or ORDERS)), **wishes.pop("tables", {})}
    with analytics.Source(tables) as source:
        return new_and_existing(source, period, **wishes)


def test_the_two_groups_are_counted() -> None:
    found = asked()

    assert (found.new.customers.value, found.new.orders.value, found.new.revenue.value) == (1, 1, 60)
    assert (found.existing.customers.value, found.existing.orders.value, found.existing.revenue.value) == (2, 3, 120)
    assert found.existing.spend_per_customer.value == 60
    assert found.existing.orders_per_customer.value == 1.5
    assert found.new.share.value == pytest.approx(60 / 180)
    assert (found.n, found.currency) == (3, "EUR")


def test_a_reactivated_customer_is_not_new() -> None:
    found = asked()

    assert found.reactivated == 1
    assert asked(silence_days=1000).reactivated == 0


def test_a_refund_of_who_never_bought_is_in_neither_group_as_in_the_metrics() -> None:
    orders = [*ORDERS, (12, 6, "2026-01-15", "refund", None, -25.0)]
    metrics = shop.ask({"orders": shop.orders(*orders)}, "new_revenue", "existing_revenue")

    found = asked(*orders)

    assert (found.new.revenue.value, found.existing.revenue.value) == (60, 120)
    assert [metrics.row(name).value for name in ("new_revenue", "existing_revenue")] == [60, 120]


def test_anonymous_revenue_is_in_neither_group_and_said() -> None:
    found = asked()

    assert found.anonymous_revenue == 500
    assert "anonymous orders are in neither group" in found.remarks


def test_growth_compares_with_the_groups_of_the_period_before() -> None:
    found = asked()

    # In December two customers bought for the first time, 70 in all, and none of before.
    assert found.new.growth.customers.value == pytest.approx(-0.5)
    assert found.new.growth.revenue.value == pytest.approx(60 / 70 - 1)
    assert found.new.growth.spend_per_customer.value == pytest.approx(60 / 35 - 1)
    assert found.existing.growth.revenue.value is None
    assert found.existing.reason == "no growth: fewer than 1 customers in the period before"


def test_a_known_earlier_acquisition_makes_a_customer_existing() -> None:
    known = shop.table("customers", [{"id": 3, "kind": "person", "region": None, "acquired_at": shop.at("2023-05-01")}])

    found = asked(tables={"customers": known})

    assert found.new.customers.value == 0
    assert found.existing.customers.value == 3


def test_records_that_begin_late_allow_no_growth() -> None:
    found = asked(*[order for order in ORDERS if order[0] > 1])

    assert found.new.growth.customers.value is None
    assert "the records do not reach back over the period before" in found.remarks
    assert "the records begin less than a year before: some who count as new may have bought earlier" in found.remarks


def test_an_unfinished_period_is_not_compared() -> None:
    found = asked(known_until=shop.at("2026-01-15"))

    assert "the period is not over yet" in found.remarks
    assert found.new.growth.customers.value is None


def test_below_the_smallest_n_only_counts_are_given() -> None:
    found = asked(minimum_n=5)

    assert found.new.reason == "fewer than 5 customers"
    assert found.new.customers.value == 1
    assert found.new.spend_per_customer.value is None


def test_a_period_without_buyers_has_a_reason() -> None:
    found = asked(*ORDERS[:1])

    assert found.reason == "nobody known bought in the period"
    assert found.new.spend_per_customer.value is None


def test_a_segment_is_looked_at_alone() -> None:
    members = {"memberships": shop.members((7, 2), (7, 3))}

    found = asked(tables=members, population=Population(segment=7, as_of=shop.LATER))

    assert (found.new.customers.value, found.existing.customers.value) == (1, 1)


def test_a_silence_of_no_days_is_refused() -> None:
    with pytest.raises(analytics.BadQuestion, match="silence_days"):
        asked(silence_days=0)


def test_several_currencies_are_refused() -> None:
    import pyarrow as pa

    mixed = pa.concat_tables([shop.orders(ORDERS[2]), shop.orders(ORDERS[1], currency="USD")])

    with analytics.Source({"orders": mixed}) as source, pytest.raises(analytics.MixedCurrencies):
        new_and_existing(source, shop.JANUARY)


def test_other_currencies_long_before_do_no_harm() -> None:
    import pyarrow as pa

    mixed = pa.concat_tables([shop.orders(ORDERS[0], currency="USD"), shop.orders(*ORDERS[1:])])

    with analytics.Source({"orders": mixed}) as source:
        assert new_and_existing(source, shop.JANUARY).currency == "EUR"


def test_referrals_are_counted_for_who_brought_them() -> None:
    brought = [(1, "2026-01-10"), (2, "2026-01-11"), (2, "2026-01-12"), (3, "2026-01-30"), (3, "2026-02-02")]
    rows = [{"id": n, "referrer": who, "at": shop.at(day)} for n, (who, day) in enumerate(brought, 1)]

    found = asked(tables={"referrals": shop.table("referrals", rows)})

    assert (found.existing.referrals.value, found.new.referrals.value) == (3, 1)
    assert asked().new.referrals.value is None


def test_the_interval_of_growth_covers_as_often_as_it_says() -> None:
    from rapport.analytics.drivers.new_and_existing import _change

    generator = np.random.default_rng(3)
    trials, hits = 800, 0
    for _ in range(trials):
        taste = generator.gamma(2.0, 1.0, (64, 20))
        now, then = generator.poisson(1.2 * taste).sum(axis=1), generator.poisson(taste).sum(axis=1)
        found = _change(now.astype(float), then.astype(float), None, 0.95)
        assert found.low is not None
        assert found.high is not None
        hits += found.low <= 0.2 <= found.high

    assert hits / trials == pytest.approx(0.95, abs=3 * np.sqrt(0.95 * 0.05 / trials))
