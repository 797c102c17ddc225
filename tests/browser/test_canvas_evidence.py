"""Evidence in the panel of a note: the status follows from it, and the header counts and filters (B12, B13)."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import Locator, expect

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations import add_evidence
from rapport.apps.feedback.operations import ResponseFacts, record_responses
from rapport.kernel.clock import now
from tests.browser.canvas import Board
from tests.hands import wait_until


def opened(board: Board, text: str) -> Locator:
    board.note(text).focus()
    board.press("d")
    panel = board.page.locator("#side-panel")
    expect(panel.get_by_role("heading", name="Evidence", exact=True)).to_be_visible()
    return panel


def says(mara: Member, canvas: Canvas, note: Note, direction: str, said_on: str = "") -> None:
    settings = {"source": "Interview", "said_on": said_on}
    add_evidence(mara, canvas.pk, note.pk, kind="quotation", settings=settings, direction=direction)


def test_b12_a_real_answer_is_picked_by_keyboard_and_the_status_follows(
    needs: list[Note], board: Board, mara: Member
) -> None:
    texts = ["The parcel took three weeks", "All fine"]
    answers = [ResponseFacts("nps", now() - timedelta(days=n), Decimal(3), text) for n, text in enumerate(texts)]
    record_responses(mara, answers)
    panel = opened(board, "two")

    panel.get_by_role("link", name="One survey answer").press("Enter")
    expect(panel.get_by_label("Find an answer")).to_be_visible()
    panel.get_by_label("Find an answer").press_sequentially("parcel")
    board.press("Enter")
    expect(panel.get_by_role("radio")).to_have_count(1)
    panel.get_by_role("radio").press("Space")
    panel.get_by_label("For or against").select_option("Contradicts")
    panel.get_by_role("button", name="Add evidence").press("Enter")

    expect(panel.locator(".piece")).to_contain_text("The parcel took three weeks")
    expect(panel.locator(".piece")).to_contain_text("grows old on")
    expect(board.note("two")).to_contain_text("Contradicted")
    expect(board.page.locator("[data-watch=contradicted]")).to_contain_text("1")


def test_b12_what_cannot_be_saved_is_kept_in_the_form_and_says_why(needs: list[Note], board: Board) -> None:
    panel = opened(board, "two")
    panel.get_by_role("link", name="A page on the web").click()
    panel.get_by_label("Address").fill("http://study.example/old")
    panel.get_by_label("What it shows").fill("A study")

    panel.get_by_role("button", name="Add evidence").click()

    expect(panel.get_by_role("alert")).to_contain_text("begins with https://")
    expect(panel.get_by_label("What it shows")).to_have_value("A study")
    panel.get_by_label("Address").fill("https://study.example/old")
    panel.get_by_role("button", name="Add evidence").click()
    expect(panel.locator(".piece")).to_contain_text("A study, study.example")


def test_b12_changing_and_removing_evidence_computes_the_status_anew(
    needs: list[Note], board: Board, mara: Member, canvas: Canvas
) -> None:
    says(mara, canvas, needs[1], "supports")
    expect(board.note("two")).to_contain_text("Supported")
    panel = opened(board, "two")

    panel.get_by_text("Change", exact=True).click()
    panel.locator(".piece__change").get_by_label("For or against").select_option("Contradicts")
    panel.locator(".piece__change").get_by_role("button", name="Save").click()
    expect(board.note("two")).to_contain_text("Contradicted")

    panel.get_by_role("button", name="Remove").press("Enter")
    expect(board.note("two")).to_contain_text("Untested")
    expect(panel.locator(".piece")).to_have_count(0)
    wait_until(board.page, lambda: panel.evaluate("panel => panel.contains(document.activeElement)"))

    board.page.locator("toast-stack").get_by_role("button", name="Undo").click()
    expect(board.note("two")).to_contain_text("Contradicted")
    expect(panel.locator(".piece")).to_have_count(1)


def test_b12_a_file_is_handed_in_and_taken_out_again(needs: list[Note], board: Board, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    report.write_text("region,days\nSpain,9\n")
    panel = opened(board, "two")
    panel.get_by_role("link", name="A file").click()
    panel.get_by_label("File", exact=True).set_input_files(report)
    panel.get_by_role("button", name="Add evidence").click()

    with board.page.expect_download() as download:
        panel.get_by_role("link", name="Download the file").click()

    assert download.value.suggested_filename == "report.csv"
    assert download.value.path().read_text() == report.read_text()


def test_many_tickets_are_read_and_attached_as_one_step(
    needs: list[Note], board: Board, mara: Member, canvas: Canvas
) -> None:
    page = board.page
    page.goto(f"{board.address}/sources")
    page.get_by_label("Paste them here").fill(
        "subject;created;ticket;text\nLate;2026-11-02;4711;Three weeks\nBroken;2026-11-03;4712;In pieces\n"
    )
    page.get_by_role("button", name="Read them").click()
    expect(page.locator(".source-row")).to_have_count(2)
    page.get_by_role("button", name="Add as evidence").click()
    expect(page.get_by_role("alert")).to_contain_text("at least one")

    page.get_by_label("Attach to").nth(1).select_option("three")
    page.get_by_role("button", name="Add as evidence").click()

    expect(board.note("three")).to_contain_text("Supported")
    panel = opened(board, "three")
    expect(panel.locator(".piece")).to_contain_text("Support ticket: Broken, 4712")


def test_b13_counts_in_the_header_filter_by_keyboard_and_stand_in_the_address(
    needs: list[Note], board: Board, mara: Member, canvas: Canvas
) -> None:
    says(mara, canvas, needs[0], "supports", said_on="2024-01-01")
    says(mara, canvas, needs[1], "contradicts")
    page = board.page
    for status in ("untested", "contradicted", "stale"):
        expect(page.locator(f"[data-watch={status}] [data-count]")).to_have_text("1")

    page.locator("[data-watch=stale]").press("Enter")
    expect(page).to_have_url(f"{board.address}?status=stale")
    expect(board.note("one")).to_be_visible()
    expect(board.note("two")).to_be_hidden()

    page.locator("[data-watch=contradicted]").press("Enter")
    expect(page).to_have_url(f"{board.address}?status=contradicted")
    expect(board.note("two")).to_be_visible()
    expect(board.note("one")).to_be_hidden()

    page.reload()
    expect(page.locator("[data-watch=contradicted]")).to_have_attribute("aria-current", "true")
    expect(board.note("three")).to_be_hidden()
    page.locator("[data-watch=contradicted]").press("Enter")
    expect(page).to_have_url(board.address)
    expect(board.note("three")).to_be_visible()


def test_b13_a_stale_note_says_why_and_how_to_renew_it(
    needs: list[Note], board: Board, mara: Member, canvas: Canvas
) -> None:
    says(mara, canvas, needs[1], "supports", said_on="2024-01-01")
    expect(board.note("two")).to_contain_text("Stale")

    panel = opened(board, "two")
    expect(panel).to_contain_text("older than 180 days")
    panel.get_by_role("link", name="Something a customer said").click()
    panel.get_by_label("Where it was said").fill("Asked again")
    panel.get_by_role("button", name="Add evidence").click()

    expect(board.note("two")).to_contain_text("Supported")
