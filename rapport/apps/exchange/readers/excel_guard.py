"""What an Excel file may be, checked before its content is believed: sizes, rows, columns, no document types."""

import re
import zipfile
from collections.abc import Iterator
from typing import IO, NamedTuple

from rapport.apps.exchange.readers.table import MAX_COLUMNS
from rapport.kernel.errors import Refused

MAX_MEMBERS = 2_000
MAX_SHEET = 1 << 30
MAX_OTHER = 64 << 20
MAX_RATIO = 100
SMALL = 1 << 20
SLICE = 8 << 20
LAST_ROW = 1_048_576
MAX_GAP = 10_000
MAX_AREA = 4_000_000

OPENING = re.compile(rb"<(?:(\w+):)?sheetData\s*(/?)>")
ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=[\"'](\d+)[\"']")
CELL_COLUMN = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]+)\d")


class Slice(NamedTuple):
    """A run of whole rows of a worksheet's XML, with the number of its first row (None where rows bear none)."""

    first_row: int | None
    xml: bytes


def require_sane(archive: zipfile.ZipFile) -> None:
    """Refuse what unpacks to far more than it is: the sizes are those the archive itself declares and must keep."""
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise _too_large(f"it holds {len(members):,} parts")
    for member in members:
        if member.flag_bits & 0x1:
            raise Refused("The Excel file is protected by a password. Save it without one.", code="encrypted-excel")
        if member.file_size > SMALL and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise _too_large(
                f"“{member.filename}” unpacks to {member.file_size // max(member.compress_size, 1):,} times its size"
            )
    sheets = sum(member.file_size for member in members if member.filename.startswith("xl/worksheets/"))
    others = sum(member.file_size for member in members if not member.filename.startswith("xl/worksheets/"))
    if sheets > MAX_SHEET or others > MAX_OTHER * 4:
        raise _too_large(f"it unpacks to {(sheets + others) // (1 << 20):,} MB")


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part other than a worksheet, checked. Raises KeyError where there is none."""
    if archive.getinfo(name).file_size > MAX_OTHER:
        raise _too_large(f"“{name}” is larger than {MAX_OTHER // (1 << 20)} MB")
    content = archive.read(name)
    require_plain(content, name)
    return content


def require_plain(xml: bytes, name: str) -> None:
    """No document types, hence no entities; no encodings in which they could hide."""
    if xml.startswith((b"\xff\xfe", b"\xfe\xff")) or b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise Refused(
            f"The Excel file is refused: its part “{name}” holds a document type, which no spreadsheet needs.",
            place=name,
            code="unsafe-excel",
        )


def slices(archive: zipfile.ZipFile, name: str) -> Iterator[Slice]:
    """The rows of a worksheet in runs of a few megabytes, each checked for its extent."""
    last_row = 0
    with archive.open(name) as sheet:
        rest = _after_opening(sheet, name)
        while rest is not None:
            piece = sheet.read(SLICE)
            ready, rest = _cut(rest + piece, ended=not piece, name=name)
            if ready:
                require_plain(ready, name)
                first_row, last_row = _extent(ready, last_row)
                yield Slice(first_row, ready)


def _after_opening(sheet: IO[bytes], name: str) -> bytes | None:
    head = sheet.read(SMALL)
    require_plain(head, name)
    found = OPENING.search(head)
    if found is None:
        raise Refused("The Excel file is damaged: its sheet holds no rows.", place=name, code="damaged-excel")
    if found.group(2):
        return None
    prefix = (found.group(1) + b":") if found.group(1) else b""
    return b"<" + prefix + b"sheetData>" + head[found.end() :]


def _cut(content: bytes, *, ended: bool, name: str) -> tuple[bytes, bytes | None]:
    """Whole rows wrapped as sheet data of their own, and the rest with the opening before it (None at the end)."""
    opening = content[: content.index(b">") + 1]
    closing = b"</" + opening[1:]
    end = content.find(closing)
    if end >= 0:
        return content[: end + len(closing)], None
    if ended:
        raise Refused("The Excel file is damaged: its sheet ends in the middle.", place=name, code="damaged-excel")
    row_end = b"</" + opening[1:].replace(b"sheetData", b"row")
    cut = content.rfind(row_end)
    if cut < 0:
        if len(content) > 3 * SLICE:
            raise _too_large("one row is larger than any row of data")
        return b"", content
    cut += len(row_end)
    return content[:cut] + closing, opening + content[cut:]


def _extent(xml: bytes, last_row: int) -> tuple[int | None, int]:
    numbers = [int(digits[:9]) for digits in ROW_NUMBER.findall(xml)]
    width = max((_column_number(letters) for letters in set(CELL_COLUMN.findall(xml))), default=0)
    if width > MAX_COLUMNS:
        raise Refused(
            f"The sheet is {width:,} columns wide; at most {MAX_COLUMNS:,} can be read. Remove what is not needed.",
            code="too-many-columns",
        )
    if not numbers:
        return None, last_row
    for number in numbers:
        if number > LAST_ROW or number - last_row > MAX_GAP:
            raise Refused(
                f"Row {number:,} stands alone: there is nothing between row {last_row:,} and it. "
                "Delete what stands far below the table, then save the file again.",
                place=f"row {number}",
                code="huge-row-number",
            )
        last_row = number
    if (max(numbers) - min(numbers) + 1) * max(width, 1) > MAX_AREA:
        raise _too_large("its rows lie too far apart")
    return numbers[0], last_row


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:5]:
        number = number * 26 + letter - 64
    return number


def _too_large(why: str) -> Refused:
    return Refused(
        f"The Excel file is refused: {why}. Save the table as CSV, or as a new workbook with nothing else in it.",
        code="too-large-excel",
    )
