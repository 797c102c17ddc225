"""The Online Retail file as fact tables: a shop with refunds, adjustments and anonymous orders."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pyarrow as pa

FILE_NAME = "uci_online_retail_2010_2011.parquet"
ZONE = "Europe/London"

_LINES = f"""
CREATE TABLE lines AS
SELECT row_number() OVER () AS id, InvoiceNo AS number, CAST(CustomerID AS BIGINT) AS customer,
  timezone('{ZONE}', CAST(InvoiceDate AS TIMESTAMP)) AS moment, Country AS region, StockCode AS sku,
  Quantity AS quantity, CAST(round(Quantity * UnitPrice, 4) AS DECIMAL(19,4)) AS net
FROM read_parquet($file)
"""
_ORDERS = """
CREATE TABLE orders AS
SELECT row_number() OVER (ORDER BY number) AS id, number, any_value(customer) AS customer, min(moment) AS "at",
  CASE WHEN number LIKE 'C%' OR (max(quantity) < 0 AND sum(net) < 0) THEN 'refund'
    WHEN sum(net) <= 0 THEN 'adjustment' ELSE 'sale' END AS kind,
  min(region) AS region, CAST(sum(net) AS DECIMAL(19,4)) AS net, 'GBP' AS currency
FROM lines GROUP BY number
"""
_ORDER_LINES = """
SELECT lines.id, orders.id AS order_id, orders.customer, orders."at", orders.kind, orders.region,
  lines.quantity, lines.net
FROM lines JOIN orders USING (number)
"""
_CUSTOMERS = """
SELECT customer AS id, 'person' AS kind, arg_min(region, (orders.at, id)) AS region, min(orders.at) AS first_seen
FROM orders WHERE customer IS NOT NULL GROUP BY customer
"""
# Three segments: a country, frequent buyers who bought lately, and those who bought once.
_MEMBERSHIPS = """
WITH buyers AS (
  SELECT customer, count(*) FILTER (WHERE kind = 'sale') AS sales, max(orders.at) FILTER (WHERE kind = 'sale') AS latest
  FROM orders WHERE customer IS NOT NULL GROUP BY customer
), chosen AS (
  SELECT 1 AS segment, id AS customer FROM customers WHERE region = 'Germany'
  UNION ALL SELECT 2, customer FROM buyers WHERE sales >= 5 AND latest >= TIMESTAMPTZ '2011-09-10 00:00:00+00:00'
  UNION ALL SELECT 3, customer FROM buyers WHERE sales = 1
)
SELECT row_number() OVER () AS id, segment, customer, TIMESTAMPTZ '2012-01-01 00:00:00+00:00' AS since FROM chosen
"""


def path() -> Path | None:
    """Where the real file is, if it is here."""
    folder = os.environ.get("RAPPORT_TEST_DATA")
    file = Path(folder) / FILE_NAME if folder else None
    return file if file is not None and file.exists() else None


def tables(file: Path) -> dict[str, pa.Table]:
    """The fact tables built from the file."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(_LINES, {"file": str(file)})
    connection.execute(_ORDERS)
    connection.execute(f"CREATE TABLE customers AS {_CUSTOMERS}")
    queries = {
        "orders": "SELECT * EXCLUDE (number) FROM orders",
        "order_lines": _ORDER_LINES,
        "customers": "FROM customers",
        "memberships": _MEMBERSHIPS,
    }
    return {name: connection.sql(sql).to_arrow_table() for name, sql in queries.items()}
