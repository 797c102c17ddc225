"""Key drivers: weighed together, or each by itself where too few answered about several."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.insights.tests.analyses.told import many_answers, say, tell_all
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "key_drivers")


def test_what_makes_up_recommendation_has_all_the_importance(shop: Shop, asked: Asked) -> None:
    tell_all(shop)

    found = asked.payload()

    assert (found["together"], found["n"]) == (True, 60)
    assert [one["name"] for one in found["drivers"]] == ["Delivery", "Shop"]
    assert found["drivers"][0]["part"][0] == pytest.approx(1, abs=0.01)
    assert found["drivers"][0]["effect"][0] == pytest.approx(2)


def test_the_page_says_what_goes_with_it_and_not_what_causes_it(shop: Shop, asked: Asked) -> None:
    tell_all(shop)

    text = asked.page()

    assert "Delivery goes with recommendation the most" in text
    assert re.search(r"a point more of it goes with \+2[.0]* points of recommendation", text)
    assert "need not cause" in text
    assert "Improve first" in text or "Keep it up" in text


def test_coming_back_is_looked_at_after_the_answers(shop: Shop, asked: Asked) -> None:
    tell_all(shop)

    found = asked.payload(outcome="retention")

    assert found["answers"][1].startswith("2026-03-1")
    assert found["n"] == 60
    assert found["drivers"][0]["name"] == "Delivery"
    assert found["drivers"][0]["direction"] == "more"


def test_touchpoints_answered_by_different_people_stand_each_by_itself(shop: Shop, asked: Asked) -> None:
    names = newcomers(shop, 80)
    with many_answers(shop) as answer:
        for number, who in enumerate(names):
            answer(who, "csat", 1 + number % 5, touchpoint="Delivery" if number < 40 else "Shop")
            answer(who, "nps", 2 * (1 + number % 5) if number < 40 else number % 7)

    found, text = asked.payload(), asked.page()

    assert found["together"] is False
    assert found["drivers"][0]["name"] == "Delivery"
    assert found["drivers"][0]["importance"][0] == pytest.approx(1)
    assert "Each stands by itself here" in text
    assert "Too few answers to weigh touchpoints against each other (0 complete cases" in text


def test_where_few_answer_again_and_again_every_month_is_a_case(shop: Shop, asked: Asked) -> None:
    names = newcomers(shop, 35)
    with many_answers(shop) as answer:
        for number, who in enumerate(names):
            for month in (3, 4, 5):
                scores = [1 + (number + month * place) % 5 for place in range(1, 6)]
                for place, score in enumerate(scores):
                    answer(who, "csat", score, touchpoint=f"Place {place}", on=f"2026-{month:02}-10")
                answer(who, "nps", 2 * scores[0], on=f"2026-{month:02}-11")

    found, text = asked.payload(), asked.page()

    assert (found["together"], found["n"], found["customers"]) == (True, 105, 35)
    assert found["drivers"][0]["name"] == "Place 0"
    assert "105 months in which 35 people answered about everything" in text


def test_without_the_outcome_the_page_says_what_to_ask(shop: Shop, asked: Asked) -> None:
    tell_all(shop)

    text = asked.page(outcome="satisfaction")

    assert "No known customer answered: satisfaction" in text
    assert "Ask the same people" in text


def test_a_single_answer_gets_words(shop: Shop, asked: Asked) -> None:
    say(shop, "rosa", "nps", 9)

    assert "No answer for this choice" in asked.page()


def test_the_file_holds_every_driver(shop: Shop, asked: Asked) -> None:
    tell_all(shop)

    lines = asked.file()

    assert lines[1].startswith("Element,Importance,Importance low")
    assert lines[2].startswith("Delivery,")
