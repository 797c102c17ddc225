"""A canvas as a file: what stands on the board stands on the paper, as text and never as markup."""

import csv
import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from rapport.apps.accounts.models import Branding, Member
from rapport.apps.accounts.operations import brand_workspace
from rapport.apps.accounts.tests.pictures import png
from rapport.apps.canvas import operations
from rapport.apps.canvas.models import Canvas, Note
from rapport.apps.canvas.operations import create_canvas
from rapport.apps.canvas.queries import FORMATS, export
from rapport.apps.canvas.queries.export.facts import facts_of
from rapport.apps.canvas.queries.export.typesetting import typeset
from rapport.apps.customers.operations import create_party
from rapport.kernel.errors import Missing

TRICKY = 'Not *bold*, #read("secret"), $x$, <b>, \\ and = no heading'


def words_of_pdf(content: bytes, folder: Path) -> str:
    """The text that can be selected in a PDF."""
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed. On Debian: apt install poppler-utils")
    (folder / "canvas.pdf").write_bytes(content)
    done = subprocess.run([tool, str(folder / "canvas.pdf"), "-"], capture_output=True, check=True)
    return re.sub(r"\s+", " ", done.stdout.decode())


@pytest.fixture
def filled(mara: Member, board: Canvas, price: Note) -> Canvas:
    operations.add_notes(mara, board.pk, section="needs", texts=[TRICKY, "Two\nlines"])
    operations.add_evidence(
        mara, board.pk, price.pk, kind="quotation", settings={"source": "Call"}, direction="contradicts"
    )
    return board


def test_the_pdf_holds_title_subject_sections_notes_and_status_as_text(
    mara: Member, filled: Canvas, tmp_path: Path
) -> None:
    made = export(mara, filled.pk, "pdf")

    words = words_of_pdf(made.content, tmp_path)

    assert (made.name, made.content_type) == ("close-to-young-women.pdf", "application/pdf")
    for expected in (
        "Close to young women",
        "Young women · All regions · Last 12 months",
        "Pain points",
        "The price is too high",
        "Contradicted · 0 for · 1 against",
        "What will you do next to make it better?",
        "1 contradicted",
        TRICKY,
    ):
        assert expected in words


def test_the_pdf_is_tagged_for_readers(mara: Member, filled: Canvas) -> None:
    content = export(mara, filled.pk, "pdf").content

    assert content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in content
    assert b"pdfuaid" in content


def test_a_script_without_a_font_still_gives_a_file(mara: Member, filled: Canvas) -> None:
    operations.add_notes(mara, filled.pk, section="needs", texts=["漢字 한글 عربي 👩‍👩‍👧 \u202etsrif"])

    assert export(mara, filled.pk, "pdf").content.startswith(b"%PDF-")


def test_the_svg_is_one_drawing_and_the_png_one_picture(mara: Member, filled: Canvas) -> None:
    drawing = ElementTree.fromstring(export(mara, filled.pk, "svg").content)
    picture = export(mara, filled.pk, "png").content

    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") > 2_000


def test_two_hundred_notes_run_on_over_pages_and_none_is_lost(mara: Member, board: Canvas, tmp_path: Path) -> None:
    for section in board.blueprint.sections:
        texts = [f"{section.key} number {n}, with some words to fill its line and the next one too" for n in range(22)]
        operations.add_notes(mara, board.pk, section=section.key, texts=texts)

    words = words_of_pdf(export(mara, board.pk, "pdf").content, tmp_path)

    assert all(f"{section.key} number {n}," in words for section in board.blueprint.sections for n in range(22))


def test_figures_stand_on_the_sheet_with_value_interval_and_n(tmp_path: Path) -> None:
    tile = {
        "title": "NPS",
        "value": "32",
        "interval": "25 to 39",
        "n": "212 answers",
        "change": "+4",
        "state": "",
        "target": "",
    }
    few = {**tile, "title": "CES", "value": "", "interval": "", "change": "", "state": "Too few answers (n = 4)"}
    section = {
        "title": "Metrics", "hue": "metric", "columns": 12, "wide": 12, "question": "Which?", "live": "metrics",
        "tiles": [tile, few], "notes": [],
    }  # fmt: skip
    sheet: dict[str, Any] = {
        "title": "T", "subject": "S", "hue": "slate", "region": "R", "period": "P", "workspace": "W", "printed": "D",
        "language": "en", "counts": [], "tiles": [tile, few], "sections": [section], "profile": [], "pages": "board",
        "brand": {"accent": "", "footer": "", "logo": []}, "credit": "",
        "cells": [{"columns": 12, "is_group": False, "title": "", "sections": [section]}],
    }  # fmt: skip

    words = words_of_pdf(typeset(sheet, "pdf"), tmp_path)

    for expected in ("NPS", "32", "25 to 39", "212 answers", "Too few answers (n = 4)"):
        assert expected in words


def test_the_json_follows_its_schema_and_is_stable(mara: Member, filled: Canvas) -> None:
    import jsonschema_rs

    first, second = (export(mara, filled.pk, "json").content for _ in range(2))
    schema_file = finders.find("canvas/format/canvas-2.schema.json")
    document = json.loads(first)

    jsonschema_rs.validator_for(json.loads(Path(str(schema_file)).read_text())).validate(document)
    assert first == second
    assert document["sections"][1]["notes"][0]["text"] == TRICKY
    assert document["sections"][2]["notes"][0]["evidence"][0]["settings"] == {"source": "Call", "said_on": ""}


