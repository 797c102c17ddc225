"""A working day: a task typed in a line, done from the page of the day, a call logged from the customer's page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.conversations.models import Attendee, Call, Task
from rapport.apps.conversations.operations import add_task
from rapport.apps.conversations.queries import today_of
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import create_party
from tests.browser.looks import barriers
from tests.served import Enter


@pytest.fixture
def ana(served: str, edi: Member) -> Party:
    return create_party(edi, name="Ana Prado", email="ana@mail.example")


@pytest.fixture
def at(served: str, edi: Member) -> Callable[[str], str]:
    return lambda path: f"{served}/w/{edi.workspace.slug}/{path}"


def test_a_task_is_typed_done_on_the_page_of_the_day_and_taken_back(
    page: Page, enter: Enter, edi: Member, at: Callable[[str], str]
) -> None:
    enter(edi)
    page.goto(at("tasks"))
    page.get_by_label("New task", exact=True).fill("Send the price list today")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#tasks tbody tr")).to_contain_text("Send the price list")

    page.get_by_role("link", name="My day").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My day")
    page.get_by_role("button", name="Done: Send the price list").click()
    expect(page.get_by_text("Your day is free")).to_be_visible()
    assert Task.objects.of(edi).get().done_at is not None

    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".todo__row")).to_contain_text("Send the price list")
    assert Task.objects.of(edi).get().done_at is None


def test_a_call_is_logged_and_a_meeting_planned_from_the_customers_page(
    page: Page, enter: Enter, edi: Member, ana: Party, at: Callable[[str], str]
) -> None:
    enter(edi)
    page.goto(at(f"customers/{ana.pk}"))
    page.get_by_role("link", name="Log call").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Log a call")
    page.get_by_label("About").fill("Prices")
    page.get_by_label("Notes").fill("She agrees.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ana Prado")
    assert Call.objects.of(edi).get().notes == "She agrees."

    page.get_by_role("link", name="Plan meeting").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plan a meeting")
    page.get_by_label("About").fill("Autumn range")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#party-work")).to_contain_text("Autumn range")
    assert Attendee.objects.of(edi).get().party_id == ana.pk


def test_many_tasks_are_chosen_by_keyboard_and_postponed(
    page: Page, enter: Enter, edi: Member, at: Callable[[str], str]
) -> None:
    for number in range(3):
        add_task(edi, f"Task {number}", owner_id=edi.pk, due_on=today_of(edi))
    enter(edi)
    page.goto(at("tasks"))

    page.locator("#tasks tbody tr").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator("[data-selected-count]")).to_have_text("2")
    page.get_by_label("Postpone by").select_option("7")
    page.get_by_role("button", name="Postpone").click()

    expect(page.get_by_text("2 tasks changed.")).to_be_visible()
    assert len({task.due_on for task in Task.objects.of(edi)}) == 2


@pytest.mark.parametrize("path", ["my-day", "tasks", "calendar", "tasks/new"])
def test_the_pages_fit_a_phone_and_meet_the_rules_for_everybody(
    page: Page, enter: Enter, edi: Member, ana: Party, at: Callable[[str], str], path: str
) -> None:
    add_task(edi, "Ring back about the parcel that came open", owner_id=edi.pk, due_on=today_of(edi), party_id=ana.pk)
    enter(edi)
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(at(path))

    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
