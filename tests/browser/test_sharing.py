"""B23 in a browser: a link is made, looked at from outside, and ended; guests add notes without an account."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations import add_notes
from rapport.apps.canvas.operations.sharing import revoke_link, share_canvas
from rapport.apps.canvas.operations.workshops import open_voting, start_workshop
from rapport.apps.canvas.queries.sharing import links_of
from tests.browser.canvas import Board, stored
from tests.hands import await_hands, wait_until
from tests.served import Enter

SERIOUS = {"serious", "critical"}


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['help']}" for one in found if one["impact"] in SERIOUS]


def refresh(page: Page) -> None:
    """Do now what a shared page does every few seconds."""
    await_hands(page)
    page.evaluate("document.querySelector('shared-parts').refresh()")


@pytest.fixture
def outside(browser: Browser) -> Iterator[Page]:
    """A phone of somebody who has no account."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


def test_b23_a_link_is_made_shown_once_looked_at_and_revoked(
    needs: list[Note], board: Board, outside: Page, served: str
) -> None:
    page = board.page
    page.get_by_role("link", name="Share", exact=True).click()
    page.get_by_label("What it is for").fill("For Ana")
    page.get_by_role("button", name="Make the link").click()
    address = page.get_by_label("Address of the link").input_value()
    assert serious(page) == []

    outside.goto(address)
    expect(outside.get_by_role("heading", level=1)).to_have_text("Everybody")
    expect(outside.locator(".shared-note")).to_have_text(["one", "two", "three"])
    assert serious(outside) == []
    assert outside.evaluate("document.documentElement.scrollWidth") <= 320

    page.goto(page.url)
    expect(page.get_by_text("Opened once")).to_be_visible()
    expect(page.get_by_label("Address of the link")).to_have_count(0)
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("Revoked")).to_be_visible()
    outside.reload()
    expect(outside.get_by_role("heading", level=1)).to_have_text("This link is not open")


def test_b23_a_shared_page_follows_the_board_and_ends_with_its_link(
    needs: list[Note], mara: Member, canvas: Canvas, outside: Page, served: str
) -> None:
    _, token = share_canvas(mara, canvas.pk)
    outside.goto(f"{served}/s/{token}")
    expect(outside.locator(".shared-note")).to_have_count(3)

    add_notes(mara, canvas.pk, section="needs", texts=["four"])
    refresh(outside)
    expect(outside.locator(".shared-note")).to_have_count(4)

    revoke_link(mara, canvas.pk, links_of(mara, canvas.pk)[0].link.pk)
    refresh(outside)
    expect(outside.get_by_role("heading", level=1)).to_have_text("This link is not open")


def test_b23_a_password_opens_a_shared_page(
    needs: list[Note], mara: Member, canvas: Canvas, outside: Page, served: str
) -> None:
    _, token = share_canvas(mara, canvas.pk, password="blue harbour")
    outside.goto(f"{served}/s/{token}")
    assert serious(outside) == []

    outside.get_by_label("Password").fill("red harbour")
    outside.keyboard.press("Enter")
    expect(outside.get_by_role("alert")).to_have_text("That is not the password.")
    outside.get_by_label("Password").fill("blue harbour")
    outside.keyboard.press("Enter")

    expect(outside.locator(".shared-note")).to_have_count(3)


