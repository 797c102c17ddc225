"""The list under one's hands: keys, a cell changed and put back, a rule, a view, all that match, the command menu."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, PartyTag, SavedView
from rapport.apps.customers.operations import PartyFacts, record_parties
from tests.served import Enter

BACKGROUND = 60_000


@pytest.fixture
def people(mara: Member) -> list[int]:
    facts = [PartyFacts(name=f"P {n:03}", city="Lyon" if n % 2 else "Lugo") for n in range(120)]
    return record_parties(mara, facts).ids


@pytest.fixture
def open_list(page: Page, served: str, enter: Enter, mara: Member, people: list[int]) -> Callable[[str], None]:
    def go(query: str) -> None:
        enter(mara)
        page.goto(f"{served}/w/glow/customers?{query}")
        expect(page.locator("html[data-ready]")).to_be_attached()

    return go


def test_a_cell_is_changed_by_keys_alone_and_put_back(
    page: Page, open_list: Callable[[str], None], mara: Member, people: list[int]
) -> None:
    open_list("columns=name,city")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("e")
    field = page.get_by_label("City of P 001")
    expect(field).to_be_focused()
    page.keyboard.type("Porto")
    page.keyboard.press("Enter")
    row = page.locator(f"#party-{people[1]}")
    expect(row).to_contain_text("Porto")
    page.get_by_role("button", name="Undo").click()
    expect(row).to_contain_text("Lyon")

    assert Party.objects.of(mara).get(pk=people[1]).city == "Lyon"


def test_escape_leaves_a_cell_as_it_was(page: Page, open_list: Callable[[str], None]) -> None:
    open_list("columns=name,city")

    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.get_by_label("City of P 000")).to_be_focused()
    page.keyboard.type("Porto")
    page.keyboard.press("Escape")

    expect(page.locator("cell-editor")).to_have_count(0)
    expect(page.locator("tbody tr").first).to_contain_text("Lugo")


def test_a_rule_is_built_beside_the_list_and_kept_as_a_view(
    page: Page, open_list: Callable[[str], None], mara: Member
) -> None:
    open_list("")

    page.get_by_role("link", name="Filter").click()
    panel = page.locator("#party-rule-panel")
    panel.get_by_label("What").select_option("city")
    panel.get_by_label("Value").fill("Lyon")
    panel.get_by_role("button", name="Show these customers").last.click()
    expect(page.locator("#party-count")).to_have_text("60 records")
    page.locator("#party-list").get_by_role("button", name="Save as a view").click()
    page.get_by_label("Name", exact=True).fill("In Lyon")
    page.get_by_role("button", name="Save view").click()

    expect(page.get_by_role("link", name="In Lyon")).to_have_attribute("aria-current", "page")
    expect(page.locator("#party-count")).to_have_text("60 records")
    assert SavedView.objects.of(mara).get().name == "In Lyon"


def test_all_that_match_are_tagged_and_untagged_again(
    page: Page, open_list: Callable[[str], None], worker: object, mara: Member
) -> None:
    open_list("q=p")

    page.get_by_label("Select all rows").check()
    page.get_by_label("All 120 that match").check()
    page.get_by_role("button", name="Tag", exact=True).click()
    page.get_by_label("Tag", exact=True).fill("seen")
    page.get_by_role("button", name="Put on").click()
    expect(page.get_by_text("120 records changed.")).to_be_visible(timeout=BACKGROUND)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("120 records are as before.")).to_be_visible(timeout=BACKGROUND)

    assert not PartyTag.objects.of(mara).exists()


def test_the_command_menu_leads_to_a_person_and_to_pages(page: Page, open_list: Callable[[str], None]) -> None:
    open_list("")

    page.keyboard.press("Control+k")
    page.keyboard.type("p 077")
    hit = page.get_by_role("group", name="People").get_by_role("option")
    expect(hit).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(hit).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("P 077")
    page.keyboard.press("Control+k")
    page.keyboard.type("go to segm")
    page.get_by_role("option", name="Go to Segments").click()

    expect(page).to_have_url(re.compile("/w/glow/segments$"))
