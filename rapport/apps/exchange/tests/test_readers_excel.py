import time
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from rapport.apps.exchange.readers import Row, open_table
from rapport.apps.exchange.tests.made import raw_workbook, sheet_of, text_row, workbook
from rapport.kernel.errors import Refused


@pytest.fixture(autouse=True)
def within_two_seconds() -> Iterator[None]:
    """Whatever a workbook is, the answer comes quickly."""
    began = time.process_time()
    yield
    assert time.process_time() - began < 10, "far beyond what is promised, even on a slow machine"


def refuse(path: Path, words: str) -> Refused:
    began = time.process_time()
    with pytest.raises(Refused, match=words) as refused:
        open_table(path).check()
    assert time.process_time() - began < 2
    return refused.value


def test_cells_become_text_that_reads_back(tmp_path: Path) -> None:
    moment = datetime(2024, 3, 1, 9, 15)
    rows = [["no", "at", "price", "known"], [17850.0, moment, 2.55, True], ["C1", None, -3, False]]

    table = open_table(workbook(tmp_path / "a.xlsx", rows))

    assert table.columns == ["no", "at", "price", "known"]
    assert list(table.rows()) == [
        Row(2, ["17850", "2024-03-01 09:15:00", "2.55", "TRUE"]),
        Row(3, ["C1", "", "-3", "FALSE"]),
    ]


def test_rows_and_columns_keep_their_places_in_every_slice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.apps.exchange.readers.excel_guard.SLICE", 2_000)
    monkeypatch.setattr("rapport.apps.exchange.readers.excel_guard.SMALL", 500)
    rows = [["no", "name", "score"], *([f"n{n}", "" if n > 50 else "x", n] for n in range(2, 300))]

    table = open_table(workbook(tmp_path / "a.xlsx", rows))

    read = list(table.rows())
    assert [row.line for row in read] == list(range(2, 300))
    assert read[-1].cells == ["n299", "", "299"]
    assert read[10].cells == ["n12", "x", "12"]


def test_a_table_that_begins_further_down_and_right_is_read(tmp_path: Path) -> None:
    rows = text_row(3, "name", "city", first_column="C") + text_row(7, "Ann", "Oslo", first_column="C")

    table = open_table(raw_workbook(tmp_path / "a.xlsx", sheet_of(rows)))

    assert table.columns == ["Column 1", "Column 2", "name", "city"]
    assert list(table.rows()) == [Row(7, ["", "", "Ann", "Oslo"])]


def test_rows_and_cells_without_numbers_are_counted(tmp_path: Path) -> None:
    cells = b"".join(b'<row><c t="inlineStr"><is><t>%s</t></is></c></row>' % word for word in (b"name", b"Ann", b"Bo"))

    table = open_table(raw_workbook(tmp_path / "a.xlsx", sheet_of(cells)))

    assert list(table.rows()) == [Row(2, ["Ann"]), Row(3, ["Bo"])]


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path / "a.xlsx", sheet_of(b" " * (200 << 20)))

    refused = refuse(path, "unpacks to")

    assert path.stat().st_size < 1 << 20
    assert refused.code == "too-large-excel"


def test_a_bomb_among_the_strings_is_refused(tmp_path: Path) -> None:
    strings = {"xl/sharedStrings.xml": b"<sst>" + b"a" * (150 << 20) + b"</sst>"}

    refuse(raw_workbook(tmp_path / "a.xlsx", sheet_of(text_row(1, "a")), extra=strings), "unpacks to")


def test_a_member_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = raw_workbook(tmp_path / "a.xlsx", sheet_of(text_row(1, "name") + text_row(2, "Ann" * 50_000)))
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        true = archive.getinfo("xl/worksheets/sheet1.xml").file_size.to_bytes(4, "little")
    path.write_bytes(bytes(content).replace(true, (500).to_bytes(4, "little")))

    refuse(path, "damaged")


@pytest.mark.parametrize("number", [1_048_577, 999_999_999, 1_048_576, 50_000])
def test_a_huge_row_number_is_refused_naming_the_row(tmp_path: Path, number: int) -> None:
    path = raw_workbook(tmp_path / "a.xlsx", sheet_of(text_row(1, "name") + text_row(number, "Ann")))
    tracemalloc.start()

    refused = refuse(path, "stands alone")

    assert refused.place == f"row {number}"
    assert tracemalloc.get_traced_memory()[1] < 32 << 20
    tracemalloc.stop()


def test_a_huge_column_is_refused(tmp_path: Path) -> None:
    far = b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'

    refuse(raw_workbook(tmp_path / "a.xlsx", sheet_of(far)), "16,384 columns")


def test_rows_that_lie_far_apart_are_refused_before_they_fill_the_memory(tmp_path: Path) -> None:
    far = b"".join(b'<row r="%d"><c r="ALL%d"><v>1</v></c></row>' % (n, n) for n in range(1, 900_000, 9_999))

    refuse(raw_workbook(tmp_path / "a.xlsx", sheet_of(far)), "too far apart")


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_entities_and_document_types_are_refused(tmp_path: Path, part: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("to be kept")
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'.encode()
    rows = text_row(1, "name") + text_row(2, "&e;")
    plain = {"xl/worksheets/sheet1.xml": sheet_of(rows), "xl/sharedStrings.xml": b"<sst/>"}
    plain["xl/workbook.xml"] = (
        b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
        b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        b'<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    plain[part] = doctype + plain[part]

    refused = refuse(
        raw_workbook(tmp_path / "a.xlsx", plain.pop("xl/worksheets/sheet1.xml"), extra=plain), "document type"
    )

    assert "to be kept" not in refused.message


def test_an_old_workbook_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096)

    assert refuse(path, "old Excel file").code == "old-excel"


def test_an_encrypted_workbook_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"))

    assert refuse(path, "password").code == "encrypted-excel"


@pytest.mark.parametrize("cut", [100, 600, 1500])
def test_a_damaged_workbook_is_refused(tmp_path: Path, cut: int) -> None:
    path = workbook(tmp_path / "a.xlsx", [["name"], ["Ann"]])
    path.write_bytes(path.read_bytes()[:cut])

    refuse(path, "damaged")


def test_a_sheet_that_ends_in_the_middle_is_refused(tmp_path: Path) -> None:
    whole = sheet_of(text_row(1, "name") + text_row(2, "Ann"))

    refuse(raw_workbook(tmp_path / "a.xlsx", whole[:-30]), "damaged")


def test_a_workbook_with_flipped_bytes_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["name"], *([f"Ann {n}"] for n in range(5_000))])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 2_000
    content[start : start + 40] = b"\xff" * 40
    path.write_bytes(content)

    refuse(path, "damaged")


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    refuse(raw_workbook(tmp_path / "a.xlsx", sheet_of(b"")), "empty")


@pytest.mark.parametrize(
    ("member", "words"),
    [("word/document.xml", "Word"), ("content.xml", "OpenDocument"), ("xl/workbook.bin", "xlsb"), ("a.csv", "ZIP")],
)
def test_other_packed_files_are_called_by_their_name(tmp_path: Path, member: str, words: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "x")

    refuse(path, words)
