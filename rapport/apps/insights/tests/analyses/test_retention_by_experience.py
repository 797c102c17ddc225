"""Retention by experience: levels, the trend over them, and who is in one."""

from __future__ import annotations

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.insights.tests.analyses.told import say, tell_all
from rapport.apps.insights.tests.asked import Asked
from rapport.apps.insights.tests.shop import Shop
from rapport.kernel.errors import Missing


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "retention_by_experience")


def test_each_level_has_its_share_of_those_who_bought_again(shop: Shop, asked: Asked) -> None:
    tell_all(shop)

    levels = asked.payload()["levels"]

    # Scores 2, 4, 6 are detractors, of whom the sixes bought; 8 and 10 all did.
    assert [(one["label"], one["n"], one["retained"]) for one in levels] == [
        ("Detractors (0–6)", 36, 12),
        ("Passives (7–8)", 12, 12),
        ("Promoters (9–10)", 12, 12),
    ]


def test_the_page_tells_the_trend(shop: Shop, asked: Asked) -> None:
    tell_all(shop)

    text = asked.page()

    assert "A higher recommendation score goes with buying again more often: 100% of promoters (9–10)" in text
    assert "Cochran–Armitage" in text


def test_each_touchpoint_has_a_trend_of_its_own(shop: Shop, asked: Asked) -> None:
    tell_all(shop)

    found = {one["name"]: one for one in asked.payload(kind="csat")["touchpoints"]}

    assert found["Delivery"]["p_adjusted"] < 0.001
    assert found["Shop"]["p_adjusted"] > 0.5


def test_a_level_leads_to_its_people(shop: Shop, asked: Asked) -> None:
    names = tell_all(shop)
    asked.payload()

    assert asked.people("9") == sorted(shop.people[who] for who in names[4::5])
    with pytest.raises(Missing):
        asked.people("4")


def test_one_answer_gives_words_and_no_share(shop: Shop, asked: Asked) -> None:
    say(shop, "rosa", "nps", 9)

    text = asked.page()

    assert "No trend can be told" in text
    assert "fewer than 5 customers" in text


def test_nobody_asked_gives_words(shop: Shop, asked: Asked) -> None:
    say(shop, "rosa", "nps", 9)

    assert "No answer for this choice" in asked.page(kind="ces")


def test_the_file_holds_levels_and_touchpoints(shop: Shop, asked: Asked) -> None:
    tell_all(shop)

    lines = asked.file(kind="csat")

    assert lines[1].startswith("Level,Customers,Bought again")
    assert "Touchpoints" in lines
