"""A file on its way in, as people do it: by drop, by keyboard, without script, on a phone."""

import base64

from playwright.sync_api import Browser, Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.exchange.tests.made import HEADER, SHOP
from tests.hands import await_hands
from tests.served import Enter, EnterAs

DROP = """([selector, name, content]) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const dropped = new DataTransfer();
  dropped.items.add(new File([bytes], name, { type: "text/csv" }));
  document.querySelector(selector).dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true }));
}"""


def new_import(served: str, member: Member) -> str:
    return f"{served}/w/{member.workspace.slug}/imports/new/"


def test_a_dropped_file_is_imported_while_one_looks_on(
    page: Page, served: str, worker: None, enter: Enter, mara: Member
) -> None:
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    enter(mara)
    page.goto(new_import(served, mara))

    await_hands(page)
    page.evaluate(DROP, ["file-drop", "shop.csv", base64.b64encode(SHOP.encode()).decode()])
    expect(page.get_by_text("shop.csv ·")).to_be_visible()
    page.get_by_role("button", name="Go on to the columns").click()
    page.get_by_label("Currency", exact=True).last.fill("GBP")
    page.get_by_role("button", name="Show a preview").click()
    expect(page.get_by_role("cell", name="TIN LAMP").first).to_be_visible()
    page.get_by_role("button", name="Import all rows").click()

    expect(page.get_by_role("heading", name="What to do next")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Revenue without a customer")).to_be_visible()
    assert faults == []


def test_choosing_a_column_shows_its_values_and_frees_it_elsewhere(
    page: Page, served: str, enter: Enter, mara: Member
) -> None:
    enter(mara)
    page.goto(new_import(served, mara))
    page.locator("input[type=file]").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": SHOP.encode()})
    page.get_by_role("button", name="Go on to the columns").click()

    page.get_by_text("more fields, without a column").click()
    page.get_by_label("Channel").select_option("Country")

    row = page.locator(".mapping__row", has=page.get_by_label("Channel"))
    expect(row).to_contain_text("Norway · United Kingdom · EIRE")
    expect(page.get_by_label("Country or region")).to_have_value("")


def test_the_way_of_a_file_needs_no_script_and_fits_a_phone(
    browser: Browser, served: str, worker: None, enter_as: EnterAs, mara: Member
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 800})
    enter_as(context, mara)
    page = context.new_page()
    page.goto(new_import(served, mara))
    content = f"{HEADER}\n1,A,X,many,2024-01-01,1,7,Spain\n2,A,X,1,2024-01-01,1,7,Spain\n"

    page.locator("input[type=file]").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    page.get_by_role("button", name="Go on to the columns").click()
    page.get_by_role("button", name="Show a preview").click()
    expect(page.get_by_role("listitem").filter(has_text="Line 2 Quantity: “many” is not a number.")).to_be_visible()
    page.get_by_role("button", name="Import all rows").click()

    expect(page.get_by_role("heading", name="Imported, with refused rows")).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download them with reasons").click()
    assert "“many” is not a number" in download.value.path().read_text()
    context.close()
