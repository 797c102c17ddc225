"""Templates on screen: a change of template with every note, an own template by keyboard, examples to begin with."""

from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas import operations
from rapport.apps.canvas.models import Canvas, Note, OwnTemplate
from rapport.apps.canvas.queries import board_of
from tests.browser.canvas import Board
from tests.served import Enter


def test_b2_the_template_changes_with_every_note_and_undo_brings_it_back(
    page: Page, board: Board, canvas: Canvas, mara: Member, needs: list[Note]
) -> None:
    page.goto(f"{board.address}/template")
    page.get_by_role("radio", name="Relationship quadrants").check()
    page.get_by_role("button", name="Show where the notes go").press("Enter")
    row = page.get_by_role("row").filter(has_text="Needs and wants")
    expect(row).to_contain_text("3")
    expect(row).to_contain_text("Customer segment")
    page.get_by_role("button", name="Change the template").press("Enter")
    board.has("segment", "one", "two", "three")

    page.keyboard.press("Control+z")

    board.has("needs", "one", "two", "three")
    assert len(board_of(mara, canvas.pk).notes) == len(needs)


def test_b9_an_open_board_follows_when_somebody_else_changes_the_template(
    board: Board, edis: Board, canvas: Canvas, needs: list[Note], edi: Member
) -> None:
    board.page.reload()
    board.section("needs").focus()
    board.press("n")
    board.type("still writing")

    operations.lay_out_canvas(edi, canvas.pk, "value_fit")

    board.has("jobs", "one", "two", "three", "still writing")


def test_b2_an_own_template_is_made_and_ordered_by_keyboard(
    page: Page, served: str, enter: Enter, mara: Member
) -> None:
    enter(mara)
    page.goto(f"{served}/w/{mara.workspace.slug}/templates/new?copy=relationship_quadrants")
    page.get_by_label("Title", exact=True).fill("Ours")
    second = page.locator("[data-key=relationship]")
    second.get_by_label("Title of the section").fill("How we are tied")

    second.get_by_label("Title of the section").press("Alt+ArrowUp")

    expect(page.locator("template-sections fieldset").first).to_have_attribute("data-key", "relationship")
    expect(page.locator("#title-relationship")).to_be_focused()
    page.get_by_role("button", name="Save the template").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ours")
    titles = [section.title for section in OwnTemplate.objects.of(mara).get().blueprint.sections]
    assert titles[:2] == ["How we are tied", "Customer segment"]


def test_b27_an_empty_board_begins_with_examples_and_undo_empties_it(page: Page, board: Board, canvas: Canvas) -> None:
    page.get_by_role("link", name="Begin with examples").click()
    page.get_by_role("link", name="Courses").click()
    page.get_by_role("button", name="Put these 25 notes on the canvas").click()
    expect(page.locator("sticky-note")).to_have_count(25)
    expect(page.locator("sticky-note[data-status=untested]").first).to_be_visible()

    page.keyboard.press("Control+z")

    expect(page.locator("sticky-note")).to_have_count(0)
