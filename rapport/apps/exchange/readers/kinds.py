"""What kind of file it is, told by its first bytes: a name can lie, and a wrong kind deserves a plain answer."""

import re
import zipfile
from pathlib import Path
from typing import Literal

from rapport.kernel.errors import Refused

HEAD = 8_192
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SIGNATURES = [
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"RIFF", "a picture or a sound"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"\xfd7zXZ", "a compressed file (xz)"),
    (b"7z\xbc\xaf", "a compressed file (7-Zip)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a SQLite database"),
    (b"{\\rtf", "a text document (RTF)"),
]
TEXT_SIGNATURES = [
    (("<!doctype", "<html", "<head", "<table", "<meta"), "a web page (HTML)"),
    (("<?xml", "<workbook", "<feed"), "an XML file"),
    (("[[",), "a JSON file of lists without names"),
]
ADVICE = "Export the data as CSV or as an Excel workbook (.xlsx) and choose that file."
JSON_START = re.compile(r"\[\s*(\{|\]|$)|\{\s*(\"|\}|$)")
Kind = Literal["csv", "xlsx", "json", "vcard"]


def kind_of(path: Path) -> Kind:
    """What kind of table it is. Raises Refused, saying what the file is instead, for everything else."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip(b"\xef\xbb\xbf\r\n\t \0"):
        raise Refused("The file is empty.", place=path.name, code="empty-file")
    if head.startswith(b"PK"):
        return _zipped(path)
    if head.startswith(OLD_OFFICE):
        raise _old_office(path)
    found = next((words for signature, words in SIGNATURES if head.startswith(signature)), "") or _text_kind(head)
    if found:
        raise Refused(f"This is {found}, not a table. {ADVICE}", code="wrong-file-type")
    text = _beginning(head)
    if text.startswith("begin:vcard"):
        return "vcard"
    return "json" if text.startswith(("{", "[")) and JSON_START.match(text) else "csv"


def _zipped(path: Path) -> Literal["xlsx"]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refused(
            "The Excel file is damaged and cannot be opened. Open it in Excel, save it again, and choose the new file.",
            code="damaged-excel",
        ) from error
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise Refused("This is a binary Excel workbook (.xlsb). Save it as .xlsx or CSV.", code="wrong-file-type")
    if "word/document.xml" in names:
        raise Refused(f"This is a Word document, not a table. {ADVICE}", code="wrong-file-type")
    if "content.xml" in names:
        raise Refused("This is an OpenDocument file. Save it as .xlsx or CSV.", code="wrong-file-type")
    raise Refused(f"This is a compressed folder (ZIP), not a table. Unpack it first. {ADVICE}", code="wrong-file-type")


def _old_office(path: Path) -> Refused:
    with path.open("rb") as file:
        content = file.read(4_000_000)
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Refused(
            "The Excel file is protected by a password. Save it without a password and choose that file.",
            code="encrypted-excel",
        )
    return Refused(
        "This is an old Excel file (.xls) or another old Office document. Save it as .xlsx or CSV.", code="old-excel"
    )


def _text_kind(head: bytes) -> str:
    text = _beginning(head)
    for beginnings, words in TEXT_SIGNATURES:
        if text.startswith(beginnings):
            return words
    return "" if head.startswith((b"\xff\xfe", b"\xfe\xff")) or not _binary(head) else "not a text file"


def _beginning(head: bytes) -> str:
    return head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe").decode("latin-1").lstrip().lower()


def _binary(head: bytes) -> bool:
    """Control characters that no text has, more than one in fifty; zeros are looked at with the encoding."""
    odd = sum(1 for byte in head if byte < 32 and byte not in b"\0\t\n\r\x0b\x0c\x1a\x1b")
    return odd * 50 > len(head)
