"""Excel workbooks (.xlsx), a slice of rows at a time, so that a sheet of a million rows needs little memory."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook

from rapport.apps.exchange.readers import excel_guard
from rapport.apps.exchange.readers.table import BadRow, Row, checked, header_names
from rapport.kernel.errors import Refused

BROKEN = (zipfile.BadZipFile, CalamineError, ElementTree.ParseError, KeyError, OSError, ValueError, EOFError)
CARRIED = (
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
)
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
WORKSHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"%s>'
NAMESPACE = b' xmlns:%s="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


class ExcelFile:
    """The first visible sheet of a workbook; its first row with text is the header."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            with zipfile.ZipFile(path) as archive:
                excel_guard.require_sane(archive)
                self.sheet, self._part = _first_sheet(archive)
            self.header_line, self.columns = self._header()
        except Refused:
            raise
        except (*BROKEN, zipfile.LargeZipFile, NotImplementedError) as error:
            raise _damaged() from error

    @property
    def details(self) -> dict[str, str]:
        return {"format": "Excel", "sheet": self.sheet}

    def rows(self) -> Iterator[Row | BadRow]:
        width = len(self.columns)
        try:
            for line, cells in self._lines():
                if line > self.header_line:
                    # A sheet has no ragged rows, only cells nobody filled.
                    row = checked(line, cells + [""] * (width - len(cells)), self.columns)
                    if row is not None:
                        yield row
        except BROKEN as error:
            raise _damaged() from error

    def check(self) -> None:
        try:
            with zipfile.ZipFile(self.path) as archive:
                for _ in excel_guard.slices(archive, self._part):
                    pass
        except BROKEN as error:
            raise _damaged() from error

    def _header(self) -> tuple[int, list[str]]:
        for line, cells in self._lines():
            if any(cell.strip() for cell in cells):
                return line, header_names(cells, line)
        raise Refused("The first sheet of the workbook is empty.", place=self.sheet, code="empty-file")

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        """Row number and cells as text of every row; cells beyond the last filled one are left off."""
        with zipfile.ZipFile(self.path) as archive:
            frame = {name: excel_guard.part(archive, name) for name in CARRIED if name in archive.namelist()}
            following = 1
            for piece in excel_guard.slices(archive, self._part):
                sheet = self._opened(frame, piece.xml)
                if sheet.start is None:
                    continue
                offset = 0 if piece.first_row is not None else following - 1
                margin = [""] * sheet.start[1]
                line = sheet.start[0] + 1 + offset
                for values in sheet.to_python():
                    yield line, margin + [as_text(value) for value in values]
                    line += 1
                following = line

    def _opened(self, frame: dict[str, bytes], rows: bytes) -> Any:
        """The slice as a little workbook of its own with the styles and strings of the whole."""
        buffer = io.BytesIO()
        prefix = rows[1 : rows.index(b">")].partition(b":")[0] if b":" in rows[: rows.index(b">")] else b""
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as small:
            for name, content in frame.items():
                small.writestr(name, content)
            opening = WORKSHEET % (NAMESPACE % prefix if prefix else b"")
            small.writestr(self._part, opening + rows + b"</worksheet>")
        buffer.seek(0)
        return CalamineWorkbook.from_filelike(buffer).get_sheet_by_name(self.sheet)


def _first_sheet(archive: zipfile.ZipFile) -> tuple[str, str]:
    """Name and part of the first visible worksheet."""
    book = ElementTree.fromstring(excel_guard.part(archive, "xl/workbook.xml"))  # noqa: S314 - checked for document types
    links = ElementTree.fromstring(excel_guard.part(archive, "xl/_rels/workbook.xml.rels"))  # noqa: S314 - the same
    targets = {link.get("Id"): str(link.get("Target")) for link in links}
    for sheet in book.iter():
        if re.sub(r"^\{.*\}", "", sheet.tag) == "sheet" and sheet.get("state", "visible") == "visible":
            target = targets.get(_relation(sheet), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if part.startswith("xl/worksheets/") and part in archive.namelist():
                return str(sheet.get("name")), part
    raise Refused("The workbook has no visible sheet.", code="empty-file")


def _relation(sheet: ElementTree.Element) -> str | None:
    return next((value for name, value in sheet.items() if name == RELATION or name.endswith("}id")), None)


def as_text(value: Any) -> str:
    """A cell's value as text that reads back to the same value: whole numbers plain, dates by ISO 8601."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None else str(value)


def _damaged() -> Refused:
    return Refused(
        "The Excel file is damaged and cannot be read. Open it in Excel, save it again, and choose the new file.",
        code="damaged-excel",
    )
