"""A person's data in a browser: a copy fetched, their use stopped, and everything erased by typing the name."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, RetentionRule
from rapport.apps.customers.operations import create_party, write_note
from tests.browser.looks import barriers
from tests.hands import wait_until
from tests.served import Enter


@pytest.fixture
def ana(served: str, mara: Member) -> Party:
    made = create_party(mara, name="Ana Ruiz", email="ana@x.example", city="Lugo")
    write_note(mara, made.pk, "Sings in a choir.")
    return Party.objects.of(mara).get(pk=made.pk)


def test_a_copy_is_made_and_fetched(
    page: Page, served: str, worker: None, enter: Enter, mara: Member, ana: Party, tmp_path: Path
) -> None:
    enter(mara)
    page.goto(f"{served}/w/{mara.workspace.slug}/customers/{ana.pk}")
    page.get_by_role("link", name="Personal data").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Personal data")
    expect(page.locator("main")).to_contain_text("What members wrote about the person")
    assert barriers(page) == []
    page.get_by_role("button", name="Make a copy").click()

    expect(page.get_by_role("link", name="Download the copy")).to_be_visible(timeout=60_000)
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Download the copy").click()
    fetched.value.save_as(tmp_path / "copy.zip")

    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        assert "Sings in a choir." in archive.read("read-me-first.html").decode()


def test_use_is_stopped_and_allowed_again(page: Page, served: str, enter: Enter, mara: Member, ana: Party) -> None:
    enter(mara)
    page.goto(f"{served}/w/{mara.workspace.slug}/customers/{ana.pk}/privacy")
    page.get_by_role("button", name="No further use").click()
    expect(page.get_by_role("button", name="Allow its use again")).to_be_visible()
    page.goto(f"{served}/w/{mara.workspace.slug}/customers/{ana.pk}")
    expect(page.locator("main")).to_contain_text("nothing is sent to this person")

    page.goto(f"{served}/w/{mara.workspace.slug}/customers/{ana.pk}/privacy")
    page.get_by_role("button", name="Allow its use again").click()

    expect(page.get_by_role("button", name="No further use")).to_be_visible()


def test_a_person_is_erased_by_typing_the_name(
    page: Page, served: str, worker: None, enter: Enter, mara: Member, ana: Party
) -> None:
    enter(mara)
    page.goto(f"{served}/w/{mara.workspace.slug}/customers/{ana.pk}/privacy")
    page.get_by_role("link", name="Erase…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Erase Ana Ruiz?")
    assert barriers(page) == []
    page.get_by_label("Name on the record").fill("Ana")
    page.get_by_label("I know that nobody can undo this.").check()
    page.get_by_role("button", name="Erase for good").click()
    expect(page.locator("main")).to_contain_text("Type the name exactly")

    page.get_by_label("Name on the record").fill("Ana Ruiz")
    page.get_by_role("button", name="Erase for good").click()

    expect(page.locator("main")).to_contain_text("What was done", timeout=60_000)
    assert barriers(page) == []
    expect(page.locator("main")).not_to_contain_text("Ana Ruiz")
    page.goto(f"{served}/w/{mara.workspace.slug}/customers/{ana.pk}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Erased person")
    page.goto(f"{served}/w/{mara.workspace.slug}/settings/privacy")
    expect(page.locator("main")).to_contain_text("Erased person")
    assert barriers(page) == []


def test_a_rule_shows_first_what_would_go(page: Page, served: str, enter: Enter, mara: Member, ana: Party) -> None:
    enter(mara)
    page.goto(f"{served}/w/{mara.workspace.slug}/settings/retention")
    assert barriers(page) == []
    page.get_by_role("link", name=re.compile("See what would go.*Events on websites")).click()
    page.get_by_label("Months").fill("12")
    page.get_by_role("button", name="See what would go").click()
    expect(page.get_by_role("button", name="Let it go after 12 months")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("button", name="Let it go after 12 months").click()

    expect(page.locator("main")).to_contain_text("12 months")
    wait_until(page, lambda: RetentionRule.objects.of(mara).filter(kind="events", months=12).exists())
