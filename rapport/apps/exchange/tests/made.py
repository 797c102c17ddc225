"""Files made for tests: a small shop of the shape of a wholesale order list, and workbooks of all sorts."""

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl

from rapport.apps.accounts.models import Member
from rapport.apps.exchange.models import Import
from rapport.apps.exchange.operations import begin_import, choose_mapping, receive_file, run_import

HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
SHOP = f"""{HEADER}
700001,A10,TIN LAMP,6.0,2024-03-01 09:15:00,2.55,501.0,Norway
700001,B20,WOOL SOCKS,4.0,2024-03-01 09:15:00,3.75,501.0,Norway
700002,A10,TIN LAMP,2.0,2024-03-02 10:00:00,2.55,,United Kingdom
700003,A10,TIN LAMP,-30.0,2024-03-03 08:00:00,0.0,,United Kingdom
700004,C30,PAPER STAR,10.0,2024-03-05 12:30:00,1.20,502.0,EIRE
C700005,B20,WOOL SOCKS,-1.0,2024-03-06 16:45:00,3.75,501.0,Norway
700006,B20,SOCKS DAMAGED,1.0,2024-04-01 11:00:00,3.75,501.0,Sweden
C700007,Z99,NEVER SOLD,-1.0,2024-04-02 11:00:00,9.99,502.0,EIRE
"""
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def receive(member: Member, content: str | bytes, *, name: str = "file.csv", kind: str = "") -> Import:
    """A file taken in, ready for its columns to be chosen."""
    written = content.encode() if isinstance(content, str) else content
    return receive_file(member, name=name, content=[written], kind=kind)


def import_text(
    member: Member,
    content: str | bytes,
    kind: str,
    *,
    mapping: dict[str, str] | None = None,
    options: dict[str, str] | None = None,
) -> Import:
    """A file read in at once, as the command does it."""
    source = receive(member, content, kind=kind)
    source = choose_mapping(member, source.pk, mapping={**source.mapping, **(mapping or {})}, options=options or {})
    begin_import(member, source)
    return run_import(member, source, tell=lambda *_: None, stop=lambda: False)


def workbook(path: Path, rows: Iterable[Sequence[object]]) -> Path:
    """A plain workbook with one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def raw_workbook(path: Path, sheet: bytes, *, extra: dict[str, bytes] | None = None) -> Path:
    """A workbook around a worksheet written by hand."""
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets>'
            "</workbook>"
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>'
        ).encode(),
        "xl/worksheets/sheet1.xml": sheet,
        **(extra or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def sheet_of(rows: bytes, *, before: bytes = b"") -> bytes:
    """A worksheet's XML around rows."""
    head = f'<worksheet xmlns="{MAIN}">'.encode()
    return b'<?xml version="1.0"?>' + before + head + b"<sheetData>" + rows + b"</sheetData></worksheet>"


def text_row(number: int, *cells: str, first_column: str = "A") -> bytes:
    """A row of text cells."""
    written = "".join(
        f'<c r="{chr(ord(first_column) + place)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for place, cell in enumerate(cells)
    )
    return f'<row r="{number}">{written}</row>'.encode()
