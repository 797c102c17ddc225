"""The style guide in a browser: hands on the keyboard, eyes on every width, readers on every part."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect


@pytest.fixture
def guide(page: Page, served: str) -> Iterator[Page]:
    """The style guide, whose scripts must not complain."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{served}/styleguide")
    expect(page.locator("html[data-ready]")).to_be_attached()
    yield page
    assert complaints == []


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 375])
def test_readers_find_nothing_to_complain_about(page: Page, served: str, look: str, width: int) -> None:
    page.emulate_media(color_scheme=look)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{served}/styleguide")
    expect(page.locator("chart-figure[data-drawn]")).to_have_count(7)

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, 375, 768, 1440])
def test_nothing_sticks_out_at_any_width(guide: Page, width: int) -> None:
    guide.set_viewport_size({"width": width, "height": 800})

    assert guide.evaluate("document.documentElement.scrollWidth") == width


def test_charts_are_drawn_without_breaking_the_policy(guide: Page) -> None:
    expect(guide.locator("chart-figure svg")).to_have_count(7)
    expect(guide.locator("chart-figure").first).to_contain_text("Target 50")


def test_the_command_box_goes_where_one_types(guide: Page) -> None:
    guide.get_by_role("link", name="Right to left").wait_for()

    guide.keyboard.press("Control+k")
    guide.keyboard.type("right to")
    guide.keyboard.press("Enter")

    expect(guide).to_have_url(re.compile("dir=rtl"))


def test_a_table_is_walked_and_marked_with_the_keyboard(guide: Page) -> None:
    table = guide.locator("data-table")
    table.locator("tbody tr").first.focus()

    for key in ("ArrowDown", "Space", "Shift+ArrowDown"):
        guide.keyboard.press(key)

    assert table.evaluate("table => table.selected") == ["2", "3"]
    expect(guide.locator("[data-selected-count]")).to_have_text("2")
    guide.keyboard.press("Escape")
    expect(guide.locator(".table-bulk")).to_be_hidden()


def test_a_menu_opens_walks_and_gives_the_focus_back(guide: Page) -> None:
    opener = guide.get_by_role("button", name="Move to…")
    opener.focus()

    guide.keyboard.press("Enter")
    expect(guide.get_by_role("button", name="Profile", exact=True)).to_be_focused()
    guide.keyboard.press("t")
    expect(guide.get_by_role("button", name="Touchpoint", exact=True)).to_be_focused()
    guide.keyboard.press("Escape")

    expect(opener).to_be_focused()


def test_a_side_panel_closes_with_escape_and_gives_the_focus_back(guide: Page) -> None:
    opener = guide.get_by_role("button", name="Open the panel")
    opener.click()
    expect(guide.locator("#sample-panel")).to_be_visible()

    guide.keyboard.press("Escape")

    expect(guide.locator("#sample-panel")).to_be_hidden()
    expect(opener).to_be_focused()


def test_the_question_mark_lists_shortcuts_but_not_while_typing(guide: Page) -> None:
    shortcuts = guide.locator("#shortcuts")
    guide.get_by_label("Find a customer").press_sequentially("?")
    expect(shortcuts).to_be_hidden()

    guide.locator("data-table tbody tr").first.focus()
    guide.keyboard.press("?")

    expect(shortcuts).to_be_visible()


def test_single_letters_can_be_switched_off_for_good(guide: Page) -> None:
    guide.locator("data-table tbody tr").first.focus()
    guide.keyboard.press("?")
    guide.get_by_label("Single-letter shortcuts").uncheck()

    guide.reload()
    expect(guide.locator("html[data-ready]")).to_be_attached()
    guide.locator("data-table tbody tr").first.focus()
    guide.keyboard.press("?")

    expect(guide.locator("#shortcuts")).to_be_hidden()


def test_the_chosen_look_is_kept(guide: Page) -> None:
    guide.get_by_role("main").get_by_role("button", name="Dark").click()

    guide.reload()

    assert guide.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_a_toast_can_be_undone(guide: Page) -> None:
    said = (
        "import('rapport/ui/toast-stack').then(({toast}) => toast({text: 'Deleted', undo: () => (window.undone = 1)}))"
    )
    guide.evaluate(said)

    guide.locator("#toasts").get_by_role("button", name="Undo").click()

    assert guide.evaluate("window.undone") == 1
    expect(guide.locator("#toasts .toast")).to_have_count(0)


def test_a_refused_request_says_what_happened(page: Page, served: str) -> None:
    page.goto(f"{served}/styleguide")
    expect(page.locator("html[data-ready]")).to_be_attached()

    page.evaluate("htmx.ajax('GET', '/no-such-place', {target: '#main', swap: 'none'})")

    expect(page.locator("#toasts .toast--error")).to_contain_text("nothing at this address")


def test_commands_are_found_by_words_without_accents(guide: Page) -> None:
    found = guide.evaluate(
        """import('rapport/ui/commands').then(({matching}) =>
        matching([{name: 'New canvas'}, {name: 'Canvases'}, {name: 'Análisis'}], 'analis').map(({name}) => name))"""
    )

    assert found == ["Análisis"]
