"""The assumptions map: importance is set by hand, evidence never, and the table says the same (B14)."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Evidence, Note
from rapport.apps.canvas.operations import add_evidence, add_notes, weigh_note
from rapport.apps.canvas.queries.assumptions import assumptions_of
from tests.hands import await_hands, wait_until
from tests.served import Enter, EnterAs


@pytest.fixture
def claims(mara: Member, canvas: Canvas) -> list[Note]:
    """Four claims: two of weight 4, one of them supported; one of weight 2; one nobody has weighed."""
    notes = add_notes(mara, canvas.pk, section="needs", texts=["open", "proven", "small", "new"])
    for note, weight in zip(notes, (4, 4, 2, None), strict=True):
        weigh_note(mara, canvas.pk, note.pk, weight)
    settings = {"source": "Interview", "said_on": ""}
    add_evidence(mara, canvas.pk, notes[1].pk, kind="quotation", settings=settings, direction="supports", strength=3)
    return notes


@pytest.fixture
def map_page(page: Page, served: str, enter: Enter, mara: Member, canvas: Canvas, claims: list[Note]) -> Page:
    enter(mara)
    page.set_viewport_size({"width": 1280, "height": 1200})
    page.goto(f"{served}/w/glow/canvases/{canvas.pk}/assumptions")
    await_hands(page)
    return page


@pytest.fixture
def touched(
    browser: Browser, served: str, enter_as: EnterAs, mara: Member, canvas: Canvas, claims: list[Note]
) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 900, "height": 1000}, has_touch=True)
    enter_as(context, mara)
    page = context.new_page()
    page.goto(f"{served}/w/glow/canvases/{canvas.pk}/assumptions")
    await_hands(page)
    yield page
    context.close()


def order_of(page: Page, selector: str) -> list[str]:
    return [text.strip() for text in page.locator(selector).all_text_contents()]


def saved(page: Page) -> None:
    expect(page.locator("save-state")).to_have_attribute("data-state", "saved")


def weights(mara: Member, canvas: Canvas) -> dict[str, int | None]:
    return {note.text: note.importance for note in Note.objects.of(mara).filter(canvas=canvas)}


def band(importance: int) -> str:
    return f".map__band[data-importance='{importance}']"


def test_b14_the_table_has_the_order_of_the_map(map_page: Page, mara: Member, canvas: Canvas) -> None:
    marks = order_of(map_page, ".mark .mark__text")

    assert marks == ["open", "proven", "small", "new"]
    assert order_of(map_page, "[data-twin] .table__link") == marks
    assert [one.note.text for one in assumptions_of(mara, canvas.pk).all_rows] == marks


def test_b14_arrow_keys_change_importance_only_and_keep_the_focus(map_page: Page, mara: Member, canvas: Canvas) -> None:
    evidence = list(Evidence.objects.of(mara).values("strength", "direction", "settings"))
    mark = map_page.locator(".mark", has_text="small")
    mark.focus()
    for _ in range(3):
        map_page.keyboard.press("ArrowUp")
    map_page.keyboard.press("ArrowRight")

    expect(map_page.locator(f"{band(5)} .mark", has_text="small")).to_be_focused()
    expect(map_page.locator("#live-words")).to_have_text("Importance 5 of 5")
    saved(map_page)
    assert weights(mara, canvas) == {"open": 4, "proven": 4, "small": 5, "new": None}
    assert list(Evidence.objects.of(mara).values("strength", "direction", "settings")) == evidence
    expect(map_page.locator("[data-twin] .table__link").first).to_have_text("small")
    map_page.keyboard.press("Control+z")
    expect(map_page.locator(f"{band(4)} .mark", has_text="small")).to_be_visible()


def test_b14_a_drag_moves_up_and_down_and_never_across(map_page: Page, mara: Member, canvas: Canvas) -> None:
    mark = map_page.locator(".mark", has_text="proven")
    start, goal = mark.bounding_box(), map_page.locator(band(1)).bounding_box()
    assert start is not None
    assert goal is not None
    x = start["x"] + start["width"] / 2
    map_page.mouse.move(x, start["y"] + 10)
    map_page.mouse.down()
    map_page.mouse.move(x - 300, goal["y"] + 20, steps=6)
    expect(map_page.locator(".map__band--aim")).to_have_attribute("data-importance", "1")
    map_page.mouse.up()

    expect(map_page.locator(band(1))).to_contain_text("proven")
    saved(map_page)
    wait_until(map_page, lambda: (mark.bounding_box() or {}).get("x") == pytest.approx(start["x"], abs=1))
    assert weights(mara, canvas) == {"open": 4, "proven": 1, "small": 2, "new": None}
    expect(map_page.locator("#side-panel")).not_to_have_attribute("open", "")


def test_b14_escape_puts_a_carried_mark_back(map_page: Page, mara: Member, canvas: Canvas) -> None:
    start = map_page.locator(".mark", has_text="proven").bounding_box()
    assert start is not None
    map_page.mouse.move(start["x"] + 20, start["y"] + 10)
    map_page.mouse.down()
    map_page.mouse.move(start["x"] + 20, start["y"] + 150, steps=4)
    map_page.keyboard.press("Escape")
    map_page.mouse.up()

    assert weights(mara, canvas)["proven"] == 4


def test_b14_a_finger_carries_a_claim_from_the_tray_onto_the_map(touched: Page, mara: Member, canvas: Canvas) -> None:
    touched.locator(".tray").scroll_into_view_if_needed()
    start = touched.locator(".mark", has_text="new").bounding_box()
    goal = touched.locator(band(3)).bounding_box()
    assert start is not None
    assert goal is not None
    touch = touched.context.new_cdp_session(touched)

    def finger(kind: str, y: float = 0) -> None:
        points = [] if kind == "touchEnd" else [{"x": start["x"] + 30, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    finger("touchStart", start["y"] + 10)
    for share in (0.3, 0.7, 1.0):
        finger("touchMove", start["y"] + 10 + (goal["y"] + 20 - start["y"] - 10) * share)
    finger("touchEnd")

    expect(touched.locator(band(3))).to_contain_text("new")
    saved(touched)
    assert weights(mara, canvas)["new"] == 3


def test_b14_the_table_weighs_too_and_says_what_to_test_first(map_page: Page, mara: Member, canvas: Canvas) -> None:
    expect(map_page.locator(".test-first li")).to_have_count(1)

    map_page.get_by_label("Importance of “new”").select_option("5")

    expect(map_page.locator(".test-first li").first).to_contain_text("new")
    saved(map_page)
    assert weights(mara, canvas)["new"] == 5


def test_b14_sixty_claims_do_not_cover_one_another(map_page: Page, mara: Member, canvas: Canvas) -> None:
    notes = add_notes(mara, canvas.pk, section="pains", texts=[f"claim number {number}" for number in range(60)])
    for number, note in enumerate(notes):
        weigh_note(mara, canvas.pk, note.pk, 5 if number < 30 else 1 + number % 5)

    map_page.reload()
    await_hands(map_page)
    expect(map_page.locator(".map .mark")).to_have_count(63)
    boxes = [box for mark in map_page.locator(".map .mark").all() if (box := mark.bounding_box())]

    covered = [
        (one, other)
        for index, one in enumerate(boxes)
        for other in boxes[index + 1 :]
        if min(one["x"] + one["width"], other["x"] + other["width"]) - max(one["x"], other["x"]) > 1
        and min(one["y"] + one["height"], other["y"] + other["height"]) - max(one["y"], other["y"]) > 1
    ]
    assert covered == []


def test_b14_on_a_phone_the_table_stands_for_the_map(map_page: Page) -> None:
    map_page.set_viewport_size({"width": 320, "height": 700})

    expect(map_page.locator(".map")).to_be_hidden()
    expect(map_page.locator("[data-twin]")).to_be_visible()
    assert map_page.evaluate("document.documentElement.scrollWidth") <= 320


def test_b14_the_map_has_no_serious_fault_for_readers(map_page: Page) -> None:
    found = Axe().run(map_page).response["violations"]

    serious = [one for one in found if one["impact"] in {"serious", "critical"}]
    assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in serious] == []
