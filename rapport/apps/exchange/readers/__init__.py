"""Files into rows: what kind of file it is, how it is encoded, where its lines and columns end."""

from pathlib import Path

from rapport.apps.exchange.readers.csv_file import CsvFile
from rapport.apps.exchange.readers.excel_file import ExcelFile
from rapport.apps.exchange.readers.kinds import kind_of
from rapport.apps.exchange.readers.table import BadRow, Row, Table

__all__ = ["BadRow", "Row", "Table", "open_table"]


def open_table(path: Path) -> Table:
    """The table in the file, with its header read. Raises Refused, saying why, for what is none."""
    if kind_of(path) == "xlsx":
        return ExcelFile(path)
    return CsvFile(path)
