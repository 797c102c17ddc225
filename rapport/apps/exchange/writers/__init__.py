"""Rows into files, written as they come: any list of columns and any rows, for exports of every room above."""

from rapport.apps.exchange.writers.csv_rows import csv_rows
from rapport.apps.exchange.writers.json_rows import json_rows
from rapport.apps.exchange.writers.vcard_rows import vcard_rows
from rapport.apps.exchange.writers.xlsx_rows import xlsx_rows

WRITERS = {"csv": csv_rows, "xlsx": xlsx_rows, "json": json_rows, "vcard": vcard_rows}
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "vcard": "text/vcard; charset=utf-8",
}
ENDINGS = {"csv": "csv", "xlsx": "xlsx", "json": "json", "vcard": "vcf"}
TITLES = {"csv": "CSV", "xlsx": "Excel", "json": "JSON", "vcard": "vCard"}

__all__ = ["CONTENT_TYPES", "ENDINGS", "TITLES", "WRITERS", "csv_rows", "json_rows", "vcard_rows", "xlsx_rows"]