def test_b23_a_guest_joins_by_a_name_and_works_on_their_own_notes(
    needs: list[Note], board: Board, mara: Member, canvas: Canvas, outside: Page, served: str
) -> None:
    _, token = share_canvas(mara, canvas.pk, role="contribute")
    outside.goto(f"{served}/s/{token}")
    outside.get_by_label("Your name").fill("Rosa")
    outside.keyboard.press("Enter")
    expect(outside.get_by_text("You are Rosa")).to_be_visible()
    assert serious(outside) == []
    assert outside.evaluate("document.documentElement.scrollWidth") <= 320

    outside.get_by_label("New note in Needs and wants").fill("Wants an answer today")
    outside.locator("#guest-needs").get_by_role("button", name="Add").click()

    own = outside.locator(".guest-note--own")
    expect(own).to_contain_text("Wants an answer today")
    expect(board.note("Wants an answer today")).to_be_visible()
    expect(outside.locator(".guest-note")).to_have_count(4)
    own.get_by_text("Change").click()
    own.get_by_label("Your note").fill("Wants an answer now")
    own.get_by_role("button", name="Save").click()
    expect(outside.locator(".guest-note--own")).to_contain_text("Wants an answer now")
    outside.locator(".guest-note--own").get_by_text("Change").click()
    outside.locator(".guest-note--own").get_by_role("button", name="Delete").click()
    expect(outside.locator(".guest-note")).to_have_count(3)
    assert stored(canvas, "needs") == ["one", "two", "three"]


def test_b26_a_guest_votes_and_what_they_are_typing_is_left_alone(
    needs: list[Note], mara: Member, canvas: Canvas, outside: Page, served: str
) -> None:
    start_workshop(mara, canvas.pk, votes_each=2)
    open_voting(mara, canvas.pk)
    _, token = share_canvas(mara, canvas.pk, role="contribute")
    outside.goto(f"{served}/s/{token}")
    outside.get_by_label("Your name").fill("Rosa")
    outside.keyboard.press("Enter")

    outside.get_by_role("button", name="Vote for this note").first.click()
    expect(outside.locator(".guest-note").first).to_contain_text(re.compile(r"1 vote\s+\(1 yours\)"))
    expect(outside.locator("#guest-bar")).to_contain_text("1 of 2 votes left")

    field = outside.get_by_label("New note in Pain points")
    field.press_sequentially("half a thou")
    add_notes(mara, canvas.pk, section="pains", texts=["from elsewhere"])
    refresh(outside)
    expect(outside.locator("#guest-notes-pains")).to_contain_text("from elsewhere")
    expect(field).to_have_value("half a thou")
    expect(field).to_be_focused()


def test_b23_what_a_guest_writes_while_a_note_is_on_its_way_stays(
    needs: list[Note], mara: Member, canvas: Canvas, outside: Page, served: str
) -> None:
    held: list[Route] = []
    _, token = share_canvas(mara, canvas.pk, role="contribute")
    outside.goto(f"{served}/s/{token}")
    outside.get_by_label("Your name").fill("Rosa")
    outside.keyboard.press("Enter")
    field = outside.get_by_label("New note in Needs and wants")
    field.fill("The first")
    outside.route("**", lambda route: held.append(route) if route.request.method == "POST" else route.continue_())
    outside.locator("#guest-needs").get_by_role("button", name="Add").click()
    wait_until(outside, lambda: held)

    field.fill("The second, half wri")
    held[0].continue_()

    expect(outside.locator(".guest-note--own")).to_contain_text("The first")
    expect(field).to_have_value("The second, half wri")


def test_b23_a_page_without_scripts_is_complete_for_a_guest(
    browser: Browser, needs: list[Note], mara: Member, canvas: Canvas, served: str
) -> None:
    _, token = share_canvas(mara, canvas.pk, role="contribute")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/s/{token}")
    page.get_by_label("Your name").fill("Rosa")
    page.keyboard.press("Enter")
    page.get_by_label("New note in Needs and wants").fill("Plain")
    page.locator("#guest-needs").get_by_role("button", name="Add").click()

    expect(page.locator(".guest-note--own")).to_contain_text("Plain")
    context.close()


def test_b23_branding_is_chosen_and_seen(page: Page, served: str, enter: Enter, mara: Member) -> None:
    enter(mara)
    page.goto(f"{served}/w/glow/settings/branding")

    page.get_by_label("Colour").fill("#aa2255")
    page.get_by_label("Footer line").fill("Calle Mayor 1")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_role("img", name="The colour #aa2255")).to_be_visible()
    assert serious(page) == []
