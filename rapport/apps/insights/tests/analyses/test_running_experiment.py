"""Experiments as they run: whose days are over, and whether to go on."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest
from django.test import Client

from rapport.analytics.effects import Arm, always_valid
from rapport.apps.accounts.models import Member
from rapport.apps.insights.tests.analyses.recorded import draw, record
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import NOW, Shop
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.kernel.errors import Missing

TEA = [LineFacts("tea", Decimal(1), Decimal(10))]
COUNT = 240


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "running_experiment")


def run(shop: Shop, bought: tuple[float, float], *, treated: float = 0.5) -> np.ndarray:
    """Three drawn a day until yesterday; who is treated buys with the first chance, who is held out with the other."""
    random = np.random.default_rng(4)
    names = newcomers(shop, COUNT)
    got = random.permutation(COUNT) < COUNT * treated
    at = [NOW - timedelta(days=1 + place / 3) for place in range(COUNT)]
    record(
        shop,
        "assignments",
        [draw(shop, who, "treated" if arm else "holdout", day) for who, arm, day in zip(names, got, at, strict=True)],
    )
    buys = random.random(COUNT) < np.where(got, *bought)
    orders = [
        OrderFacts(f"e-{who}", min(day + timedelta(days=3), NOW), TEA, shop.people[who], None, "EUR")
        for who, day, does in zip(names, at, buys, strict=True)
        if does
    ]
    record_orders(shop.member, orders, cancellation_mark="C")
    return got


def test_it_tells_what_the_library_tells(shop: Shop, asked: Asked) -> None:
    run(shop, (0.7, 0.3))

    one = asked.payload(days="14")["experiment"]

    arms = [
        Arm(n, mean[0], mean[0] * (1 - mean[0]) * n / (n - 1))
        for n, mean in zip(one["over"], one["means"], strict=True)
    ]
    alone = always_valid(*arms, planned_customers=COUNT)
    assert one["difference"][0] == pytest.approx(alone.value, rel=1e-4)
    # All looks together rule out no less than the last one alone.
    assert one["difference"][1] >= alone.low - 1e-6
    assert one["difference"][2] <= alone.high + 1e-6
    assert sum(one["over"]) < sum(one["n"]) == COUNT


def test_days_go_on_after_the_last_draw(shop: Shop, asked: Asked) -> None:
    names = newcomers(shop, 80)
    at = [NOW - timedelta(days=120 - place // 40 * 50) for place in range(80)]
    arms = ["treated" if place % 2 else "holdout" for place in range(80)]
    record(shop, "assignments", [draw(shop, who, arm, day) for who, arm, day in zip(names, arms, at, strict=True)])
    orders = [
        OrderFacts("e-1", NOW - timedelta(days=1), TEA, shop.people[names[0]], None, "EUR"),
        *(OrderFacts(f"e-{who}", at[0] + timedelta(days=2), TEA, shop.people[who], None, "EUR") for who in names[:9]),
    ]
    record_orders(shop.member, orders, cancellation_mark="C")

    one = asked.payload(days="30")["experiment"]

    assert (one["n"], one["over"]) == ([40, 40], [40, 40])


def test_a_clear_difference_says_stop(shop: Shop, asked: Asked) -> None:
    run(shop, (0.75, 0.25))

    text = asked.page(days="14")

    assert "Mail in May: You may stop: share who bought differs by +" in text
    assert "clear since the look of" in text


def test_what_is_open_goes_on_and_what_is_ruled_out_stops(shop: Shop, asked: Asked) -> None:
    run(shop, (0.5, 0.5))

    assert "Mail in May: Go on" in asked.page(days="14", planned="5000")
    assert "is ruled out" in asked.page(days="14", effect="100")


def test_groups_of_wrong_sizes_are_not_trusted(shop: Shop, asked: Asked) -> None:
    run(shop, (0.5, 0.5), treated=0.7)

    assert "Do not trust this comparison" in asked.page(days="14")
    assert "Do not trust this comparison" not in asked.page(days="14", treated="70")


def test_a_group_leads_to_its_people(shop: Shop, asked: Asked) -> None:
    got = run(shop, (0.5, 0.5))
    asked.payload(days="14")

    assert set(asked.people("treated:Mail in May")) == {shop.people[f"c{place}"] for place in np.flatnonzero(got)}
    for nobody in ("treated:Mail in June", "treated", "some:Mail in May"):
        with pytest.raises(Missing):
            asked.people(nobody)


def test_the_last_begun_is_shown_and_another_can_be_chosen(shop: Shop, asked: Asked) -> None:
    run(shop, (0.5, 0.5))
    names = [f"c{place}" for place in range(60)]
    later = [
        draw(shop, who, "treated" if place % 2 else "holdout", NOW - timedelta(hours=place + 1), "Call & card")
        for place, who in enumerate(names)
    ]
    record(shop, "assignments", later, named="later")

    latest = asked.page(days="14")
    chosen = asked.page(days="14", experiment="Mail in May")

    assert '<h2 id="experiment">Call &amp; card</h2>' in latest
    assert "60 drawn" in chosen
    assert '<h2 id="experiment">Mail in May</h2>' in chosen
    assert "days=14" in (link := latest.split('">Mail in May</a>')[0].rpartition('href="')[2])
    assert '<h2 id="experiment">Mail in May</h2>' in " ".join(
        asked.client.get(link.replace("&amp;", "&")).content.decode().split()
    )
    assert '<input type="hidden" name="experiment" value="Mail in May">' in chosen
    assert set(asked.people("holdout:Call & card")) == {shop.people[who] for who in names[::2]}


def test_an_experiment_that_nobody_was_drawn_into_is_told(shop: Shop, asked: Asked) -> None:
    run(shop, (0.5, 0.5))

    text = asked.page(days="14", experiment="Mail in June")

    assert "Nobody was drawn into “Mail in June” in this period." in text
    assert ">Show the latest</a>" in text


def test_a_look_too_early_is_named(shop: Shop, asked: Asked) -> None:
    run(shop, (0.5, 0.5))

    assert "Too early: the 200 days after the draw are over for 0 of 240 customers" in asked.page(days="200")


def test_the_pages_of_trying_things_out_lead_to_each_other(shop: Shop, asked: Asked) -> None:
    run(shop, (0.5, 0.5))

    text = asked.page(days="14")

    assert "analyses/planning_a_test/" in text
    assert "analyses/campaign_effect/" in text


def test_the_file_holds_every_look(shop: Shop, asked: Asked) -> None:
    run(shop, (0.7, 0.3))

    lines = asked.file(days="14")

    assert lines[1].startswith("Experiment,Verdict,Difference")
    assert sum(line.startswith("Mail in May,2026-") for line in lines) > 3


def test_without_draws_the_page_names_the_table(shop: Shop, asked: Asked) -> None:
    asked.client.force_login(asked.member.user)
    text = asked.client.get("/w/glow/metrics/analyses/running_experiment/").content.decode()

    assert "Nothing to look into yet: no " in " ".join(text.split())
