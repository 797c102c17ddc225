"""Writing the rule of a segment: by keyboard, with the people it means beside it, and without any script."""

import time

import pytest
from playwright.sync_api import Browser, Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Segment
from rapport.apps.customers.operations import PartyFacts, create_segment, record_parties, update_party
from tests.pace import in_time
from tests.served import Enter, EnterAs


@pytest.fixture
def people(served: str, edi: Member) -> list[int]:
    """Three in Lugo, one of them staff, and two in Graz."""
    facts = [PartyFacts(name=f"Lugo {n}", city="Lugo", tags=["staff"] if n == 0 else []) for n in range(3)]
    return record_parties(edi, [*facts, *(PartyFacts(name=f"Graz {n}", city="Graz") for n in range(2))]).ids


def meant(page: Page, count: int) -> None:
    expect(page.locator("#rule-preview .segment-card__count")).to_have_text(str(count))


def test_a_nested_rule_is_written_by_keyboard_and_counts_while_it_grows(
    page: Page, served: str, enter: Enter, edi: Member, people: list[int]
) -> None:
    enter(edi)
    page.goto(f"{served}/w/{edi.workspace.slug}/segments/new")
    page.get_by_label("Name", exact=True).fill("Friends in Lugo")

    page.get_by_label("What", exact=True).focus()
    page.keyboard.type("City")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#rule-0-0-operator")).to_be_visible()
    page.locator("#rule-0-0-value").focus()
    page.keyboard.type("Lugo")
    meant(page, 3)
    page.get_by_role("button", name="Group", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#rule-0-1-0-condition")).to_be_focused()
    page.locator("#rule-0-1-word").select_option("none")
    page.locator("#rule-0-1-0-condition").select_option("tag")
    page.locator("#rule-0-1-0-value").select_option("staff")
    meant(page, 2)
    page.get_by_label("Name", exact=True).press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Friends in Lugo")
    expect(page.locator("#segment-members")).to_contain_text("Lugo 1")
    expect(page.locator("#segment-members")).not_to_contain_text("Lugo 0")
    assert Segment.objects.of(edi).get().rule["all"][1] == {
        "not": {"any": [{"condition": "tag", "operator": "is", "value": "staff"}]}
    }


def test_a_condition_is_removed_and_the_focus_stays_in_its_group(
    page: Page, served: str, enter: Enter, edi: Member, people: list[int]
) -> None:
    rule = {"all": [{"condition": "city", "operator": "is", "value": city} for city in ("Lugo", "Graz")]}
    segment = create_segment(edi, name="Nobody", rule=rule)
    enter(edi)
    page.goto(f"{served}/w/{edi.workspace.slug}/segments/{segment.pk}/rule")
    meant(page, 0)

    page.get_by_role("button", name="Remove this condition").nth(1).press("Enter")

    meant(page, 3)
    expect(page.get_by_role("button", name="Condition", exact=True)).to_be_focused()


def test_the_rule_can_be_written_without_script(
    browser: Browser, served: str, enter_as: EnterAs, edi: Member, people: list[int]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    enter_as(context, edi)
    page = context.new_page()
    page.goto(f"{served}/w/{edi.workspace.slug}/segments/new")

    page.get_by_label("Name", exact=True).fill("Plain")
    page.get_by_label("What", exact=True).select_option("city")
    page.get_by_role("button", name="Show what fits these choices").click()
    page.locator("#rule-0-0-value").fill("Graz")
    page.get_by_role("button", name="Save segment").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Plain")
    expect(page.locator("#segment-head .segment-card__count")).to_have_text("2")
    context.close()


def test_an_open_segment_shows_who_came_within_five_seconds(
    page: Page, served: str, worker: None, enter: Enter, edi: Member, people: list[int]
) -> None:
    segment = create_segment(edi, name="Lugo", rule={"condition": "city", "operator": "is", "value": "Lugo"})
    enter(edi)
    page.goto(f"{served}/w/{edi.workspace.slug}/segments/{segment.pk}")
    size = page.locator("#segment-head .segment-card__count")
    expect(size).to_have_text("3")
    # The worker has answered once: what follows is measured without its start.
    update_party(edi, people[3], city="Lugo")
    expect(size).to_have_text("4", timeout=60_000)

    def until_it_shows() -> float:
        if size.inner_text() == "5":
            update_party(edi, people[4], city="Vigo")
            expect(size).to_have_text("4")
        began = time.monotonic()
        update_party(edi, people[4], city="Lugo")
        expect(size).to_have_text("5")
        return time.monotonic() - began

    in_time(5, until_it_shows)
