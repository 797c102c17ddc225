"""Files people trust us with: recognised, put right where they are wrong, and taken back.

A page that waits for a job goes on by itself; a story that leads it elsewhere meanwhile gets in its way.
"""

from playwright.sync_api import Page, expect

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations import update_party
from rapport.apps.exchange.models import ImportUndo
from rapport.apps.exchange.tests.made import import_text
from rapport.apps.exchange.tests.test_presets import ORDERS
from rapport.apps.sales.models import Order
from rapport.kernel.jobs import run_jobs
from tests.hands import await_hands
from tests.served import Enter

PEOPLE = "customer id,name,email\n1,Ann,a@x.example\n2,Ben,ben@\n3,Cid,cid@\n"


def test_an_order_export_of_a_known_shop_comes_in_without_a_question(
    page: Page, served: str, enter: Enter, mara: Member
) -> None:
    enter(mara)
    page.goto(f"{served}/w/{mara.workspace.slug}/imports/new/")
    file = {"name": "orders_export.csv", "mimeType": "text/csv", "buffer": ORDERS["shopify_orders"].encode()}

    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Go on to the columns").click()
    expect(page.get_by_text("Recognised: Orders from Shopify")).to_be_visible()
    expect(page.get_by_label("Order number", exact=False).first).to_have_value("Name")
    page.get_by_role("button", name="Show a preview").click()
    page.get_by_role("button", name="Check all rows first").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Checking")
    run_jobs()
    expect(page.get_by_text("Would be created")).to_be_visible()
    page.get_by_role("button", name="Import 2 rows").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Importing")
    run_jobs()

    expect(page.get_by_role("heading", level=1)).to_have_text("Imported")
    page.goto(f"{served}/w/{mara.workspace.slug}/imports/")
    page.get_by_role("link", name="orders_export.csv").click()
    expect(page.get_by_role("heading", name="Imported", exact=True)).to_be_visible()
    assert Order.objects.of(mara).get().number == "#1001"


def test_wrong_rows_are_put_right_in_the_grid_by_keyboard(page: Page, served: str, enter: Enter, mara: Member) -> None:
    source = import_text(mara, PEOPLE, "people")
    enter(mara)
    page.goto(f"{served}/w/{mara.workspace.slug}/imports/{source.pk}/")

    page.get_by_role("link", name="Put them right here").click()
    await_hands(page)
    page.get_by_label("email, line 3").fill("ben@x.example")
    page.get_by_label("email, line 3").press("Enter")
    expect(page.get_by_label("email, line 4")).to_be_focused()
    page.keyboard.type("cid@x.example")
    page.get_by_role("button", name="Check these rows again").click()
    expect(page.get_by_text("2 rows are good now.").first).to_be_visible()
    page.get_by_role("button", name="Import these 2 rows").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Importing")
    run_jobs()

    expect(page.get_by_role("heading", name="Imported", exact=True)).to_be_visible()
    assert sorted(Party.objects.of(mara).values_list("email", flat=True)) == [
        "a@x.example",
        "ben@x.example",
        "cid@x.example",
    ]


def test_an_import_is_taken_back_and_says_what_stays(page: Page, served: str, enter: Enter, mara: Member) -> None:
    source = import_text(mara, "customer id,name\n1,Ann\n2,Ben\n3,Cid\n", "people")
    update_party(mara, Party.objects.of(mara).get(name="Ann").pk, city="Rome")
    enter(mara)
    page.goto(f"{served}/w/{mara.workspace.slug}/imports/{source.pk}/")

    page.get_by_role("link", name="Undo this import").click()
    expect(page.get_by_role("row", name="People and companies 3 0")).to_be_visible()
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_role("heading", name="Taking the import back")).to_be_visible()
    run_jobs()

    expect(page.get_by_role("heading", name="The import is undone")).to_be_visible()
    expect(page.get_by_role("row", name="Ann")).to_contain_text("Somebody has worked on it since.")
    assert ImportUndo.objects.of(mara).get().removed == 2
    assert Party.objects.of(mara).get().name == "Ann"
