"""Amounts in other currencies come into the figures at the rate of their day, and wait in sight where there is none."""

from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.analytics.currency import converted
from rapport.apps.accounts.models import Member, Workspace
from rapport.apps.accounts.operations import RateFacts, carry_rates, record_rates, remove_rate
from rapport.apps.accounts.queries import rates_in
from rapport.apps.customers.queries import meant_by
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.queries import Subject, figures_for
from rapport.apps.insights.tests.shop import NOW, Shop
from rapport.apps.insights.tests.test_extraction import rows_of
from rapport.apps.sales.models import Order
from rapport.apps.sales.operations import (
    LineFacts,
    OrderFacts,
    ProductFacts,
    record_orders,
    record_products,
    restate_orders,
)
from rapport.kernel.conditions import Scope
from rapport.kernel.money import at_rate


def rate(member: Member, day: str, currency: str, worth: str) -> None:
    record_rates(member, [RateFacts(date.fromisoformat(day), currency, Decimal(worth))])


def order(shop: Shop, number: str, at: str, net: str, currency: str, who: str = "rosa") -> int:
    """An order of one line at a moment such as 2026-06-01T23:30+02:00."""
    amount = Decimal(net)
    line = LineFacts("P0", Decimal(-1 if amount < 0 else 1), abs(amount), direct_cost=amount / 2)
    facts = OrderFacts(number, datetime.fromisoformat(at), [line], shop.people[who], None, currency)
    return record_orders(shop.member, [facts], cancellation_mark="C").ids[0]


def in_lake(glow: Workspace, order_id: int) -> tuple | None:
    """Amount, currency, what it was, and the rate of an order in the lake; None where it is not there."""
    extract(glow.pk)
    columns = "id, net, currency, original_net, original_currency, rate"
    return next((row[1:] for row in rows_of(glow, "orders", columns) if row[0] == order_id), None)


def test_an_order_is_converted_at_the_rate_of_its_day_in_the_workspaces_zone(
    shop: Shop, glow: Workspace, mara: Member
) -> None:
    rate(mara, "2026-06-01", "USD", "0.92")
    rate(mara, "2026-06-02", "USD", "0.95")

    # Half past eleven at night in London is the next day in Madrid.
    late = order(shop, "U1", "2026-06-01T23:30+01:00", "100", "USD")

    assert in_lake(glow, late) == (Decimal(95), "EUR", Decimal(100), "USD", 0.95)
    assert Order.objects.of(glow).get(pk=late).reporting_amount == Decimal(95)


def test_a_refund_counts_at_the_rate_of_its_own_day(shop: Shop, glow: Workspace, mara: Member) -> None:
    rate(mara, "2026-06-01", "USD", "0.90")
    rate(mara, "2026-06-09", "USD", "0.80")
    sale = order(shop, "U1", "2026-06-01T12:00+00:00", "50", "USD")

    refund = order(shop, "CU1", "2026-06-09T12:00+00:00", "-50", "USD")

    assert in_lake(glow, sale)[0] == Decimal(45)  # type: ignore[index]
    assert in_lake(glow, refund)[0] == Decimal(-40)  # type: ignore[index]
    assert Order.objects.of(glow).get(pk=refund).refunds_id == sale


def test_a_rate_holds_on_over_the_weekend_and_no_longer(shop: Shop, glow: Workspace, mara: Member) -> None:
    rate(mara, "2026-06-05", "USD", "0.90")
    monday = order(shop, "U1", "2026-06-08T12:00+00:00", "10", "USD")
    later = order(shop, "U2", "2026-06-11T12:00+00:00", "10", "USD")
    assert (in_lake(glow, monday), in_lake(glow, later)) == ((9, "EUR", 10, "USD", 0.9), None)

    carry_rates(mara, 1)
    restate_orders(glow.pk)

    assert in_lake(glow, monday) is None
    assert rows_of(glow, "order_lines", "order_id").count((monday,)) == 0


def test_a_corrected_rate_converts_anew_what_it_converted(shop: Shop, glow: Workspace, mara: Member) -> None:
    rate(mara, "2026-06-01", "USD", "0.90")
    order_id = order(shop, "U1", "2026-06-01T12:00+00:00", "10", "USD")
    assert in_lake(glow, order_id)[0] == 9  # type: ignore[index]

    rate(mara, "2026-06-01", "USD", "0.85")
    restated = restate_orders(glow.pk, currencies=["USD"], since=date(2026, 6, 1))

    assert restated == 1
    assert in_lake(glow, order_id)[0] == Decimal("8.5")  # type: ignore[index]
    assert (order_id, Decimal("8.5"), Decimal("4.25")) in rows_of(glow, "order_lines", "order_id, net, direct_cost")


def test_what_has_no_rate_is_in_no_figure_until_it_has_one(shop: Shop, glow: Workspace, mara: Member) -> None:
    extract(glow.pk)
    before = figures_for(mara, Subject.everybody(), metrics=["revenue", "orders"])
    waiting = order(shop, "U1", "2026-06-01T12:00+00:00", "10", "USD")
    extract(glow.pk)
    during = figures_for(mara, Subject.everybody(), metrics=["revenue", "orders"])
    assert [tile.value for tile in during.tiles] == [tile.value for tile in before.tiles]

    rate(mara, "2026-06-01", "USD", "0.90")
    restate_orders(glow.pk)

    assert in_lake(glow, waiting)[0] == 9  # type: ignore[index]
    after = figures_for(mara, Subject.everybody(), metrics=["revenue", "orders"])
    assert [tile.value for tile in after.tiles] == [before.tiles[0].value + 9, before.tiles[1].value + 1]


