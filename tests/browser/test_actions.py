"""Actions in a real browser: from a note, carried between states, by keyboard, and the figure before and after."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Action, Canvas, Note
from rapport.apps.canvas.operations.actions import add_action
from tests.browser.canvas import Board
from tests.served import Enter


@pytest.fixture
def plans(page: Page, served: str, enter: Enter, mara: Member, canvas: Canvas) -> Page:
    """Mara before the actions of her canvas: two planned, one being done."""
    for text, status in (("Ask customers", "planned"), ("Call the carrier", "planned"), ("Train the shop", "doing")):
        add_action(mara, canvas.pk, text=text, status=status, due=timezone.localdate() - timedelta(days=1))
    enter(mara)
    return opened(page, f"{served}/w/{mara.workspace.slug}/canvases/{canvas.pk}/actions")


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator("html[data-ready]")).to_have_count(1)
    return page


def card(page: Page, text: str) -> Locator:
    return page.locator("article.action-card", has_text=text)


def column(page: Page, status: str) -> Locator:
    return page.locator(f"[data-status={status}] .action-card__words")


def statuses(member: Member) -> dict[str, str]:
    return dict(Action.objects.of(member).living().values_list("text", "status"))


def test_b3_an_action_is_carried_to_another_state(plans: Page, mara: Member) -> None:
    source = card(plans, "Ask customers").bounding_box()
    goal = card(plans, "Train the shop").bounding_box()
    assert source
    assert goal

    plans.mouse.move(source["x"] + 8, source["y"] + 8)
    plans.mouse.down()
    plans.mouse.move(goal["x"] + 40, goal["y"] + 20, steps=6)
    expect(plans.locator(".insertion")).to_have_count(1)
    plans.mouse.move(goal["x"] + 40, goal["y"] + 4, steps=3)
    with plans.expect_response("**/place"):
        plans.mouse.up()

    expect(column(plans, "doing")).to_have_text(["Ask customers", "Train the shop"])
    assert statuses(mara)["Ask customers"] == "doing"


def test_b3_alt_and_arrows_do_the_same_and_say_so(plans: Page, mara: Member) -> None:
    card(plans, "Ask customers").focus()
    with plans.expect_response("**/place"):
        plans.keyboard.press("Alt+ArrowDown")
    expect(column(plans, "planned")).to_have_text(["Call the carrier", "Ask customers"])
    with plans.expect_response("**/place"):
        plans.keyboard.press("Alt+ArrowRight")

    expect(column(plans, "doing")).to_have_text(["Train the shop", "Ask customers"])
    expect(plans.locator("live-words")).to_have_text("Moved to Doing, 2 of 2")
    expect(card(plans, "Ask customers")).to_be_focused()
    plans.reload()
    expect(column(plans, "doing")).to_have_text(["Train the shop", "Ask customers"])


def test_b3_a_refused_move_goes_back_and_says_why(plans: Page) -> None:
    plans.route("**/place", lambda route: route.fulfill(status=409, json={"message": "Somebody deleted it."}))

    card(plans, "Ask customers").locator("select").select_option("done")

    expect(plans.locator("toast-stack")).to_contain_text("Somebody deleted it.")
    expect(column(plans, "planned")).to_have_text(["Ask customers", "Call the carrier"])


def test_the_menu_of_a_note_makes_an_action_and_the_board_shows_it(
    needs: list[Note], board: Board, mara: Member
) -> None:
    board.note("two").focus()
    board.press("m")
    board.page.get_by_role("button", name="Make an action").click()

    expect(board.page.locator("#live-actions")).to_contain_text("two")
    made = Action.objects.of(mara).get()
    assert (made.text, made.note_id) == ("two", needs[1].pk)


def test_what_is_overdue_is_said_on_the_canvas_and_leads_to_it(plans: Page, board: Board) -> None:
    board.open()

    board.page.locator(".watch--overdue").click()

    expect(board.page.get_by_role("heading", level=1)).to_have_text("Actions")
    expect(board.page.locator(".action-card .badge--bad")).to_have_count(3)


def test_b6_an_action_saves_itself_and_survives_a_cut(page: Page, plans: Page, mara: Member) -> None:
    card(plans, "Ask customers").get_by_role("link").click()
    text = page.get_by_label("What will be done")
    page.get_by_label("Owner").select_option(str(mara.pk))
    expect(page.locator("[data-save-state]")).to_have_text("Saved")

    page.context.set_offline(True)
    text.fill("Ask twenty customers")
    page.get_by_label("Cost in EUR").fill("120")
    page.get_by_label("Cost in EUR").blur()
    expect(page.locator("[data-save-state]")).to_have_text("Not saved yet")
    page.context.set_offline(False)
    page.reload()

    expect(page.get_by_label("What will be done")).to_have_value("Ask twenty customers")
    expect(page.locator("[data-save-state]")).to_have_text("Saved")
    kept = Action.objects.of(mara).get(text="Ask twenty customers")
    assert (kept.owner, kept.cost) == (mara, 120)
