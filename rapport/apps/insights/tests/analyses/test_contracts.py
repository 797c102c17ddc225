"""Contracts: who renews, who will, what it is worth, and whose renewal is due."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from django.test import Client

from rapport.analytics.models import sbg
from rapport.apps.accounts.models import Member
from rapport.apps.insights.tests.analyses.recorded import MONTH, contract, record
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import NOW, Shop
from rapport.kernel.errors import Missing

# A thousand customers of Fader and Hardie's regular ones, brought down to 200: who was left after each renewal.
LEFT = [200, 174, 149, 131, 119, 110, 103, 98]


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "contracts")


@pytest.fixture
def signed(shop: Shop) -> Shop:
    """Two hundred contracts begun seven months ago, a little more; half of the customers live in Portugal."""
    names = newcomers(shop, LEFT[0])
    start = NOW - 7 * MONTH - timedelta(days=1)
    ends = np.repeat(range(1, 8), [-change for change in np.diff(LEFT)])
    shop.move("Portugal", *names[1::2])
    rows = [contract(shop, who, start, int(end)) for who, end in zip(names, ends, strict=False)]
    record(shop, "subscriptions", [*rows, *(contract(shop, who, start) for who in names[len(rows) :])])
    return shop


def test_it_tells_what_the_library_tells(signed: Shop, asked: Asked) -> None:
    model = sbg.fit_survivors(LEFT).model

    payload = asked.payload(ahead="12", discount="10")

    whole, rate = payload["curves"][0], 1.1 ** (1 / 12) - 1
    assert (whole["n"], whole["ended"], whole["there"]) == (200, 102, 98)
    assert [one["value"] for one in payload["fits"][0]["estimates"]] == pytest.approx(
        [model.alpha, model.beta], rel=1e-3
    )
    assert [point[1] for point in whole["seen"]] == pytest.approx([left / 200 for left in LEFT], rel=1e-4)
    assert whole["next"][0] == pytest.approx(float(model.retention(8)), rel=1e-3)
    assert whole["payments"][0] == pytest.approx(model.remaining(7, periods=12), rel=1e-3)
    assert whole["worth"][0] == pytest.approx(98 * 20 * model.remaining(7, periods=12, discount=rate), rel=1e-3)
    assert whole["endless"][0] == pytest.approx(model.remaining(7, discount=rate), rel=1e-3)


def test_the_projection_goes_on_from_where_it_was_seen(signed: Shop, asked: Asked) -> None:
    whole = asked.payload(ahead="5")["curves"][0]

    assert whole["projected"][0][:2] == whole["seen"][-1][:2]
    shares = [point[1] for point in whole["projected"]]
    assert shares == sorted(shares, reverse=True)
    assert all(low < value < high for _, value, low, high in whole["projected"][1:])


def test_regions_are_fitted_each_and_compared(signed: Shop, asked: Asked) -> None:
    payload = asked.payload(split="region")

    assert [one["key"] for one in payload["curves"]] == ["all", "region:Portugal", "region:Spain"]
    assert len(payload["fits"]) == 3
    assert payload["tests"][0]["p"] > 0.1


def test_the_page_says_what_was_seen_and_what_is_projected(signed: Shop, asked: Asked) -> None:
    text = asked.page()

    assert "Of 200 contracts" in text
    assert "were still there after 7 months" in text
    assert "are projected to be after 19 months" in text
    assert "dashed: projected by the model" in text
    assert "held out, it expected" in text
    assert "come to a renewal within 30 days" in text
    assert "()" not in text


def test_a_churn_that_never_falls_has_no_intervals_and_no_empty_brackets(shop: Shop, asked: Asked) -> None:
    left = [256, 128, 64, 32, 16]
    names = newcomers(shop, left[0])
    ends = np.repeat(range(1, 5), [-change for change in np.diff(left)])
    start = NOW - 4 * MONTH - timedelta(days=1)
    rows = [contract(shop, who, start, int(end)) for who, end in zip(names, ends, strict=False)]
    record(shop, "subscriptions", [*rows, *(contract(shop, who, start) for who in names[len(rows) :])])

    text = asked.page()

    assert "are projected to be after 16 months" in text
    assert "()" not in text


def test_whose_renewal_is_due_comes_by_the_chance_to_renew(signed: Shop, asked: Asked) -> None:
    late = newcomers(signed, 202)[-2:]
    record(signed, "subscriptions", [contract(signed, who, NOW - timedelta(days=5)) for who in late], named="new")
    asked.payload()

    due = asked.people("due")

    assert len(due) == 100
    assert set(due[:2]) == {signed.people[who] for who in late}
    assert len(asked.people("taken:7-8")) == 98
    with pytest.raises(Missing):
        asked.people("renewed")


def test_nobody_lost_gives_a_curve_and_no_model(shop: Shop, asked: Asked) -> None:
    record(shop, "subscriptions", [contract(shop, who, NOW - 6 * MONTH) for who in newcomers(shop, 9)])

    text = asked.page()

    assert "Nothing is projected" in text
    assert "none of the 9 customers left" in text


def test_without_contracts_the_page_names_the_table(shop: Shop, asked: Asked) -> None:
    asked.client.force_login(asked.member.user)
    text = " ".join(asked.client.get("/w/glow/metrics/analyses/contracts/").content.decode().split())

    assert "Nothing to look into yet: no subscriptions" in text
    assert "Agreements that recur" in text


def test_the_file_holds_curves_and_checks(signed: Shop, asked: Asked) -> None:
    lines = asked.file()

    assert any(line.startswith("All together,seen,7.0,0.49") for line in lines)
    assert any(line.startswith("All together,projected,19.0,") for line in lines)
    assert any(line.startswith("Shifted beta-geometric,alpha,") for line in lines)


def test_the_page_leads_to_those_who_order_without_a_contract(signed: Shop, asked: Asked) -> None:
    assert '<a href="/w/glow/metrics/analyses/survival/">' in asked.page()
