"""A token is made, copied, used by a program and revoked."""

import urllib.error
import urllib.request

from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from tests.served import Enter


def test_a_token_opens_the_interface_until_it_is_revoked(page: Page, served: str, enter: Enter, edi: Member) -> None:
    enter(edi)
    page.goto(f"{served}/w/{edi.workspace.slug}/settings/tokens")
    expect(page.get_by_role("heading", name="No tokens yet")).to_be_visible()

    page.get_by_label("What it is for").fill("Shop sync")
    page.get_by_role("button", name="Make the token").click()
    secret = page.get_by_label("The token").input_value()
    assert _status(served, secret) == 200

    page.goto(f"{served}/w/{edi.workspace.slug}/settings/tokens")
    expect(page.get_by_role("row", name="Shop sync")).to_contain_text("just now")
    expect(page.get_by_text(secret)).to_have_count(0)
    page.get_by_role("button", name="Revoke Shop sync").click()
    expect(page.get_by_role("row", name="Shop sync")).to_contain_text("Revoked")
    assert _status(served, secret) == 401


def _status(served: str, secret: str) -> int:
    asked = urllib.request.Request(f"{served}/api/v1/me", headers={"Authorization": f"Bearer {secret}"})
    try:
        with urllib.request.urlopen(asked) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
