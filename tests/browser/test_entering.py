"""Entering the house: signing in and out, and what a stranger gets to see."""

from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from tests.cast import PASSWORD
from tests.served import Enter


def test_somebody_signs_in_with_the_keyboard_and_lands_in_their_workspace(
    page: Page, served: str, mara: Member
) -> None:
    page.goto(served)
    page.get_by_label("E-mail address").fill(mara.user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{served}/w/glow/")
    expect(page.get_by_role("banner")).to_contain_text("Glow")


def test_a_wrong_password_is_refused_where_it_was_typed(page: Page, served: str, mara: Member) -> None:
    page.goto(served)
    page.get_by_label("E-mail address").fill(mara.user.email)
    page.get_by_label("Password").fill("something else")
    page.keyboard.press("Enter")

    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label("E-mail address")).to_have_value(mara.user.email)


def test_a_stranger_is_asked_to_sign_in_and_sees_nothing(page: Page, served: str, otto: Member) -> None:
    page.goto(f"{served}/w/other/")

    expect(page.get_by_label("Password")).to_be_visible()
    assert "Other" not in page.content()


def test_another_workspace_looks_as_if_it_did_not_exist(
    page: Page, served: str, enter: Enter, mara: Member, otto: Member
) -> None:
    enter(mara)

    other = page.goto(f"{served}/w/other/")
    missing = page.goto(f"{served}/w/no-such-place/")

    assert other is not None
    assert missing is not None
    assert other.status == missing.status == 404


def test_no_page_breaks_its_own_content_policy(page: Page, served: str, enter: Enter, mara: Member) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    enter(mara)

    for path in ("/w/glow/", "/styleguide", "/account/logout/"):
        page.goto(f"{served}{path}")

    assert complaints == []
