"""Rates of exchange, entered from the day that waits for one: by keyboard, on a phone too."""

from datetime import timedelta
from decimal import Decimal

from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.kernel.clock import now
from tests.served import Enter


def test_a_waiting_day_leads_to_its_rate_and_is_gone_after_it(
    page: Page, served: str, worker: None, enter: Enter, mara: Member
) -> None:
    line = LineFacts("P1", Decimal(1), Decimal(10))
    record_orders(mara, [OrderFacts("U1", now() - timedelta(days=3), [line], currency="USD")])
    page.set_viewport_size({"width": 375, "height": 812})
    enter(mara)
    page.goto(f"{served}/w/{mara.workspace.slug}/settings/currencies/")

    expect(page.get_by_text("1 record is in no figure")).to_be_visible()
    page.get_by_role("link", name="Enter USD").click()
    expect(page.get_by_label("Currency", exact=True)).to_have_value("USD")
    page.get_by_label("Rate", exact=True).fill("0.92")
    page.keyboard.press("Enter")

    expect(page.get_by_text("The rate is saved")).to_be_visible()
    expect(page.get_by_role("button", name="Remove USD")).to_be_visible()
    page.goto(f"{served}/w/{mara.workspace.slug}/sales")
    expect(page.get_by_text("€9.20")).to_be_visible(timeout=120_000)
