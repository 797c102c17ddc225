"""Excel workbooks written row by row: one sheet, texts as texts and numbers as numbers, never a formula."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import IO, Any
from xml.sax.saxutils import escape

from rapport.apps.exchange.exporters import Column, Row
from rapport.apps.exchange.writers.csv_rows import as_text
from rapport.kernel.text import guarded

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPES}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
    '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">'
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/>'
    '<xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>',
}
BEGIN = f'<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
FROZEN = '<pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>'
END = "</sheetData></worksheet>"
EPOCH = date(1899, 12, 30)
DAY_SECONDS = 86_400
LAST_ROW = 1_048_576
EXACT_DIGITS = 15
NO_ROOM = "Further rows do not fit into a sheet. Export as CSV or JSON to have all of them."
ALLOWED = {9, 10, 13}


class Pipe:
    """A file that cannot be searched, whose content is taken away as it grows."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, content: bytes) -> int:
        """Keep what was written until it is taken."""
        self._pieces.append(bytes(content))
        return len(content)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        content = b"".join(self._pieces)
        self._pieces.clear()
        return content


def xlsx_rows(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[bytes]:
    """A workbook piece by piece; where there are more rows than a sheet holds, its last one says so."""
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for name, content in PARTS.items():
            archive.writestr(name, HEAD + content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            yield from _sheet(sheet, columns, rows, pipe)
    yield pipe.taken()


def _sheet(sheet: IO[bytes], columns: Sequence[Column], rows: Iterable[Row], pipe: Pipe) -> Iterator[bytes]:
    header = "".join(_text_cell(column.title, style=1) for column in columns)
    sheet.write(f"{HEAD}{BEGIN}{FROZEN}<row>{header}</row>".encode())
    for number, row in enumerate(rows, start=2):
        if number == LAST_ROW:
            sheet.write(f"<row>{_text_cell(NO_ROOM)}</row>".encode())
            break
        cells = "".join(_cell(column, row.get(column.name)) for column in columns)
        sheet.write(f"<row>{cells}</row>".encode("utf-8", "replace"))
        if content := pipe.taken():
            yield content
    sheet.write(END.encode())


def _cell(column: Column, value: Any) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, datetime):
        return _number_cell(_serial(value), style=3)
    if isinstance(value, date):
        return _number_cell(str((value - EPOCH).days), style=2) if value >= EPOCH else _text_cell(value.isoformat())
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and column.kind != "identifier":
        written = as_text(value)
        if sum(sign.isdigit() for sign in written) <= EXACT_DIGITS:
            return _number_cell(written)
    return _text_cell(as_text(value))


def _serial(moment: datetime) -> str:
    """Days since the end of 1899, in UTC as the other formats."""
    plain = moment.astimezone(UTC)
    seconds = plain.hour * 3_600 + plain.minute * 60 + plain.second
    return repr((plain.date() - EPOCH).days + seconds / DAY_SECONDS)


def _number_cell(written: str, style: int = 0) -> str:
    return f'<c s="{style}"><v>{written}</v></c>' if style else f"<c><v>{written}</v></c>"


def _text_cell(text: str, style: int = 0) -> str:
    """A text that no spreadsheet takes for a formula, not even after it was saved as CSV."""
    plain = "".join(sign for sign in guarded(text) if ord(sign) >= 32 or ord(sign) in ALLOWED)
    mark = f' s="{style}"' if style else ""
    return f'<c{mark} t="inlineStr"><is><t xml:space="preserve">{escape(plain)}</t></is></c>'
