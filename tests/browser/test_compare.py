"""B21: canvases, scenarios and dates side by side, by keyboard and on a phone; scenarios with their outcome."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations import add_notes, create_canvas, edit_note
from rapport.apps.canvas.operations.scenarios import assume, make_scenario
from rapport.apps.customers.operations import create_segment
from tests.served import Enter

TODAY = {
    "retention": "0.6", "frequency": "4", "order_value": "50", "margin": "0.4", "contact_cost": "8",
    "acquisition_cost": "60", "customers": "400",
}  # fmt: skip


@pytest.fixture
def young(mara: Member) -> Canvas:
    segment = create_segment(mara, name="Young women", rule=None, party_ids=[], hue="coral")
    canvas = create_canvas(mara, title="Young", segment_id=segment.pk)
    add_notes(mara, canvas.pk, section="pains", texts=["The price is too high", "Nobody answers"])
    add_notes(mara, canvas.pk, section="needs", texts=["Advice"])
    assume(mara, canvas.pk, {name: {"value": value} for name, value in TODAY.items()})
    return canvas


@pytest.fixture
def men(mara: Member) -> Canvas:
    segment = create_segment(mara, name="Men", rule=None, party_ids=[], hue="teal")
    canvas = create_canvas(mara, title="Men", segment_id=segment.pk)
    add_notes(mara, canvas.pk, section="pains", texts=["Price is too high", "Late parcels", "No refills"])
    add_notes(mara, canvas.pk, section="needs", texts=["advice"])
    return canvas


@pytest.fixture
def place(served: str, enter: Enter, mara: Member) -> str:
    enter(mara)
    return f"{served}/w/{mara.workspace.slug}/canvases"


def test_b21_two_segments_are_chosen_by_keyboard_and_told_apart(
    page: Page, place: str, young: Canvas, men: Canvas
) -> None:
    page.goto(f"{place}/{young.pk}/compare")
    second = page.get_by_label("Canvas or version").nth(1)
    second.focus()
    page.keyboard.press("m")
    expect(second.locator("option:checked")).to_have_text("Men")
    page.get_by_role("button", name="Compare").press("Enter")

    summary = page.get_by_role("region", name="In words")
    expect(summary).to_contain_text("Pain points: +2, −1, 1 reworded")
    needs = page.get_by_role("region", name="Needs and wants")
    expect(needs.locator(".compare__mark")).to_have_text(["same", "same"])
    pains = page.get_by_role("region", name="Pain points")
    expect(pains.locator(".compare__mark")).to_have_text(["changed", "changed", "only here", "only here", "only here"])
    heads = page.locator(".compare__head")
    expect(heads.nth(0)).to_have_attribute("data-hue", "coral")
    expect(heads.nth(1)).to_have_attribute("data-hue", "teal")
    page.goto(page.url)
    expect(summary).to_contain_text("Pain points: +2, −1, 1 reworded")


def test_b21_a_phone_has_the_same_information_one_below_the_other(
    page: Page, place: str, young: Canvas, men: Canvas
) -> None:
    address = f"{place}/{young.pk}/compare?of={young.pk}&of={men.pk}"
    page.goto(address)
    notes = page.locator(".compare .note__text")
    wide = notes.all_text_contents()
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(address)

    boxes = [box for note in page.locator(".compare__note").all() if (box := note.bounding_box())]
    expect(notes).to_have_text(wide)
    assert all(lower["y"] >= upper["y"] + upper["height"] for upper, lower in pairwise(boxes))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_b21_a_scenario_moves_value_and_profit_and_is_compared_with_today(
    page: Page, place: str, mara: Member, young: Canvas
) -> None:
    page.goto(f"{place}/{young.pk}/scenarios")
    page.get_by_label("New scenario").fill("A personal contact")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("A personal contact")
    expect(page.locator("html")).to_have_attribute("data-ready", "")

    slider = page.get_by_role("slider", name="Retention, slider")
    slider.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")

    expect(page.get_by_role("spinbutton", name="Retention", exact=True)).to_have_value("70")
    expect(page.locator("#outcomes")).to_contain_text("clearly more")
    page.get_by_role("button", name="Save the scenario").press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Saved.")
    expect(page.get_by_role("spinbutton", name="Retention", exact=True)).to_have_value("70")
    scenario = Canvas.objects.of(mara).get(title="A personal contact")
    edit_note(mara, scenario.pk, Note.objects.of(mara).get(canvas=scenario, text="Nobody answers").pk, "All is well")

    page.get_by_role("link", name="Compare with today").click()
    summary = page.get_by_role("region", name="In words")
    expect(summary.get_by_role("listitem").first).to_have_text("Retention 60% →becomes 70%")
    expect(summary).to_contain_text("Pain points: 1 reworded")


def test_b21_scenarios_stand_under_their_origin_in_the_list(
    page: Page, place: str, mara: Member, young: Canvas
) -> None:
    make_scenario(mara, young.pk, "Warmer")
    page.goto(place)

    expect(page.locator(".canvas-card")).to_have_count(1)
    page.locator(".canvas-card").get_by_role("link", name="Warmer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Warmer")


@pytest.mark.parametrize("path", ["compare", "scenarios", "scenario"])
def test_b21_the_views_have_no_serious_fault(
    page: Page, place: str, mara: Member, young: Canvas, men: Canvas, path: str
) -> None:
    scenario = make_scenario(mara, young.pk, "Warmer")
    page.set_viewport_size({"width": 320, "height": 700})
    addresses = {
        "compare": f"{young.pk}/compare?of={young.pk}&of={men.pk}&of={scenario.pk}",
        "scenarios": f"{young.pk}/scenarios",
        "scenario": f"{scenario.pk}/scenarios",
    }
    page.goto(f"{place}/{addresses[path]}")

    found = Axe().run(page)

    serious = [one for one in found.response["violations"] if one["impact"] in ("serious", "critical")]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in serious] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
