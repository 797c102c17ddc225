"""B22: versions, a past day by slider and address, going back while others work, one old note copied back."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, CanvasVersion, Note
from rapport.apps.canvas.operations import add_notes, create_canvas, delete_note, edit_note
from rapport.apps.canvas.operations.versions import name_version
from rapport.kernel.clock import now
from tests.browser.canvas import Board, stored
from tests.served import Enter


@pytest.fixture
def old(mara: Member) -> Iterator[Canvas]:
    """A canvas of ten days: two needs on the first, one reworded and one deleted on the sixth."""
    begun = now() - timedelta(days=10)
    with time_machine.travel(begun):
        canvas = create_canvas(mara, title="Ten days")
        first, second = add_notes(mara, canvas.pk, section="needs", texts=["advice", "speed"])
        name_version(mara, canvas.pk, "Begun")
    with time_machine.travel(begun + timedelta(days=5)):
        edit_note(mara, canvas.pk, first.pk, "good advice")
        delete_note(mara, canvas.pk, second.pk)
        add_notes(mara, canvas.pk, section="pains", texts=["late parcels"])
    return canvas


@pytest.fixture
def place(served: str, enter: Enter, mara: Member, old: Canvas) -> str:
    enter(mara)
    return f"{served}/w/{mara.workspace.slug}/canvases/{old.pk}"


def test_b22_a_state_is_named_and_told_what_changed_since(page: Page, place: str) -> None:
    page.goto(f"{place}/versions")
    page.get_by_label("Name the present state").fill("After the interviews")
    page.keyboard.press("Enter")

    newest = page.locator(".version").nth(1)
    expect(newest.get_by_role("heading")).to_contain_text("After the interviews")
    expect(newest).to_contain_text("Needs and wants: −1, 1 reworded")
    expect(newest).to_contain_text("Pain points: +1")


def test_b22_the_slider_goes_to_a_past_day_by_keyboard_and_the_address_can_be_sent(page: Page, place: str) -> None:
    page.goto(f"{place}/past")
    slider = page.get_by_role("slider", name="Day")
    slider.focus()
    # Eight days back lies between the two changes, also where midnight has passed meanwhile.
    for _ in range(8):
        page.keyboard.press("ArrowLeft")

    notes = page.locator("#past .note__text")
    expect(notes).to_have_text(["advice", "speed"])
    expect(slider).to_be_focused()
    expect(page.locator("#past")).to_contain_text("Pain points: +1")
    expect(page).to_have_url(re.compile(r"\?day="))
    page.goto(page.url)
    expect(notes).to_have_text(["advice", "speed"])


def test_b22_an_old_note_is_copied_back_and_nothing_overwritten(page: Page, place: str, old: Canvas) -> None:
    version = CanvasVersion.objects.of(old).get()
    page.goto(f"{place}/past?version={version.pk}")
    page.get_by_role("button", name="Copy back: advice").click()

    expect(page.locator("#section-needs .note__text")).to_have_text(["good advice", "advice"])
    assert stored(old, "needs") == ["good advice", "advice"]


def test_b22_going_back_keeps_what_was_there_and_others_go_on(
    page: Page, place: str, old: Canvas, mara: Member, browser, served: str, enter_as, edi: Member
) -> None:
    context = browser.new_context()
    enter_as(context, edi)
    edis = Board(context.new_page(), served, edi, old).open()
    edis.section("touchpoints").focus()
    edis.press("n")
    edis.type("what Edi is writing")

    page.goto(f"{place}/versions")
    page.get_by_role("button", name="Go back to Begun").click()
    expect(page.locator("#section-needs .note__text")).to_have_text(["advice", "speed"])

    edis.has("needs", "advice", "speed")
    edis.press("Control+Enter")
    edis.saved()
    context.close()
    assert stored(old, "touchpoints") == ["what Edi is writing"]
    titles = CanvasVersion.objects.of(old).order_by("sequence", "pk").values_list("title", flat=True)
    assert list(titles) == ["Begun", "Before going back to “Begun”", "Back to “Begun”"]
    assert Note.objects.of(old).filter(canvas=old).count() == 4


@pytest.mark.parametrize("path", ["versions", "past", "difference"])
def test_b22_looking_back_has_no_serious_fault_and_fits_a_phone(page: Page, place: str, old: Canvas, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    version = CanvasVersion.objects.of(old).get()
    page.goto(f"{place}/{path}" + (f"?from=version-{version.pk}" if path == "difference" else f"?version={version.pk}"))

    found = Axe().run(page)

    serious = [one for one in found.response["violations"] if one["impact"] in ("serious", "critical")]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in serious] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