def test_a_removed_rate_takes_its_orders_out_of_the_figures(shop: Shop, glow: Workspace, mara: Member) -> None:
    rate(mara, "2026-06-01", "USD", "0.90")
    order_id = order(shop, "U1", "2026-06-01T12:00+00:00", "10", "USD")
    assert in_lake(glow, order_id) is not None

    remove_rate(mara, rates_in(glow).get().pk)
    restate_orders(glow.pk)

    assert in_lake(glow, order_id) is None


def test_rates_of_another_workspace_are_never_used(shop: Shop, glow: Workspace, other: Workspace, otto: Member) -> None:
    rate(otto, "2026-06-01", "USD", "0.90")

    order_id = order(shop, "U1", "2026-06-01T12:00+00:00", "10", "USD")

    assert in_lake(glow, order_id) is None


def test_three_currencies_add_up_as_the_library_converts_them_and_as_by_hand(
    shop: Shop, glow: Workspace, mara: Member
) -> None:
    for day, dollar, pound in (("2026-06-01", "0.92013", "1.15"), ("2026-06-05", "0.91007", "1.16333")):
        rate(mara, day, "USD", dollar)
        rate(mara, day, "GBP", pound)
    for number, (at, net, currency) in enumerate(
        [
            ("2026-06-01T09:00+00:00", "19.99", "USD"),
            ("2026-06-03T09:00+00:00", "33.33", "GBP"),
            ("2026-06-05T09:00+00:00", "12.49", "USD"),
            ("2026-06-06T09:00+00:00", "7.77", "GBP"),
            ("2026-06-06T10:00+00:00", "5.00", "EUR"),
        ]
    ):
        order(shop, f"M{number}", at, net, currency)
    extract(glow.pk)

    tile = figures_for(mara, Subject.everybody(), metrics=["revenue"]).tiles[0]

    rows = list(Order.objects.of(glow).filter(at__gte="2025-06-16T00:00+02:00"))
    table = pa.table(
        {
            "at": pa.array([row.at for row in rows], pa.timestamp("us", tz="UTC")),
            "net": pa.array([row.net_amount for row in rows], pa.decimal128(19, 4)),
            "currency": [row.currency for row in rows],
        }
    )
    known = rates_in(glow).values_list("day", "currency", "rate")
    rates = pa.table({n: list(v) for n, v in zip(("day", "currency", "rate"), zip(*known, strict=True), strict=True)})
    in_euros = converted(table, rates, into="EUR", zone="Europe/Madrid", carried_days=5)
    by_hand = Decimal("18.3934") + Decimal("38.3295") + Decimal("11.3668") + Decimal("9.0391") + 5
    own = Decimal("100") + 30 + Decimal("50.25") + 80 + 20 - 30
    assert sum(in_euros["net"].to_pylist()) == by_hand + own
    assert Decimal(str(tile.value)) == by_hand + own


def test_a_segment_by_revenue_agrees_with_the_figures(shop: Shop, glow: Workspace, mara: Member) -> None:
    rate(mara, "2026-06-01", "USD", "0.90")
    rate(mara, "2026-06-01", "JPY", "0.006")
    order(shop, "S1", "2026-06-01T12:00+00:00", "1000", "USD", "joao")
    order(shop, "S2", "2026-06-01T12:00+00:00", "100000", "JPY", "luis")
    order(shop, "S3", "2026-05-01T12:00+00:00", "9000", "USD", "ines")
    extract(glow.pk)

    for least, expected in (
        (899, {"Joao"}),
        (901, set()),
        (680, {"Joao", "Luis"}),
        (50, {"Joao", "Luis", "Ines", "Rosa"}),
    ):
        rule = {"condition": "order_total", "operator": "at_least", "value": least}
        in_segment = set(meant_by(Scope(glow, NOW), rule).values_list("name", flat=True))
        of_figures = {
            name.title()
            for name, party in shop.people.items()
            if (
                figures_for(mara, Subject.parse(f"customer:{party}"), period="all-time", metrics=["revenue"])
                .tiles[0]
                .value
                or 0
            )
            >= least
        }
        assert in_segment == of_figures == expected


def test_prices_in_another_currency_take_the_newest_rate_and_are_unknown_without_one(
    shop: Shop, glow: Workspace, edi: Member, mara: Member
) -> None:
    record_products(edi, [ProductFacts("D1", "Dollar balm", unit_cost=Decimal(10), currency="USD")])
    extract(glow.pk)
    known = {row[0]: row[1:] for row in rows_of(glow, "products", "sku, cost, original_cost")}
    assert known["D1"] == (None, Decimal(10))

    rate(mara, "2026-05-01", "USD", "0.90")
    extract(glow.pk)

    known = {row[0]: row[1:] for row in rows_of(glow, "products", "sku, cost, original_cost")}
    assert known["D1"] == (Decimal(9), Decimal(10))


amounts = st.decimals(min_value=-(10**6), max_value=10**6, places=2)
rates = st.decimals(min_value=Decimal("0.0001"), max_value=10**4, places=6)


@given(st.lists(amounts, min_size=1, max_size=40), rates)
def test_converting_is_additive_within_a_day(nets: list[Decimal], worth: Decimal) -> None:
    """The sum converted is the converted summed, but for the rounding of each to a ten-thousandth."""
    parts = [at_rate(net, worth) for net in nets]

    whole = at_rate(sum(nets, Decimal(0)), worth)

    assert whole is not None
    assert abs(sum(part for part in parts if part is not None) - whole) <= Decimal("0.00005") * (len(nets) + 1)


@pytest.mark.parametrize(("text", "expected"), [("0.00005", "0.0001"), ("-0.00005", "-0.0001"), ("0.000049", "0")])
def test_halves_are_rounded_away_from_zero(text: str, expected: str) -> None:
    assert at_rate(Decimal(text), Decimal(1)) == Decimal(expected)
