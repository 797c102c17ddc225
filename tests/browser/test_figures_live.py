"""B19: a new order changes the figures on an open page within five seconds, and can be found from the tile."""

import re
import time
from datetime import timedelta
from decimal import Decimal
from itertools import count

import pytest
from playwright.sync_api import Page, Route, expect

from rapport.apps.accounts.models import Member
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.kernel.clock import now
from tests.hands import wait_until
from tests.pace import in_time

HEARD = "document.addEventListener('live:figures', ({detail}) => { document.body.dataset.heard += '.'; })"


def sell(member: Member, number: str, amount: int) -> None:
    """Record an order of today."""
    lines = [LineFacts("A", Decimal(1), Decimal(amount))]
    record_orders(member, [OrderFacts(number, now() - timedelta(minutes=1), lines)])


@pytest.fixture
def shop(served: str, mara: Member) -> Member:
    for number in range(6):
        sell(mara, str(number), 100)
    extract(mara.workspace_id)
    return mara


def test_a_new_order_shows_on_an_open_page_within_five_seconds(
    page: Page, served: str, shop: Member, worker: None, enter
) -> None:
    enter(shop)
    page.goto(f"{served}/w/{shop.workspace.slug}/figures/everybody/?metrics=revenue,orders")
    revenue = page.locator(".tile", has_text="Revenue")
    expect(revenue).to_contain_text("€600.00")
    # The worker has begun when it has seen something once.
    sell(shop, "warm", 1)
    expect(revenue).to_contain_text("€601.00", timeout=60_000)

    rounds = count(1)

    def until_it_shows() -> float:
        number = next(rounds)
        began = time.monotonic()
        sell(shop, f"new {number}", 50)
        expect(revenue).to_contain_text(f"€{601 + 50 * number}.00")
        return time.monotonic() - began

    in_time(5, until_it_shows)


def test_what_changes_while_the_tiles_are_fetched_is_fetched_again(
    page: Page, served: str, shop: Member, enter
) -> None:
    held: list[Route] = []
    enter(shop)
    page.goto(f"{served}/w/{shop.workspace.slug}/figures/everybody/?metrics=revenue,orders")
    expect(page.locator("live-stream")).to_have_attribute("data-state", "live")
    page.route(re.compile("/figures/everybody/"), lambda route: route.continue_() if held else held.append(route))
    page.evaluate(HEARD)

    sell(shop, "first", 1)
    extract(shop.workspace_id)
    expect(page.locator("body")).to_have_attribute("data-heard", re.compile(r"\.$"))
    wait_until(page, lambda: held)
    answer = held[0].fetch()
    sell(shop, "second", 10)
    extract(shop.workspace_id)
    expect(page.locator("body")).to_have_attribute("data-heard", re.compile(r"\.\.$"))
    held[0].fulfill(response=answer)

    expect(page.locator(".tile", has_text="Revenue")).to_contain_text("€611.00")


def test_a_tile_opens_its_definition_and_the_orders_behind_it(page: Page, served: str, shop: Member, enter) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    enter(shop)
    page.goto(f"{served}/w/{shop.workspace.slug}/figures/everybody/?metrics=revenue")

    page.get_by_role("link", name="Revenue").click()

    panel = page.locator("#figure-panel")
    expect(panel.get_by_role("heading", name="Revenue").first).to_be_visible()
    expect(panel).to_contain_text("Newest behind it")
    expect(panel).to_contain_text(re.compile(r"Sale 5, €100\.00"))
    assert page.url.endswith("metrics=revenue")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert complaints == []


def test_a_target_is_set_in_the_panel(page: Page, served: str, shop: Member, enter) -> None:
    enter(shop)
    page.goto(f"{served}/w/{shop.workspace.slug}/figures/everybody/?metrics=revenue")
    page.get_by_role("link", name="Revenue").click()
    panel = page.locator("#figure-panel")

    panel.get_by_label("Value (EUR)").fill("500")
    panel.get_by_role("button", name="Set a target").click()

    expect(panel).to_contain_text("Target at least €500.00, reached")
