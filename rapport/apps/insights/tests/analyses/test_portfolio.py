"""The customer portfolio: strategies, what a change would bring, significant customers, and their people."""

from __future__ import annotations

import pytest
from django.test import Client

from rapport.apps.accounts.models import Member
from rapport.apps.insights.tests.asked import Asked, newcomers
from rapport.apps.insights.tests.shop import Shop
from rapport.kernel.errors import Missing

PLAIN = {"per_order": "10", "per_line": "0", "per_return": "0", "per_answer": "0", "to_come": "no"}
# How many orders, and the amount of each: much and cheap, much and costly, small and costly, small and cheap.
BUYERS = [(1, 400)] * 5 + [(8, 60)] * 5 + [(8, 21)] * 5 + [(1, 25)] * 15


@pytest.fixture
def asked(shop: Shop, edi: Member, client: Client) -> Asked:
    return Asked(edi, client, "portfolio")


@pytest.fixture
def filled(shop: Shop, edi: Member) -> Shop:
    edi.workspace.margin_rate = "0.5"
    edi.workspace.save()
    edi.workspace.refresh_from_db()
    with shop.many() as order:
        for who, (orders, amount) in zip(newcomers(shop, len(BUYERS)), BUYERS, strict=True):
            for number in range(orders):
                order(f"grid-{who}-{number}", f"2026-03-{number + 1:02}", amount, who=who)
    return shop


def counts(found: dict[str, object]) -> dict[str, int]:
    return {row["strategy"]: row["n"] for row in found["strategies"]}  # type: ignore[attr-defined]


def test_each_corner_of_the_grid_has_its_strategy(filled: Shop, asked: Asked) -> None:
    found = asked.payload(high="30", **PLAIN)

    assert counts(found) == {"protect": 5, "re-engineer": 5, "nurture": 18, "harvest": 0, "end": 5}
    assert sum(cell["n"] for cell in found["cells"]) == found["n"] == 33


def test_people_of_a_strategy_and_of_its_cell_are_the_same(filled: Shop, asked: Asked) -> None:
    wishes = {"high": "30", **PLAIN}
    asked.payload(**wishes)

    wanted = {filled.people[f"c{number}"] for number in range(10, 15)}
    assert set(asked.people("strategy:end", **wishes)) == wanted
    assert set(asked.people("cell:low,high,unknown", **wishes)) == wanted


def test_dearer_prices_bring_their_part_of_revenue_less_who_leaves(filled: Shop, asked: Asked) -> None:
    dearer = asked.payload(high="30", price="10", process="0", loss="0", **PLAIN)["changes"][0]

    # Five who bought 8 times for 60, at half of it less 8 orders at 10.
    assert dearer["before"] == pytest.approx(5 * (480 / 2 - 80))
    assert dearer["change"] == pytest.approx(0.1 * 5 * 480)


def test_a_cheaper_process_pays_up_to_some_loss(filled: Shop, asked: Asked) -> None:
    cheaper = asked.payload(high="30", price="0", process="20", loss="5", **PLAIN)["changes"][1]

    # A stay brings 176 instead of 160: 16 of 176 may leave.
    assert cheaper["break_even"] == pytest.approx(16 / 176)
    assert cheaper["change"] == pytest.approx(5 * (0.95 * 176 - 160))


def test_value_to_come_tells_apart_whom_to_grow(filled: Shop, asked: Asked) -> None:
    found = asked.payload(high="30", **{**PLAIN, "to_come": "yes"})

    assert {cell["to_come"] for cell in found["cells"]} == {"high", "low"}
    assert any("BG/NBD" in words for words in found["remarks"])


def test_the_significant_are_the_largest_twentieth(filled: Shop, asked: Asked) -> None:
    found = asked.payload(**PLAIN)

    # Ties count together: five at 480 each lead by revenue, ten have 8 orders each.
    assert found["significant"]["counts"] == {"lifetime_value": 0, "volume": 5, "cost_magnet": 10}
    assert len(asked.people("significant:volume", **PLAIN)) == 5


def test_the_page_shows_strategies_and_what_if(filled: Shop, asked: Asked) -> None:
    text = asked.page(high="30", **PLAIN)

    assert "5 of 33 customers are costly but worth it" in text
    assert "What if – with those to re-engineer" in text
    assert "5.0% of these customers leave because of it" in text


def test_without_cost_to_serve_it_says_what_to_declare(filled: Shop, asked: Asked) -> None:
    nothing = dict.fromkeys(("per_order", "per_line", "per_return", "per_answer"), "0")

    assert "Cost to serve is not known: say above" in asked.page(**nothing)


def test_revenue_has_places_but_no_what_if(filled: Shop, asked: Asked, edi: Member) -> None:
    edi.workspace.margin_rate = None
    edi.workspace.save()

    text = asked.page(**PLAIN)

    assert "No answer: no cost known. A what-if changes profit." in text


def test_the_file_holds_strategies_cells_and_what_ifs(filled: Shop, asked: Asked) -> None:
    assert {"Strategies", "Cells", "What if"} <= set(asked.file(**PLAIN))


def test_three_customers_are_too_few(shop: Shop, asked: Asked) -> None:
    assert "Only 3 customers" in asked.page()


def test_an_unknown_group_is_missing(filled: Shop, asked: Asked) -> None:
    asked.payload(**PLAIN)

    with pytest.raises(Missing):
        asked.people("strategy:ignore", **PLAIN)
