"""What somebody allows: recorded on their page with its proof, withdrawn at once, and for many with undo."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.conversations.queries.gate import may_contact
from rapport.apps.customers.models import Consent, Party, PartyFile
from rapport.apps.customers.operations import create_party, lay_purposes
from tests.hands import wait_until
from tests.served import Enter

NEWS = "news_and_offers"


@pytest.fixture
def ana(served: str, mara: Member) -> Party:
    lay_purposes(mara)
    return create_party(mara, name="Ana Prado", email="ana@mail.example")


@pytest.fixture
def at(served: str, mara: Member) -> Callable[[str], str]:
    return lambda path: f"{served}/w/{mara.workspace.slug}/{path}"


def allowed(member: Member, party: Party) -> bool:
    return may_contact(member, party, purpose=NEWS, channel="email").allowed


def test_an_answer_is_recorded_with_its_proof_and_withdrawn_again(
    page: Page, enter: Enter, mara: Member, ana: Party, at: Callable[[str], str]
) -> None:
    enter(mara)
    page.goto(at(f"customers/{ana.pk}"))
    block = page.locator("#party-consents")
    expect(block).to_contain_text("They were never asked")
    assert not allowed(mara, ana)

    block.get_by_role("link", name="Record an answer").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("They agreed").check()
    dialog.get_by_label("E-mail").check()
    dialog.get_by_label("Post").check()
    dialog.get_by_label("Where it came from").fill("Fair in Lugo")
    dialog.get_by_label("Proof as a file").set_input_files(
        {"name": "card.txt", "mimeType": "text/plain", "buffer": b"I agree. Ana"}
    )
    dialog.get_by_role("button", name="Record").click()
    expect(page.locator("#party-consents .remark")).to_contain_text("Fair in Lugo")
    page.get_by_text("What they answered").click()
    page.goto(at(f"customers/{ana.pk}/consents"))
    page.get_by_text("Wording and proof", exact=True).click()
    expect(page.get_by_role("link", name="card.txt").first).to_be_visible()
    assert allowed(mara, ana)
    assert PartyFile.objects.of(mara).count() == 1

    page.get_by_text("They want no more at all").click()
    page.get_by_label("Where it came from").fill("Call")
    page.get_by_role("button", name="Withdraw everything").click()
    expect(page.locator("#party-consents .remark").first).to_contain_text("No more at all")
    assert not allowed(mara, ana)


def test_many_answer_at_once_and_it_is_corrected(
    page: Page, enter: Enter, mara: Member, ana: Party, at: Callable[[str], str]
) -> None:
    enter(mara)
    page.goto(at("customers"))
    page.locator(f"input[name=party][value='{ana.pk}']").check()
    page.locator(".table-bulk").get_by_role("button", name="Consent").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("E-mail").check()
    dialog.get_by_label("Where it came from").fill("Fair in Lugo")
    dialog.get_by_role("button", name="They agreed").click()
    expect(page.get_by_text("1 record changed.")).to_be_visible()
    assert allowed(mara, ana)

    page.get_by_role("button", name="Undo").click()
    wait_until(page, lambda: Consent.objects.of(mara).count() == 2)
    assert not allowed(mara, ana)


def test_a_purpose_of_ones_own_is_set_up_and_asked_in_a_rule(
    page: Page, enter: Enter, mara: Member, ana: Party, at: Callable[[str], str]
) -> None:
    enter(mara)
    page.goto(at("settings/purposes"))
    page.get_by_role("link", name="Add a purpose").click()
    page.get_by_label("Name", exact=True).fill("Events")
    page.get_by_label("What people are shown when they are asked").fill("Yes, invite me.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Events")).to_be_visible()

    page.goto(at("segments/new"))
    page.locator("#rule-0-0-condition").select_option(label="Consent: Events")
    page.locator("#rule-0-0-value").select_option(label="never asked by e-mail")
    expect(page.locator("#rule-preview")).to_contain_text("never asked by e-mail")
    expect(page.locator("#rule-preview")).to_contain_text("Ana Prado")
