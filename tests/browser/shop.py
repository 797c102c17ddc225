"""A shop's export of the shape of the Online Retail data: small and made here, or the real one where it is at hand."""

import csv
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import duckdb
import pytest

COLUMNS = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"]
COUNTRIES = ["United Kingdom"] * 6 + ["France", "Germany", "EIRE"]
GOODS = {f"G{number:02d}": (f"GARDEN LANTERN NO {number}", 0.85 + 0.4 * number) for number in range(1, 21)}
REAL_FILE = "uci_online_retail_2010_2011.parquet"


@dataclass(frozen=True)
class Export:
    """The file, and what it holds, counted from the file alone."""

    path: Path
    rows: int
    customers: int
    sales: int
    revenue: str
    last_day: str
    seconds: int


def made(folder: Path) -> Export:
    """A year of a small shop: cancellations, lines without a customer, four countries."""
    chance, path = Random(11), folder / "orders.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number, customer in enumerate(chance.choices([None, *range(12_001, 12_081)], k=420)):
            at = datetime(2011, 1, 3, 9) + timedelta(days=int(number * 0.8), minutes=chance.randrange(500))
            _write_order(writer, 536_000 + number, customer, at, chance)
    return _counted(path, seconds=300)


def _write_order(writer: object, number: int, customer: int | None, at: datetime, chance: Random) -> None:
    country = Random(customer).choice(COUNTRIES)
    rows = []
    for sku in chance.sample(sorted(GOODS), chance.randint(1, 4)):
        name, price = GOODS[sku]
        rows.append([str(number), sku, name, chance.randint(1, 12), f"{at:%Y-%m-%d %H:%M:%S}", f"{price:.2f}"])
    for row in rows:
        writer.writerow([*row, customer or "", country])  # type: ignore[attr-defined]
    if customer and chance.random() < 0.06:
        _, sku, name, quantity, _, price = rows[0]
        later = f"{at + timedelta(hours=3):%Y-%m-%d %H:%M:%S}"
        writer.writerow([f"C{number}", sku, name, -int(quantity), later, price, customer, country])  # type: ignore[attr-defined]


def real(folder: Path) -> Export:
    """The whole real file, written out as the CSV a shop would have. Skips where it is absent."""
    source = Path(os.environ.get("RAPPORT_TEST_DATA", "")) / REAL_FILE
    if not os.environ.get("RAPPORT_TEST_DATA") or not source.exists():
        pytest.skip("RAPPORT_TEST_DATA names no folder with the Online Retail file")
    path = folder / "online-retail.csv"
    date = "strftime(InvoiceDate, '%Y-%m-%d %H:%M:%S') AS InvoiceDate"
    numbers = f"Quantity::INT AS Quantity, {date}, UnitPrice, CustomerID::INT AS CustomerID"
    duckdb.execute(f"COPY (SELECT InvoiceNo, StockCode, Description, {numbers}, Country FROM '{source}') TO '{path}'")
    return _counted(path, seconds=900)


def _counted(path: Path, *, seconds: int) -> Export:
    lines = f"read_csv('{path}', all_varchar = true)"
    rows, customers, revenue, last = duckdb.execute(
        f"SELECT count(*), count(DISTINCT nullif(CustomerID, '')), sum(Quantity::INT * UnitPrice::DECIMAL(12, 4)), "
        f"max(InvoiceDate)[:10] FROM {lines}"
    ).fetchall()[0]
    sales = duckdb.execute(
        f"SELECT count(*) FROM (SELECT InvoiceNo, sum(Quantity::INT * UnitPrice::DECIMAL(12, 4)) AS total FROM {lines} "
        "WHERE InvoiceNo NOT LIKE 'C%' GROUP BY 1 HAVING total > 0)"
    ).fetchall()[0][0]
    return Export(path, rows, customers, sales, f"{revenue:,.2f}", last, seconds)
