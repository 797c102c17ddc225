"""A canvas before an audience: by keys alone, with a place in the address, on paper one section a page."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations import add_notes
from tests.served import Enter


@pytest.fixture
def stage(page: Page, served: str, enter: Enter, mara: Member, canvas: Canvas, needs: list[Note]) -> Page:
    """Mara before her audience."""
    enter(mara)
    page.goto(f"{served}/w/glow/canvases/{canvas.pk}/present")
    expect(page.locator("html")).to_have_attribute("data-ready", "")
    return page


def shows(page: Page, title: str) -> None:
    expect(page.locator("[data-slide][data-current] :is(h1, h2)").first).to_have_text(title)


def test_one_section_after_the_other_by_keys(stage: Page) -> None:
    shows(stage, "Everybody")

    stage.keyboard.press("ArrowRight")
    stage.keyboard.press("ArrowRight")

    shows(stage, "Needs and wants")
    expect(stage.locator("#slide-needs .slide__text")).to_have_text(["one", "two", "three"])
    expect(stage.locator("#slide-pains")).to_be_hidden()
    expect(stage.get_by_text("Next: Pain points")).to_be_visible()
    expect(stage).to_have_url(re.compile("#slide-needs$"))
    stage.keyboard.press("ArrowLeft")
    shows(stage, "Customer profile")
    stage.keyboard.press("End")
    shows(stage, "Actions")
    expect(stage.get_by_role("button", name="Next")).to_be_disabled()


def test_the_overview_leads_to_a_section_and_escape_leads_back(stage: Page, canvas: Canvas) -> None:
    stage.keyboard.press("o")
    expect(stage.locator("#slide-pains")).to_be_visible()
    stage.locator("#slide-pains").focus()
    stage.keyboard.press("Enter")
    expect(stage.locator("#slide-needs")).to_be_hidden()
    shows(stage, "Pain points")

    stage.reload()
    expect(stage.locator("#slide-pains")).to_have_attribute("data-current", "")
    stage.keyboard.press("Escape")

    expect(stage).to_have_url(f"{stage.url.split('/w/')[0]}/w/glow/canvases/{canvas.pk}")


def test_nobodys_private_notes_are_on_the_wall(stage: Page, mara: Member, canvas: Canvas) -> None:
    [note] = add_notes(mara, canvas.pk, section="needs", texts=["for my eyes"])
    Note.objects.of(mara).filter(pk=note.pk).update(is_private=True)

    stage.reload()

    expect(stage.locator("#slide-needs .slide__text")).to_have_count(3)


def test_b25_every_view_of_it_can_be_used_by_all(stage: Page) -> None:
    for keys in ([], ["ArrowRight"], ["o"]):
        for key in keys:
            stage.keyboard.press(key)
        found = Axe().run(stage).response["violations"]
        assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []
    stage.keyboard.press("Escape")
    stage.set_viewport_size({"width": 320, "height": 640})
    for _ in range(9):
        stage.keyboard.press("ArrowRight")
        assert stage.evaluate("document.documentElement.scrollWidth") <= 320


def test_on_paper_each_section_has_its_page(stage: Page) -> None:
    stage.emulate_media(media="print")

    expect(stage.locator("#slide-pains")).to_be_visible()
    expect(stage.locator("#present-bar")).to_be_hidden()
    assert stage.locator("#slide-pains").evaluate("(slide) => getComputedStyle(slide).breakBefore") == "page"
