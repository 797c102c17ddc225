"""The explorer with the keyboard alone and on a narrow phone; its alerts page beside it."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations import PartyFacts, record_parties, record_regions
from rapport.apps.insights.operations.extraction import extract
from rapport.apps.insights.operations.targets import set_target
from rapport.apps.sales.operations import LineFacts, OrderFacts, record_orders
from rapport.kernel.clock import now
from tests.browser.looks import barriers


@pytest.fixture
def shop(served: str, mara: Member) -> Member:
    regions = record_regions(mara, ["Spain", "Portugal"])
    for number in range(12):
        where = regions["Spain" if number % 2 else "Portugal"]
        who = record_parties(mara, [PartyFacts(name=f"P{number}", external_id=str(number), region_id=where)]).ids[0]
        lines = [LineFacts("A", Decimal(1), Decimal(100 + number))]
        record_orders(mara, [OrderFacts(str(number), now(), lines, who)])
    set_target(mara, metric="revenue", value=1000)
    extract(mara.workspace_id)
    return mara


def test_a_metric_is_found_and_chosen_with_the_keyboard(page: Page, served: str, shop: Member, enter) -> None:
    enter(shop)
    page.goto(f"{served}/w/{shop.workspace.slug}/metrics/")
    button = page.get_by_role("button", name="Metric: Revenue")

    button.press("Enter")
    page.keyboard.type("average order")
    expect(page.get_by_role("link", name="Average order value")).to_be_visible()
    expect(page.get_by_role("link", name="Retention rate")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("#explored")).to_contain_text("What an order brings")
    expect(page.get_by_role("button", name="Metric: Average order value")).to_be_focused()
    expect(page).to_have_url(re.compile("metric=average_order_value"))


def test_what_is_typed_as_the_list_opens_is_not_lost(page: Page, served: str, shop: Member, enter) -> None:
    enter(shop)
    page.goto(f"{served}/w/{shop.workspace.slug}/metrics/")
    opened = (
        "list => { list.showPopover(); const field = document.activeElement; field.value = 'nps'; return field.id }"
    )

    assert page.locator("#metric-list").evaluate(opened) == "metric-search"

    expect(page.get_by_role("link", name="Average order value")).to_be_hidden()
    expect(page.locator("#metric-search")).to_have_value("nps")
    page.locator("#metric-list").evaluate("list => list.hidePopover()")
    expect(page.locator("#metric-search")).to_have_value("")
    page.get_by_role("button", name="Metric: Revenue").press("Enter")
    expect(page.locator("#metric-search")).to_have_value("")
    expect(page.get_by_role("link", name="Average order value")).to_be_visible()


def test_further_choices_follow_the_metric_and_a_cell_leads_to_people(
    page: Page, served: str, shop: Member, enter
) -> None:
    enter(shop)
    page.goto(f"{served}/w/{shop.workspace.slug}/metrics/?metric=average_order_value")
    page.get_by_text("More choices").click()

    page.get_by_label("Break down by").select_option("channel")
    expect(page.locator("#explored")).to_contain_text("Not recorded")
    page.get_by_label("in", exact=True).select_option("each")
    expect(page.locator("#explored")).to_contain_text("Spain")

    page.get_by_role("row", name="Spain").first.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The people behind it")
    expect(page.get_by_role("row")).to_have_count(7)


@pytest.mark.parametrize(
    "place", ["", "?metric=average_order_value&region=each&apart=region&compare=groups", "alerts/"]
)
def test_it_fits_a_narrow_phone_and_is_accessible(page: Page, served: str, shop: Member, enter, place: str) -> None:
    enter(shop)
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{served}/w/{shop.workspace.slug}/metrics/{place}")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert barriers(page) == []
