"""The next occasions: who bought at which month or year, and who will be there again."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest
from django.test import Client

from rapport.analytics.models import bgbb
from rapport.apps.accounts.models import Member
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop, moment
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.kernel.errors import Missing

GIFT = [LineFacts("gift", Decimal(1), Decimal(20))]
COUNT, YEARS = 120, 8


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "occasions")


@pytest.fixture
def given(shop: Shop) -> list[list[int]]:
    """Everybody gave first in 2017; the years after in which each gave again, until they dropped out."""
    random = np.random.default_rng(11)
    years, facts = [], []
    for place, who in enumerate(newcomers(shop, COUNT)):
        chance, leaving = random.beta(2, 1.5), random.beta(1, 4)
        gone = min(int(random.geometric(leaving)) - 1, YEARS)
        again = [year for year in range(1, gone + 1) if random.random() < chance]
        years.append(again)
        for year in (0, *again):
            at = moment(f"{2017 + year}-0{1 + place % 9}-10")
            facts.append(OrderFacts(f"g-{who}-{year}", at, GIFT, shop.people[who], None, "EUR"))
    record_orders(shop.member, facts, cancellation_mark="C")
    return years


def history(given: list[list[int]]) -> bgbb.Histories:
    """The givers, and rosa and luis of the shop, who bought in 2024 and 2025; what is of 2026 is not over."""
    x = [len(again) for again in given]
    return bgbb.histories([*x, 1, 0], [*(max(again, default=0) for again in given), 1, 0], [*[YEARS] * COUNT, 1, 0])


def test_it_tells_what_the_library_tells(given: list[list[int]], asked: Asked) -> None:
    past = history(given)
    fit = bgbb.fit(past)

    payload = asked.payload(step="year", ahead="5")

    assert payload["n"] == COUNT + 2
    assert [one["value"] for one in payload["fits"][0]["estimates"]] == pytest.approx(fit.fitted.values, rel=1e-3)
    assert payload["total"][0] == pytest.approx(fit.model.expected_future(5, past).sum(), rel=1e-3)
    assert payload["total"][1] < payload["total"][0] < payload["total"][2]
    assert sum(one["n"] for one in payload["cells"]) == COUNT + 2


def test_who_bought_lately_is_worth_more_than_who_stopped(given: list[list[int]], asked: Asked) -> None:
    cells = {(one["times"], one["ago"]): one["ahead"] for one in asked.payload(step="year")["cells"]}
    known = [(times, ago) for (times, ago), ahead in cells.items() if ahead is not None and times > 0]

    for times in {times for times, _ in known}:
        row = [cells[times, ago] for _, ago in sorted(pair for pair in known if pair[0] == times)]
        assert row == sorted(row, reverse=True)


def test_a_cell_leads_to_its_people(given: list[list[int]], shop: Shop, asked: Asked) -> None:
    asked.payload(step="year")

    silent = {shop.people[f"c{place}"] for place, again in enumerate(given) if not again}

    assert set(asked.people("0:8", step="year")) == silent
    with pytest.raises(Missing):
        asked.people("often", step="year")


def test_the_page_shows_the_field_and_the_checks(given: list[list[int]], asked: Asked) -> None:
    text = asked.page(step="year", ahead="5")

    assert "Over the next 5 years the 122 customers are expected to buy at" in text
    assert "Years with a purchase expected among the next 5, for each customer" in text
    assert "May the model be believed?" in text
    assert "the model was fitted anew" in text
    assert "few" in text


def test_the_file_holds_field_and_checks(given: list[list[int]], asked: Asked) -> None:
    lines = asked.file(step="year")

    assert lines[1] == "Years bought in,Years ago,Customers,Expected for each,P(alive)"
    assert any(line.startswith("BG/BB,alpha,") for line in lines)
    assert any(line.startswith("2018-01-01,") for line in lines)


def test_too_little_gets_a_reason(shop: Shop, asked: Asked) -> None:
    assert "Only 2 customers bought in a whole year" in asked.page(step="year")
    with shop.many() as order:
        for place, who in enumerate(newcomers(shop, 9)):
            order(f"n-{place}", "2025-08-10", 50, who=who)
    assert "0 of 11 customers bought in a later year" not in asked.page(step="month")
    assert "a forecast needs 5 who did" in asked.page(step="year")
