"""Credit for first purchases: by hand on a few customers, under each rule."""

from decimal import Decimal
from typing import Any

import pytest

from rapport import analytics
from rapport.analytics.attribution import Rule, acquisition_costs
from rapport.analytics.tests.shop import JANUARY, at, orders, table

# Each customer was reached by mail, then met in the shop; the sixth came by themselves, the seventh bought before.
WON = range(1, 7)


def sold() -> Any:
    return orders(
        *((number, number, "2026-01-20", "sale", None, 50) for number in WON), (7, 7, "2025-06-01", "sale", None, 9)
    )


def touched(*, mail: str = "2026-01-02") -> Any:
    contacts = [(number, mail, "mail") for number in range(1, 6)]
    contacts += [(number, "2026-01-10", "shop") for number in range(1, 6)] + [(1, "2026-01-25", "phone")]
    rows = [
        {"id": place, "customer": number, "at": at(day), "channel": channel}
        for place, (number, day, channel) in enumerate(contacts)
    ]
    return table("touches", rows)


def paid(*amounts: tuple[str | None, float], currency: str = "EUR") -> Any:
    rows = [
        {"id": place, "at": at("2026-01-05"), "channel": channel, "amount": Decimal(str(amount)), "currency": currency}
        for place, (channel, amount) in enumerate(amounts)
    ]
    return table("spend", rows)


def asked(spending: Any, touches: Any | None = None, **wishes: Any) -> Any:
    tables = {"orders": sold(), "spend": spending, "touches": touched() if touches is None else touches}
    with analytics.Source(tables) as source:
        return acquisition_costs(source, JANUARY, **{"minimum_n": 1, **wishes})


@pytest.mark.parametrize(("rule", "mail", "shop"), [("last", 0, 5), ("first", 5, 0), ("linear", 2.5, 2.5)])
def test_credit_goes_by_the_rule(rule: Rule, mail: float, shop: float) -> None:
    found = asked(paid(("mail", 100), ("shop", 50)), rule=rule)

    credit = {channel.channel: channel.credited for channel in found.channels}
    assert (credit["mail"], credit["shop"]) == (mail, shop)
    assert "phone" not in credit


def test_a_channel_costs_what_was_spent_over_whom_it_won() -> None:
    found = asked(paid(("mail", 100), ("shop", 50)), rule="linear")

    mail, shop = found.channels
    assert (mail.cost.value, shop.cost.value) == (40, 20)
    assert mail.n == 5
    assert found.paid.cost.value == pytest.approx(150 / 5)


def test_blended_counts_all_customers_and_all_spending() -> None:
    found = asked(paid(("mail", 100), (None, 20)))

    assert (found.n, found.untouched) == (6, 1)
    assert found.blended.cost.value == pytest.approx(120 / 6)
    assert any("without a channel" in remark for remark in found.remarks)


def test_contacts_before_the_window_have_no_credit() -> None:
    found = asked(paid(("mail", 100)), touched(mail="2025-10-01"), rule="first", lag_days=30)

    assert {channel.channel: channel.credited for channel in found.channels} == {"mail": 0, "shop": 5}
    assert found.channels[0].reason == "nobody was won here"


def test_the_channel_recorded_at_the_customer_takes_all_whatever_the_contacts() -> None:
    known = [{"id": number, "kind": "person", "channel": "fair"} for number in range(1, 5)]
    people = table("customers", [*known, {"id": 5, "kind": "person"}])
    tables = {"orders": sold(), "spend": paid(("fair", 100), ("mail", 20)), "touches": touched(), "customers": people}

    with analytics.Source(tables) as source:
        found = acquisition_costs(source, JANUARY, rule="recorded", minimum_n=1)

    fair, mail = found.channels
    assert (fair.channel, fair.n, fair.cost.value) == ("fair", 4, 25)
    assert (mail.n, mail.cost.value, mail.reason) == (0, None, "nobody was won here")
    assert (found.n, found.untouched) == (6, 2)
    assert "days" not in found.method


def test_few_customers_have_no_figure() -> None:
    found = asked(paid(("shop", 50)), minimum_n=6)

    assert found.channels[0].cost.value is None
    assert found.channels[0].reason == "fewer than 6 new customers"


def test_without_contacts_only_the_blended_cost_is_known() -> None:
    with analytics.Source({"orders": sold(), "spend": paid(("mail", 60))}) as source:
        found = acquisition_costs(source, JANUARY, minimum_n=1)

    assert found.blended.cost.value == 10
    assert found.untouched == 6


@pytest.mark.parametrize(
    ("wishes", "words"),
    [({"rule": "best"}, "rule: 'best' is not known"), ({"lag_days": 0}, "lag_days: must be at least 1")],
)
def test_what_cannot_be_asked_is_refused(wishes: dict[str, Any], words: str) -> None:
    with pytest.raises(analytics.BadQuestion, match=words):
        asked(paid(("mail", 1)), **wishes)


def test_two_currencies_are_refused() -> None:
    both = [*paid(("mail", 1)).to_pylist(), {**paid(("mail", 1), currency="USD").to_pylist()[0], "id": 9}]

    with pytest.raises(analytics.MixedCurrencies, match="EUR, USD"):
        asked(table("spend", both))
