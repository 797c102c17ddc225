"""The relationship of a canvas in the hands of people: saved by parts, by keyboard, without losing a word."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, RelationshipDesign
from rapport.apps.canvas.operations import create_canvas
from rapport.apps.canvas.operations.relationship import choose_type, state_relationship
from tests.served import Enter


@pytest.fixture
def canvas(mara: Member) -> Canvas:
    return create_canvas(mara, title="Close to everybody")


def address(served: str, canvas: Canvas) -> str:
    return f"{served}/w/glow/canvases/{canvas.pk}/relationship"


def test_a_relationship_is_designed_by_keyboard_alone(
    page: Page, served: str, enter: Enter, mara: Member, canvas: Canvas
) -> None:
    enter(mara)
    page.goto(address(served, canvas))

    page.locator("#statement-text").focus()
    page.keyboard.type("Like a friend who knows the trade")
    expect(page.locator("#part-statement [data-state]")).to_have_text("Not saved yet")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#part-statement [data-state]")).to_contain_text("Saved")
    page.locator("#bond-long_term").focus()
    page.keyboard.press("Space")
    expect(page.locator("#part-bond [data-state]")).to_contain_text("Saved")
    expect(page.locator("#bond-long_term")).to_be_checked()
    expect(page.locator("#bond-long_term")).to_be_focused()

    written = RelationshipDesign.objects.of(mara).get()
    assert (written.statement, written.bond) == ("Like a friend who knows the trade", ["long_term"])


def test_what_is_saved_stays_said_when_the_change_comes_back(
    page: Page, served: str, enter: Enter, mara: Member, canvas: Canvas
) -> None:
    enter(mara)
    page.goto(address(served, canvas))
    page.locator("#statement-text").fill("Like a friend who knows the trade")
    page.get_by_role("button", name="Save the sentence").click()
    expect(page.locator("#part-statement [data-state]")).to_contain_text("Saved")

    page.evaluate("document.activeElement.blur(); document.getElementById('part-statement').dataset.old = 'yes'")
    page.evaluate("topic => document.dispatchEvent(new CustomEvent(topic))", f"live:{canvas.topic}")

    expect(page.locator("#part-statement[data-old]")).to_have_count(0)
    expect(page.locator("#part-statement [data-state]")).to_contain_text("Saved")


def test_a_type_is_chosen_from_the_catalogue_taken_out_and_brought_back(
    page: Page, served: str, enter: Enter, mara: Member, canvas: Canvas
) -> None:
    enter(mara)
    page.goto(address(served, canvas))

    page.locator("#catalogue > summary").click()
    page.locator("#entry-community > summary").click()
    page.get_by_role("button", name="Choose Community").click()
    expect(page.locator("#type-community")).to_contain_text("Not set up")
    expect(page.locator("#catalogue")).to_have_attribute("open", "")
    page.get_by_role("button", name="Take Community out of the design").click()
    expect(page.locator("#type-community")).to_have_count(0)
    page.get_by_role("button", name="Undo").last.click()

    expect(page.locator("#type-community")).to_be_visible()


def test_b6_what_was_typed_survives_a_reload_until_it_is_saved(
    page: Page, served: str, enter: Enter, mara: Member, canvas: Canvas
) -> None:
    enter(mara)
    page.goto(address(served, canvas))
    page.locator("#retention-text").fill("Write before the jar is empty")
    page.reload()

    expect(page.locator("#retention-text")).to_have_value("Write before the jar is empty")
    expect(page.locator("#part-retention [data-state]")).to_have_text("Not saved yet")
    page.locator("#part-retention").get_by_role("button", name="Save").click()
    expect(page.locator("#part-retention [data-state]")).to_contain_text("Saved")
    page.reload()
    expect(page.locator("#part-retention [data-state]")).to_have_text("")
    expect(page.locator("#retention-text")).to_have_value("Write before the jar is empty")


def test_b8_a_draft_from_before_a_reload_never_overwrites_what_others_wrote_meanwhile(
    page: Page, served: str, enter: Enter, mara: Member, edi: Member, canvas: Canvas
) -> None:
    enter(mara)
    page.goto(address(served, canvas))
    page.locator("#statement-text").fill("Mine from before")
    expect(page.locator("#part-statement [data-state]")).to_have_text("Not saved yet")
    page.goto("about:blank")
    state_relationship(edi, canvas.pk, "Edi was quicker", base="")
    page.goto(address(served, canvas))

    expect(page.locator("#statement-text")).to_have_value("Mine from before")
    page.get_by_role("button", name="Save the sentence").click()

    expect(page.locator("#statement-text")).to_have_value("Edi was quicker")
    expect(page.locator("#part-statement .rival")).to_contain_text("Mine from before")


def test_b9_others_appear_at_once_and_my_draft_is_untouched(
    page: Page, served: str, enter: Enter, mara: Member, edi: Member, canvas: Canvas
) -> None:
    enter(mara)
    page.goto(address(served, canvas))
    expect(page.locator("html[data-ready]")).to_be_attached()
    page.locator("#statement-text").fill("Mine, half wri")

    choose_type(edi, canvas.pk, "tracking")
    state_relationship(edi, canvas.pk, "Edi was quicker", base="")

    expect(page.locator("#type-tracking")).to_be_visible()
    expect(page.locator("#statement-text")).to_have_value("Mine, half wri")
    page.locator("#part-statement").get_by_role("button", name="Save the sentence").click()
    expect(page.locator("#part-statement .rival")).to_contain_text("Mine, half wri")
    expect(page.locator("#statement-text")).to_have_value("Edi was quicker")
    page.get_by_role("button", name="Take the lower").click()
    expect(page.locator("#statement-text")).to_have_value("Mine, half wri")


def test_b25_the_page_has_no_serious_problem_and_fits_a_small_phone(
    page: Page, served: str, enter: Enter, mara: Member, canvas: Canvas
) -> None:
    choose_type(mara, canvas.pk, "community")
    enter(mara)
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(address(served, canvas))
    expect(page.locator("#advice")).to_contain_text("Not enough data")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in {"serious", "critical"}] == []
