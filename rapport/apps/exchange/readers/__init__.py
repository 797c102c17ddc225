"""Files into rows: what kind of file it is, how it is encoded, where its lines and columns end."""

from collections.abc import Callable
from pathlib import Path

from rapport.apps.exchange.readers.csv_file import CsvFile
from rapport.apps.exchange.readers.excel_file import ExcelFile
from rapport.apps.exchange.readers.json_file import JsonFile
from rapport.apps.exchange.readers.kinds import Kind, kind_of
from rapport.apps.exchange.readers.table import BadRow, Row, Table
from rapport.apps.exchange.readers.vcard_file import VcardFile

READERS: dict[Kind, Callable[[Path], Table]] = {
    "csv": CsvFile,
    "xlsx": ExcelFile,
    "json": JsonFile,
    "vcard": VcardFile,
}

__all__ = ["BadRow", "Row", "Table", "open_table"]


def open_table(path: Path) -> Table:
    """The table in the file, with its header read. Raises Refused, saying why, for what is none."""
    return READERS[kind_of(path)](path)
