"""Somebody is spoken to in a note on a record: offered while one types, marked where it is read, told of it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member, Notification
from rapport.apps.customers.models import Party, PartyNote
from rapport.apps.customers.operations import create_party
from tests.served import Enter


@pytest.fixture
def ana(served: str, edi: Member) -> Party:
    return create_party(edi, name="Ana Prado", email="ana@mail.example")


@pytest.fixture
def record(served: str, edi: Member, ana: Party) -> str:
    return f"{served}/w/{edi.workspace.slug}/customers/{ana.pk}"


def test_a_name_is_taken_with_the_keyboard_marked_and_told(
    page: Page, enter: Enter, mara: Member, edi: Member, ada: Member, record: str
) -> None:
    enter(edi)
    page.goto(record)
    field = page.get_by_label("New note")
    field.focus()

    page.keyboard.type("Ask @a")
    listbox = page.get_by_role("listbox", name="People")
    expect(listbox.get_by_role("option", selected=True)).to_contain_text("Ada")
    expect(field).to_have_attribute("aria-activedescendant", f"{listbox.get_attribute('id')}-0")
    expect(page.get_by_text("Enter takes.")).to_be_attached()
    page.keyboard.press("Escape")
    expect(listbox).to_be_hidden()
    page.keyboard.type("d")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Ask @Ada ")
    page.keyboard.type("and @ed")
    page.keyboard.press("Tab")
    expect(field).to_have_value("Ask @Ada and @Edi ")
    expect(field).to_be_focused()
    page.get_by_role("button", name="Add the note").click()

    said = page.locator("#party-notes .remark__text")
    expect(said.locator(".mention")).to_have_text(["@Ada", "@Edi"])
    expect(said.locator(".mention--me")).to_have_text("@Edi")
    expect(page.locator("#timeline .timeline__text .mention").first).to_have_text("@Ada")
    assert Notification.objects.of(ada).get(member=ada).kind == "mention"


def test_names_are_offered_on_a_phone_too_where_a_note_is_changed(
    page: Page, enter: Enter, mara: Member, edi: Member, ada: Member, ana: Party, record: str
) -> None:
    note = PartyNote.objects.create(workspace=edi.workspace, party=ana, text="Old", at=ana.created_at, change=1)
    page.set_viewport_size({"width": 375, "height": 700})
    enter(edi)

    page.goto(f"{record}/notes/{note.pk}")
    page.get_by_label("Note").fill("")
    page.get_by_label("Note").press_sequentially("@ad")
    option = page.get_by_role("option", name="Ada")
    expect(option).to_be_in_viewport()
    assert (option.bounding_box() or {"height": 0})["height"] >= 40
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    option.tap() if page.evaluate("navigator.maxTouchPoints") else option.click()
    page.get_by_role("button", name="Save").click()

    expect(page.locator("#party-notes .mention")).to_have_text("@Ada")
    assert Notification.objects.of(ada).filter(member=ada, kind="mention").count() == 1
