"""Deciding about duplicates in a browser: by keyboard, with fields chosen, and taken apart again."""

import pytest
from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import DuplicateGroup, Party
from rapport.apps.customers.operations import create_party, lay_rules, scan_all
from tests.browser.looks import barriers
from tests.hands import wait_until
from tests.served import Enter


@pytest.fixture
def twice(served: str, edi: Member) -> list[Party]:
    """Ana and Leo, each twice; Leo's two are surer."""
    made = [
        create_party(edi, kind="person", name=name, email=mail, city=city)
        for name, mail, city in (
            ("Ana Ruiz", "ana@x.example", "Lugo"),
            ("Anna Ruiz", "ANA@x.example", "Vigo"),
            ("Leo Braun", "leo@x.example", "Graz"),
            ("Leo Braun", "leo@x.example", ""),
        )
    ]
    lay_rules(edi)
    scan_all(edi.workspace, tell=lambda *_said: None, stop=lambda: False)
    return made


def test_groups_are_decided_by_keyboard_and_a_merge_is_taken_apart(
    page: Page, served: str, enter: Enter, edi: Member, twice: list[Party]
) -> None:
    enter(edi)
    page.goto(f"{served}/w/{edi.workspace.slug}/customers/duplicates")
    assert barriers(page) == []
    page.get_by_role("link", name="Compare", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The same person?")
    expect(page.locator("thead")).to_contain_text("Leo Braun")
    assert barriers(page) == []
    page.keyboard.press("d")

    expect(page.locator("thead")).to_contain_text("Ana Ruiz")
    page.locator("input[name=kept]").nth(1).check()
    expect(page.locator("input[name=choice-street]").nth(1)).to_be_checked()
    page.locator("input[name=choice-street]").nth(0).check()
    page.keyboard.press("m")

    expect(page.locator("main")).to_contain_text("No duplicates left")
    wait_until(page, lambda: Party.objects.of(edi).count() == 3)
    kept = Party.objects.of(edi).get(pk=twice[1].pk)
    assert (kept.name, kept.city) == ("Anna Ruiz", "Lugo")
    assert DuplicateGroup.objects.of(edi).filter(state="distinct").count() == 1
    page.goto(f"{served}/w/{edi.workspace.slug}/customers/{twice[0].pk}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anna Ruiz")
    page.goto(f"{served}/w/{edi.workspace.slug}/customers/duplicates/merges")
    page.get_by_role("button", name="Take apart").click()
    expect(page.locator("main")).to_contain_text("This may be in your records twice")
    assert Party.objects.of(edi).get(pk=twice[0].pk).city == "Lugo"
