"""The list and the record as they look: heads that stay in sight, cells ready to change, names too long for a phone."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import PartyFacts, create_party, record_parties
from tests.browser.looks import barriers
from tests.served import Enter, EnterAs

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
NARROW = 375


@pytest.fixture
def at(served: str, edi: Member) -> Callable[[str], str]:
    return lambda path: f"{served}/w/{edi.workspace.slug}/{path}"


@pytest.fixture
def people(edi: Member) -> list[int]:
    return record_parties(edi, [PartyFacts(name=f"P {n:03}", email=f"p{n}@mail.example") for n in range(60)]).ids


@pytest.fixture
def long_named(edi: Member) -> Party:
    company = create_party(edi, kind="company", name=LONG, email=f"{LONG[:60].lower().replace('ä', 'a')}@mail.example")
    return create_party(edi, kind="person", name="عبد الرحمن", company_id=company.pk, tags=[f"tag-{LONG[:50]}", "vip"])


@pytest.fixture
def phone(browser: Browser, enter_as: EnterAs, edi: Member) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": NARROW, "height": 800})
    enter_as(context, edi)
    yield context.new_page()
    context.close()


def test_the_head_stays_in_sight_and_the_first_cell_is_ready_to_change(
    page: Page, enter: Enter, edi: Member, at: Callable[[str], str], people: list[int]
) -> None:
    enter(edi)
    page.goto(at("customers"))
    expect(page.locator("html[data-ready]")).to_be_attached()
    expect(page.locator("#party-list")).to_contain_text("60 records")

    page.evaluate("window.scrollTo(0, 900)")
    expect(page.get_by_role("columnheader", name="E-mail")).to_be_in_viewport()

    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.get_by_label("E-mail of P 000")).to_be_focused()
    page.keyboard.press("Escape")


def test_all_that_match_are_not_also_told_as_few(
    page: Page, enter: Enter, edi: Member, at: Callable[[str], str], people: list[int]
) -> None:
    enter(edi)
    page.goto(at("customers"))
    page.get_by_label("Select all rows").check()
    expect(page.get_by_text("50 selected")).to_be_visible()
    page.get_by_label("All 60 that match").check()
    expect(page.get_by_text("50 selected")).to_be_hidden()


def test_nothing_long_runs_over_a_phone(phone: Page, at: Callable[[str], str], long_named: Party) -> None:
    pages = {
        "customers": "#party-list",
        "customers?layout=cards": "#party-cards",
        f"customers/{long_named.pk}": "#timeline-stream",
        f"customers/{long_named.pk}/timeline": "#timeline-stream",
        f"customers/{long_named.company_id}/terms": "main form",
    }
    for path, last in pages.items():
        phone.goto(at(path))
        expect(phone.locator(last)).to_be_visible()
        assert barriers(phone) == [], path
