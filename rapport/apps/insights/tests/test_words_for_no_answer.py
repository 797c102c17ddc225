"""What pages say where there is no figure: what is missing, what was not understood, and what to do now."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations import record_regions
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop


@pytest.fixture
def web(client: Client, edi: Member) -> Client:
    client.force_login(edi.user)
    return client


@pytest.fixture
def young(summer: None, edi: Member) -> Shop:
    """A shop that has sold for one whole quarter."""
    shop = Shop(edi, record_regions(edi, ["Spain"]), {})
    with shop.many() as order:
        for who in newcomers(shop, 6):
            order(f"y-{who}", "2026-02-10", 10, who=who)
        order("late", "2026-06-10", 10, who="c0")
    return shop


def text_of(web: Client, name: str, words: dict[str, Any], **parts: Any) -> str:
    answer = web.get(reverse(f"insights:{name}", kwargs={"workspace": "glow", **parts}), words)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_what_was_not_understood_is_still_told_when_the_answer_is_there(web: Client, shop: Shop) -> None:
    extract(shop.member.workspace_id)

    text = text_of(web, "analysis", {"silence_days": "-5"}, analysis="leaving")

    assert "not “-5”; shown with 180." in text
    assert "analyses/leaving/?silence_days=-5" in text


def test_part_of_an_occasion_is_refused_and_part_of_a_percent_is_not(web: Client, shop: Shop) -> None:
    occasions = text_of(web, "analysis", {"ahead": "2.7"}, analysis="occasions")
    portfolio = text_of(web, "analysis", {"price": "2.7"}, analysis="portfolio")

    assert "“looking” takes a whole number from 1 to 60, not “2.7”; shown with 6." in occasions
    assert "not “2.7”" not in portfolio


def test_without_segments_their_page_is_what_to_do(web: Client, edi: Member, summer: None) -> None:
    text = text_of(web, "analysis", {}, analysis="overlap")

    assert "nobody is in a segment" in text
    assert "Go to the segments" in text


@pytest.mark.parametrize("analysis", ["leaving", "occasions", "survival", "lifetime_value"])
def test_too_few_are_told_with_what_to_do(shop: Shop, edi: Member, client: Client, analysis: str) -> None:
    told = Asked(edi, client, analysis).payload()["refused"]

    assert told.endswith("figures need 5. Widen the choice above, or import more records.")


def test_a_reason_of_the_library_is_a_sentence_of_the_page(edi: Member, client: Client, young: Shop) -> None:
    page = Asked(edi, client, "occasions").page(step="quarter")

    assert "Quarters: less than two whole ones are known, so nobody can have bought again." in page


def test_too_few_for_any_group_have_no_empty_charts(shop: Shop, edi: Member, client: Client) -> None:
    page = Asked(edi, client, "rfm").page()

    assert "Too few customers bought in the period to tell how much each group brings." in page
    assert "rfm-map" not in page


def test_what_goes_together_is_not_claimed_of_too_little(shop: Shop, edi: Member, client: Client) -> None:
    page = Asked(edi, client, "baskets").page()

    assert "Whether products go together cannot be told" in page
    assert "than chance would have it" not in page


def test_what_nobody_known_bought_is_told_in_the_money_of_the_page(shop: Shop, edi: Member, client: Client) -> None:
    with shop.many() as order:
        for who in newcomers(shop, 6):
            order(f"n-{who}", "2026-05-20", 10, who=who)

    for analysis in ("whale_curve", "portfolio"):
        page = Asked(edi, client, analysis).page()
        assert "Anonymous orders are nobody&#x27;s here. They brought €20.00." in page


def test_the_explorer_tells_what_it_did_not_understand(web: Client, shop: Shop) -> None:
    text = text_of(web, "metrics", {"metric": "nope", "by": "moon", "period": "never"})

    assert "“Metric” has no choice “nope”; shown with “" in text
    assert "“Break down by” has no choice “moon”; it is left out." in text
    assert "“Period” has no choice “never”; shown with “Last 12 months”." in text


def test_the_explorer_names_what_a_figure_is_made_of(web: Client, edi: Member, summer: None) -> None:
    text = text_of(web, "metrics", {"metric": "cac"})

    assert "This figure is made of orders and spending, and nothing is recorded of them." in text


def test_the_explorer_says_why_there_is_no_figure_and_draws_nothing(web: Client, shop: Shop) -> None:
    shop.answers("nps", [9, 3], who="rosa")
    extract(shop.member.workspace_id)

    text = text_of(web, "metrics", {"metric": "nps", "group": "everybody"})

    assert "Everybody: fewer than 5 people who answered." in text
    assert 'id="by-month"' not in text


def test_a_cost_without_lines_by_channel_leads_to_the_analysis_that_has_them(web: Client, shop: Shop) -> None:
    extract(shop.member.workspace_id)

    text = text_of(web, "metrics", {"metric": "cac", "by": "channel", "group": "everybody"})

    assert "No channel has a figure: it takes orders and spending under the same channel" in text
    assert "analyses/acquisition_costs/" in text
