"""The timeline of a customer: read on by scrolling and by keyboard, narrowed, alive, and without a script."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import create_party, write_note
from rapport.web.tests.timelines import AT, eventful, order_of
from tests.browser.looks import barriers
from tests.hands import wait_until
from tests.served import Enter, EnterAs

ORDERS = 70
TO_THE_END = "void scrollTo(0, document.documentElement.scrollHeight)"
NARROW, LOW = 375, 800


@pytest.fixture
def ana(served: str, edi: Member) -> Party:
    """Ana, with an entry of every source and many orders."""
    ana = eventful(edi)
    for number in range(ORDERS):
        order_of(edi, ana, f"B-{number:02d}", AT - timedelta(hours=number), 1)
    return ana


@pytest.fixture
def at(served: str, edi: Member) -> Callable[[str], str]:
    return lambda path: f"{served}/w/{edi.workspace.slug}/{path}"


def test_the_stream_goes_on_as_one_scrolls_to_where_it_began(
    page: Page, enter: Enter, edi: Member, ana: Party, at: Callable[[str], str]
) -> None:
    enter(edi)
    page.goto(at(f"customers/{ana.pk}"))
    lines = page.locator(".timeline__line")
    expect(lines).to_have_count(30)

    began = page.get_by_text("This is where it began.")
    wait_until(page, lambda: page.evaluate(TO_THE_END) or began.is_visible())

    expect(page.get_by_role("link", name=f"Order B-{ORDERS - 1}")).to_be_visible()
    assert lines.count() == page.evaluate(
        "new Set(Array.from(document.querySelectorAll('.timeline__line a'), a => a.id)).size"
    ) + (page.locator(".timeline__line:not(:has(a))").count())


def test_older_entries_are_reached_by_keyboard(
    page: Page, enter: Enter, edi: Member, ana: Party, at: Callable[[str], str]
) -> None:
    enter(edi)
    page.goto(at(f"customers/{ana.pk}/timeline?kind=orders"))
    first = page.locator(".timeline__line").count()
    page.locator("#timeline-older").focus()

    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="Order B-31")).to_be_visible()
    assert page.locator(".timeline__line").count() > first
    expect(page.locator("#timeline-older")).to_be_focused()


def test_filters_stay_in_the_address_and_can_be_sent_to_a_colleague(
    page: Page, enter: Enter, edi: Member, ana: Party, at: Callable[[str], str]
) -> None:
    enter(edi)
    page.goto(at(f"customers/{ana.pk}"))
    calls = page.get_by_role("checkbox", name="Calls")
    calls.focus()
    page.keyboard.press("Space")
    expect(page.locator(".timeline__line")).to_have_count(1)
    expect(calls).to_be_focused()
    page.get_by_role("checkbox", name="Messages").check(force=True)
    expect(page.locator(".timeline__line")).to_have_count(2)
    page.get_by_role("searchbox", name="Words in the timeline").fill("where")
    expect(page.locator(".timeline__line")).to_have_count(1)
    expect(page).to_have_url(at(f"customers/{ana.pk}?kind=messages&kind=calls&q=where"))

    page.reload()

    expect(page.locator(".timeline__line")).to_have_count(1)
    expect(page.get_by_role("checkbox", name="Calls")).to_be_checked()
    page.get_by_role("searchbox", name="Words in the timeline").fill("zeppelin")
    expect(page.get_by_role("heading", name="Nothing of that kind happened")).to_be_visible()
    page.get_by_role("link", name="Show everything").click()
    expect(page.locator(".timeline__line")).to_have_count(30)


def test_what_comes_in_appears_by_itself_and_what_was_read_on_stays(
    page: Page, enter: Enter, edi: Member, ana: Party, at: Callable[[str], str]
) -> None:
    enter(edi)
    page.goto(at(f"customers/{ana.pk}/timeline"))
    page.get_by_role("link", name="Older").scroll_into_view_if_needed()
    expect(page.locator(".timeline__line")).to_have_count(60)
    expect(page.locator("live-stream")).to_have_attribute("data-state", "live")

    write_note(edi, ana.pk, "She just called")

    expect(page.locator(".timeline__line").first).to_contain_text("She just called")
    expect(page.locator(".timeline__line")).to_have_count(61)


def test_without_a_script_links_and_a_button_do_the_same(
    browser: Browser, enter_as: EnterAs, edi: Member, ana: Party, at: Callable[[str], str]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    enter_as(context, edi)
    page = context.new_page()
    page.goto(at(f"customers/{ana.pk}"))
    page.get_by_role("link", name="Show the timeline").click()
    page.get_by_role("checkbox", name="Orders").check(force=True)
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator(".timeline__line")).to_have_count(30)
    page.get_by_role("link", name="Older").click()
    expect(page.get_by_role("link", name="Order B-40")).to_be_visible()
    page.get_by_role("link", name="Back to the newest").click()
    expect(page.get_by_role("link", name=f"Order A-{ana.pk}")).to_be_visible()
    context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", NARROW)])
def test_nothing_stands_in_the_way_and_nothing_runs_over_the_width(
    browser: Browser, enter_as: EnterAs, edi: Member, ana: Party, at: Callable[[str], str], scheme: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": LOW}, color_scheme=scheme)  # type: ignore[arg-type]
    enter_as(context, edi)
    page = context.new_page()
    quiet = create_party(edi, name="Nobody yet")

    for path in (f"customers/{ana.pk}/timeline?kind=calls&people=1", f"customers/{quiet.pk}/timeline?kind=orders"):
        page.goto(at(path))
        expect(page.locator("#timeline-stream")).to_be_visible()
        assert barriers(page) == []
    context.close()
