"""Tables as files that spreadsheets open, written row by row so that their length costs no memory.

No cell begins like a formula (trust R17): texts are guarded the same way in both forms, and our importer takes the
guard off again. Rows are sequences of text, numbers, days or None.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import IO, Any, Literal, get_args
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from rapport.kernel.text import guarded

Form = Literal["csv", "xlsx"]
FORMS: tuple[Form, ...] = get_args(Form)
CONTENT_TYPES: dict[Form, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576
DAY_ZERO = date(1899, 12, 30)
FIRST_EXACT_DAY = date(1900, 3, 1)
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    '<Override PartName="/xl/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>'
    '<sheet name="Rapport" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{RELATIONS}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf/><xf numFmtId="14" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs>'
    "</styleSheet>",
}


def csv_lines(header: Sequence[object], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The table as CSV, a line at a time; the mark at its begin tells spreadsheets that it is UTF-8.

    >>> list(csv_lines(["name"], [["=1+1"]]))
    ['\\ufeffname\\r\\n', "'=1+1\\r\\n"]
    """
    yield "\ufeff" + _csv_line(header)
    for row in rows:
        yield _csv_line(row)


def write_table(file: IO[bytes], form: Form, header: Sequence[object], rows: Iterable[Sequence[Any]]) -> int:
    """Write the table into a file open for bytes; returns how many rows it has besides its header."""
    return _write_xlsx(file, header, rows) if form == "xlsx" else _write_csv(file, header, rows)


def _write_csv(file: IO[bytes], header: Sequence[object], rows: Iterable[Sequence[Any]]) -> int:
    count = -1
    for line in csv_lines(header, rows):
        file.write(line.encode("utf-8", "replace"))
        count += 1
    return count


def _csv_line(cells: Sequence[object]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow([_number(cell) if _is_number(cell) else guarded(cell) for cell in cells])
    return written.getvalue()


def _write_xlsx(file: IO[bytes], header: Sequence[object], rows: Iterable[Sequence[Any]]) -> int:
    count = 0
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, body in PARTS.items():
            package.writestr(name, HEAD + body)
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            sheet.write(_row(header, style=2))
            for count, row in enumerate(rows, 1):
                if count >= MOST_ROWS:
                    raise ValueError(f"A sheet holds {MOST_ROWS - 1:,} rows.")
                sheet.write(_row(row))
            sheet.write(b"</sheetData></worksheet>")
    return count


def _row(cells: Sequence[object], style: int = 0) -> bytes:
    return f"<row>{''.join(_cell(cell, style) for cell in cells)}</row>".encode()


def _cell(value: object, style: int) -> str:
    if value is None or value == "":
        return "<c/>"
    if _is_number(value):
        return f"<c><v>{_number(value)}</v></c>"
    if isinstance(value, date) and value >= FIRST_EXACT_DAY:
        return f'<c s="1"><v>{(value - DAY_ZERO).days}</v></c>'
    text = UNWRITABLE.sub("\ufffd", guarded(value))[:LONGEST_CELL]
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool) and isfinite(value)


def _number(value: Any) -> str:
    """The number in plain digits, which no spreadsheet reads as anything else."""
    if isinstance(value, int):
        return str(value)
    return format(Decimal(repr(value)) if isinstance(value, float) else value, "f")
