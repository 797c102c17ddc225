"""A day of somebody who sells on the road: their own customers, in the hand, and nobody else's anywhere."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import change_role, create_role
from rapport.apps.conversations.models import Task
from rapport.apps.customers.models import Party, PartyNote
from rapport.apps.customers.operations import create_party
from tests.cast import make_member
from tests.served import EnterAs

WIDTH = 375
GRANTS = {
    "customers.view": "own",
    "customers.edit": "own",
    "conversations.view": "own",
    "conversations.edit": "own",
    "metrics.view": "all",
    "canvas.view": "all",
    "activity.view": "all",
}


@pytest.fixture
def fay(mara: Member, served: str) -> Member:
    """Her role: her own customers, their numbers, and no file of them."""
    role = create_role(mara, name="On the road", grants=GRANTS, fields={"customers.personal_facts": "hide"})
    member = make_member(mara.workspace, "Fay", "viewer")
    change_role(mara, member_id=member.pk, role="custom", own_roles=[role.pk])
    return Member.objects.select_related("workspace", "user").get(pk=member.pk)


@pytest.fixture
def hers(mara: Member, fay: Member) -> Party:
    return create_party(
        mara, kind="person", name="Nora Prado", phone="+34 600 111 222", city="Lugo", account_manager_id=fay.pk
    )


@pytest.fixture
def foreign(mara: Member) -> Party:
    return create_party(
        mara, kind="person", name="Nora Quint", phone="+34 600 333 444", city="Vigo", account_manager_id=mara.pk
    )


@pytest.fixture
def phone(browser: Browser, enter_as: EnterAs, fay: Member) -> Iterator[Page]:
    """Her phone, with her signed in."""
    context = browser.new_context(viewport={"width": WIDTH, "height": 800}, has_touch=True)
    enter_as(context, fay)
    yield context.new_page()
    context.close()


def fits(page: Page) -> bool:
    """Is nothing wider than the phone?"""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_c18_her_own_customers_from_the_list_to_the_task(
    phone: Page, served: str, mara: Member, fay: Member, hers: Party, foreign: Party
) -> None:
    phone.goto(f"{served}/w/glow/customers")
    expect(phone.get_by_role("link", name="Nora Prado").first).to_be_visible()
    expect(phone.get_by_text("Nora Quint")).to_have_count(0)
    expect(phone.get_by_role("link", name="Export")).to_have_count(0)
    assert fits(phone)

    phone.get_by_role("link", name="Nora Prado").first.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Nora Prado")
    expect(phone.locator("main")).to_contain_text("600 111 222")
    assert fits(phone)
    phone.get_by_label("New note").fill("Wants the summer list")
    phone.get_by_role("button", name="Add the note").click()
    expect(phone.locator("#party-notes li")).to_contain_text("Wants the summer list")

    phone.goto(f"{served}/w/glow/tasks/new?party={hers.pk}")
    phone.get_by_label("What is to be done").fill("Bring the summer list")
    assert fits(phone)
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_label("What is to be done")).to_have_count(0)
    phone.goto(f"{served}/w/glow/tasks")
    expect(phone.locator("main")).to_contain_text("Bring the summer list")

    assert PartyNote.objects.of(mara).get().party_id == hers.pk
    task = Task.objects.of(mara).get()
    assert (task.party_id, task.owner_id) == (hers.pk, fay.pk)


def test_c18_nobody_elses_customer_by_search_address_or_figure(
    phone: Page, served: str, hers: Party, foreign: Party
) -> None:
    phone.goto(f"{served}/w/glow/search?q=nora")
    expect(phone.locator("main")).to_contain_text("Nora Prado")
    expect(phone.locator("body")).not_to_contain_text("Nora Quint")
    phone.goto(f"{served}/w/glow/search?q=333444")
    expect(phone.locator("body")).not_to_contain_text("Nora Quint")

    for below in ("", "/facts", "/measured", "/timeline", "/work"):
        answer = phone.goto(f"{served}/w/glow/customers/{foreign.pk}{below}")
        assert answer is not None
        assert answer.status == 404, below
    for closed in ("customers/exports", "exports"):
        answer = phone.goto(f"{served}/w/glow/{closed}")
        assert answer is not None
        assert answer.status in {403, 404, 405}, closed

    figure = phone.goto(f"{served}/w/glow/metrics/people/?metric=customers")
    assert figure is not None
    assert "Nora Quint" not in (figure.text() or "")
