"""Records of people and companies: a field of one's own, a relation found as one types, two who change the same."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, Relation, Segment
from rapport.apps.customers.operations import create_party, update_party
from tests.hands import await_rest
from tests.served import Enter


@pytest.fixture
def ana(served: str, edi: Member) -> Party:
    return create_party(edi, name="Ana Prado", email="ana@mail.example")


@pytest.fixture
def at(served: str, edi: Member) -> Callable[[str], str]:
    return lambda path: f"{served}/w/{edi.workspace.slug}/{path}"


def test_a_field_is_defined_filled_and_asked_in_a_rule(
    page: Page, enter: Enter, edi: Member, ana: Party, at: Callable[[str], str]
) -> None:
    enter(edi)
    page.goto(at("settings/fields"))
    page.get_by_label("Name", exact=True).fill("Contract type")
    page.get_by_label("What it holds").select_option("choice")
    page.get_by_label("Choices").fill("Gold\nBasic")
    page.get_by_role("button", name="Add the field").click()
    expect(page.locator("#fields")).to_contain_text("Gold, Basic")

    page.goto(at(f"customers/{ana.pk}/facts"))
    page.get_by_label("Contract type").select_option("Gold")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#party-facts")).to_contain_text("Gold")

    page.goto(at("segments/new"))
    page.get_by_label("Name", exact=True).fill("Gold ones")
    page.locator("#rule-0-0-condition").select_option(label="Contract type")
    page.locator("#rule-0-0-value").select_option("Gold")
    expect(page.locator("#rule-preview")).to_contain_text("Contract type is “Gold”")
    page.get_by_label("Name", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Gold ones")
    assert Segment.objects.of(edi).get().rule["all"][0]["parameters"] == {"field": "contract_type"}


def test_a_relation_is_found_and_added_by_keyboard(
    page: Page, enter: Enter, edi: Member, ana: Party, at: Callable[[str], str]
) -> None:
    create_party(edi, name="Acme North", kind="company")
    create_party(edi, name="Acme South", kind="company")
    enter(edi)
    page.goto(at(f"customers/{ana.pk}"))

    page.get_by_text("Add a relation").click()
    page.get_by_role("combobox", name="Who").focus()
    page.keyboard.type("acm")
    expect(page.locator("#others [role=option]")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    with page.expect_response(re.compile("/others")):
        page.keyboard.type("e")
    await_rest(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Who")).to_have_value("Acme South")
    page.get_by_label("Buying role").select_option("decider")
    page.locator("#party-network").get_by_role("button", name="Add", exact=True).click()

    expect(page.locator("#party-network .network__tie")).to_contain_text("works for Acme South")
    relation = Relation.objects.of(edi).select_related("other").get()
    assert (relation.other.name, relation.buying_role) == ("Acme South", "decider")


def test_who_saves_second_sees_mine_theirs_and_before(
    page: Page, enter: Enter, edi: Member, ada: Member, ana: Party, at: Callable[[str], str]
) -> None:
    update_party(edi, ana.pk, city="Vigo")
    enter(edi)
    page.goto(at(f"customers/{ana.pk}/facts"))
    page.get_by_label("City").fill("Lugo")

    update_party(ada, ana.pk, city="Graz", job_title="Buyer")
    page.get_by_role("button", name="Save", exact=True).click()

    city = page.get_by_role("group", name="City")
    expect(city).to_contain_text("Graz")
    expect(page.locator(".clash")).to_have_count(1)
    city.get_by_label("Theirs").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#party-facts")).to_contain_text("Graz")
    expect(page.locator("#party-facts")).to_contain_text("Buyer")