@pytest.mark.parametrize("form", FORMATS)
def test_each_file_is_served_as_an_attachment(client: Client, mara: Member, filled: Canvas, form: str) -> None:
    client.force_login(mara.user)

    answer = client.get(f"/w/glow/canvases/{filled.pk}/export.{form}")

    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="close-to-young-women.{form}"'
    assert answer["Content-Type"] == FORMATS[form][0]


def test_another_format_is_missing(client: Client, mara: Member, filled: Canvas) -> None:
    client.force_login(mara.user)

    assert client.get(f"/w/glow/canvases/{filled.pk}/export.docx").status_code == 404
    with pytest.raises(Missing):
        export(mara, filled.pk, "docx")


def test_another_workspaces_canvas_cannot_be_exported(otto: Member, filled: Canvas) -> None:
    with pytest.raises(Missing):
        export(otto, filled.pk, "json")


def test_a_title_of_other_letters_still_names_its_file(mara: Member) -> None:
    canvas = operations.create_canvas(mara, title="漢字")

    assert export(mara, canvas.pk, "json").name == "canvas.json"


def test_groups_stand_on_the_sheet_under_their_titles(mara: Member, tmp_path: Path) -> None:
    fit = create_canvas(mara, title="Fit", blueprint_name="value_fit")
    link = create_canvas(mara, title="Link", blueprint_name="business_model_link")

    lists, credited = (words_of_pdf(export(mara, one.pk, "pdf").content, tmp_path) for one in (fit, link))

    assert "What they bring" in lists
    assert "Gain creators" in lists
    assert "Strategyzer" in credited


@pytest.mark.parametrize("form", FORMATS)
def test_nobodys_private_notes_are_in_a_file(mara: Member, board: Canvas, form: str, tmp_path: Path) -> None:
    [note] = operations.add_notes(mara, board.pk, section="needs", texts=["for my eyes only"])
    Note.objects.of(mara).filter(pk=note.pk).update(is_private=True)

    content = export(mara, board.pk, form).content

    words = words_of_pdf(content, tmp_path) if form == "pdf" else content.decode(errors="replace")
    assert "for my eyes" not in words


def test_b24_a_pdf_can_have_a_page_for_each_section(mara: Member, filled: Canvas, tmp_path: Path) -> None:
    content = export(mara, filled.pk, "pdf", pages="sections").content

    assert content.count(b"/Type /Page\n") + content.count(b"/Type/Page\n") in {0, 10}
    words = words_of_pdf(content, tmp_path)
    assert "1 / 10" in words
    assert "Pain points" in words.partition("4 / 10")[0].rpartition("3 / 10")[2]
    assert TRICKY in words


def test_b24_markdown_shows_what_was_written_and_nothing_more(mara: Member, filled: Canvas) -> None:
    text = export(mara, filled.pk, "md").content.decode()

    assert "# Close to young women" in text
    assert "## Needs and wants" in text
    assert "- Not \\*bold\\*, \\#read(" in text
    assert "- Two  \n  lines — *Untested*" in text
    assert "\\<b\\>" in text


def test_b24_no_cell_of_a_table_is_a_formula(mara: Member, board: Canvas) -> None:
    formulas = ["=1+1", "+1+cmd", "-2+3", "@SUM(A1)", " =1", "-5.20", "fine"]
    [*notes] = operations.add_notes(mara, board.pk, section="needs", texts=formulas)
    for note, formula in zip(notes, formulas, strict=True):
        Note.objects.of(mara).filter(pk=note.pk).update(tags=[formula])
    mara.user.name = "=Mara"
    mara.user.save()

    content = export(mara, board.pk, "csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content)))

    assert [row[2] for row in rows[1:]] == ["'=1+1", "'+1+cmd", "'-2+3", "'@SUM(A1)", "'=1", "-5.20", "fine"]
    dangerous = [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert dangerous == ["-5.20", "-5.20"]
    assert {len(row) for row in rows} == {12}


def test_the_workspaces_look_is_on_its_files(mara: Member, filled: Canvas, tmp_path: Path) -> None:
    plain = export(mara, filled.pk, "png").content
    brand_workspace(mara, accent="#aa2255", footer="Calle Mayor 1", logo=png(40, 20))

    content = export(mara, filled.pk, "pdf").content

    assert "Calle Mayor 1" in words_of_pdf(content, tmp_path)
    assert b"pdfuaid" in content
    assert export(mara, filled.pk, "png").content != plain


def test_a_logo_that_cannot_be_drawn_is_left_out(mara: Member, filled: Canvas) -> None:
    broken = png()[:40] + b"\x00" + png()[41:]
    brand_workspace(mara, accent="", footer="", logo=png())
    Branding.objects.of(mara).update(logo=broken)

    assert export(mara, filled.pk, "pdf").content.startswith(b"%PDF-")


def test_facts_about_few_people_are_facts_about_persons(mara: Member, board: Canvas) -> None:
    assert facts_of(mara, board) == []
    canvas = operations.create_canvas(mara)
    for number in range(5):
        create_party(mara, kind="person", name=f"Person {number}")

    [size, *_rest] = facts_of(mara, canvas)

    assert size == {"title": "Customers", "parts": [["5", "100.0%"]]}


def test_another_layout_or_extra_is_missing(mara: Member, filled: Canvas) -> None:
    with pytest.raises(Missing):
        export(mara, filled.pk, "pdf", pages="booklet")
    with pytest.raises(Missing):
        export(mara, filled.pk, "json", extras=["passwords"])
