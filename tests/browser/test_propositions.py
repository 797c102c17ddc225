"""Propositions and value fit in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note, Proposition
from rapport.apps.canvas.operations import add_notes
from rapport.apps.canvas.operations.actions import add_action
from rapport.apps.canvas.operations.propositions import add_proposition, carry_offering, write_proposition
from rapport.apps.sales.models import Product
from rapport.apps.sales.operations import ProductFacts, record_products
from tests.hands import wait_until
from tests.served import Enter


@pytest.fixture
def address(served: str, enter: Enter, mara: Member, canvas: Canvas) -> str:
    enter(mara)
    return f"{served}/w/{mara.workspace.slug}/canvases/{canvas.pk}"


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator("html[data-ready]")).to_have_count(1)
    return page


def test_a_proposition_is_written_without_a_mouse_and_saves_itself(
    page: Page, address: str, mara: Member, canvas: Canvas, needs: list[Note]
) -> None:
    record_products(mara, [ProductFacts(sku="C-1", name="Night cream")])
    opened(page, f"{address}/propositions").get_by_label("A new proposition in one sentence").focus()
    page.keyboard.type("Ten minutes of advice")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Need: two").press("Enter")
    expect(page.get_by_role("button", name="Need: two")).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Find a product").press_sequentially("night")
    page.get_by_role("button", name="Night cream").press("Enter")
    expect(page.get_by_role("button", name="Take Night cream off")).to_be_visible()
    page.get_by_label("Proof").fill("Nine of ten stay")
    page.get_by_label("Competitor").first.fill("Bliss")
    page.get_by_label("Them", exact=True).first.fill("A hotline")
    page.get_by_label("Them", exact=True).first.blur()

    expect(page.locator("saving-form[data-state=saved]")).to_have_count(4)
    kept = Proposition.objects.of(mara).get()
    assert (kept.statement, kept.proof, kept.answers) == (
        "Ten minutes of advice", "Nine of ten stay", [str(needs[1].pk)],
    )  # fmt: skip
    assert [(row["competitor"], row["them"]) for row in kept.differences] == [("Bliss", "A hotline")]
    assert len(kept.offerings) == 1


def test_b6_what_was_written_without_a_connection_is_not_lost(
    page: Page, address: str, mara: Member, canvas: Canvas
) -> None:
    made = add_proposition(mara, canvas.pk, statement="Ten minutes of advice")
    opened(page, f"{address}/propositions/{made.pk}")
    page.context.set_offline(True)
    page.get_by_label("Message", exact=True).fill("Bring your bag")
    page.get_by_label("Message", exact=True).blur()
    expect(page.locator("saving-form[data-name=message] [data-save-state]")).to_have_text("Not saved yet")

    page.context.set_offline(False)
    page.reload()

    expect(page.get_by_label("Message", exact=True)).to_have_value("Bring your bag")
    expect(page.locator("saving-form[data-name=message] [data-save-state]")).to_have_text("Saved")
    made.refresh_from_db()
    assert made.message == "Bring your bag"


def test_b6_what_was_written_before_the_page_had_its_hands_is_saved(
    page: Page, address: str, mara: Member, canvas: Canvas
) -> None:
    held: list[Route] = []
    made = add_proposition(mara, canvas.pk, statement="Ten minutes of advice")
    page.route("**/saving-form*.js", lambda route: held.append(route))
    page.goto(f"{address}/propositions/{made.pk}", wait_until="commit")
    expect(page.get_by_label("Message", exact=True)).to_be_visible()
    wait_until(page, lambda: held)
    page.evaluate("document.querySelector('[name=message]').focus()")
    page.evaluate("document.execCommand('insertText', false, 'Bring your bag')")

    held[0].continue_()

    expect(page.locator("saving-form[data-name=message]")).to_have_attribute("data-state", "saved")
    made.refresh_from_db()
    assert made.message == "Bring your bag"


def test_b9_changes_of_others_arrive_but_never_under_the_hands(
    page: Page, address: str, mara: Member, edi: Member, canvas: Canvas
) -> None:
    made = add_proposition(mara, canvas.pk, statement="Ten minutes of advice")
    opened(page, f"{address}/propositions/{made.pk}")
    page.get_by_label("Message", exact=True).press_sequentially("Bring")

    write_proposition(edi, canvas.pk, made.pk, {"proof": "Nine of ten stay"})
    page.get_by_label("Message", exact=True).press_sequentially(" your bag")
    expect(page.get_by_label("Message", exact=True)).to_be_focused()
    expect(page.get_by_label("Message", exact=True)).to_have_value("Bring your bag")
    page.get_by_label("Message", exact=True).blur()

    expect(page.get_by_label("Proof")).to_have_value("Nine of ten stay")
    expect(page.get_by_label("Message", exact=True)).to_have_value("Bring your bag")


def test_propositions_are_ordered_by_keyboard_and_deletion_is_undone(
    page: Page, address: str, mara: Member, canvas: Canvas
) -> None:
    for text in ("First", "Second"):
        add_proposition(mara, canvas.pk, statement=text)
    opened(page, f"{address}/propositions")
    statements = page.locator(".proposition__statement")

    page.locator(".proposition", has_text="Second").get_by_role("button", name="Move up").press("Enter")
    expect(statements).to_have_text(["Second", "First"])
    page.locator(".proposition", has_text="Second").get_by_role("button", name="Delete").press("Enter")
    expect(statements).to_have_text(["First"])
    page.get_by_role("button", name="Undo").click()

    expect(statements).to_have_text(["Second", "First"])


def test_a_need_and_an_answer_are_linked_and_unlinked_on_the_fit_page(
    page: Page, address: str, mara: Member, canvas: Canvas, needs: list[Note]
) -> None:
    add_notes(mara, canvas.pk, section="value", texts=["We collect it again"])
    opened(page, f"{address}/fit")
    expect(page.locator(".fit__words")).to_contain_text("3 needs without an answer")

    page.get_by_role("link", name="Need: one").press("Enter")
    answer = page.locator(".fit-answer", has_text="We collect it again").get_by_role("button")
    answer.press("Enter")
    expect(page.locator(".fit__words")).to_contain_text("2 needs without an answer")
    expect(answer).to_have_attribute("aria-pressed", "true")
    answer.click()

    expect(page.locator(".fit__words")).to_contain_text("3 needs without an answer")
    assert Proposition.objects.of(mara).get().statement == "We collect it again"


@pytest.mark.parametrize("place", ["propositions", "fit", "empathy", "facts", "actions", "actions?view=list"])
def test_b25_no_page_is_wider_than_a_small_phone(
    page: Page, address: str, mara: Member, canvas: Canvas, needs: list[Note], place: str
) -> None:
    add_proposition(mara, canvas.pk, statement="A very long statement about everything we give " * 4)
    page.set_viewport_size({"width": 320, "height": 640})

    opened(page, f"{address}/{place}")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("place", ["propositions", "proposition", "fit", "empathy", "facts", "actions", "action"])
def test_b25_the_pages_have_no_serious_fault(
    page: Page, address: str, mara: Member, canvas: Canvas, needs: list[Note], place: str
) -> None:
    made = add_proposition(mara, canvas.pk, statement="Ten minutes of advice", answering=needs[0].pk)
    record_products(mara, [ProductFacts(sku="C-1", name="Night cream")])
    carry_offering(mara, canvas.pk, made.pk, Product.objects.of(mara).get().pk)
    action = add_action(mara, canvas.pk, text="Ask ten customers", metric="nps", due="2026-01-01")
    places = {
        "fit": f"fit?note={needs[0].pk}",
        "proposition": f"propositions/{made.pk}",
        "action": f"actions/{action.pk}",
    }

    opened(page, f"{address}/{places.get(place, place)}")
    found = Axe().run(page)

    serious = [one for one in found.response["violations"] if one["impact"] in {"serious", "critical"}]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in serious] == []


def test_the_relationship_page_shows_the_order_of_validation(page: Page, address: str, needs: list[Note]) -> None:
    opened(page, f"{address}/relationship")

    expect(page.locator(".gates-place .gate")).to_have_count(4)
    expect(page.locator(".gates-place .gate").nth(1)).to_contain_text("First: Segment is not passed")
