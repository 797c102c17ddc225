"""Two real shops as fact tables with products: Online Retail and a sample of Complete Journey."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pyarrow as pa

from rapport import analytics

ONLINE_RETAIL = "uci_online_retail_2010_2011.parquet"
JOURNEY = ("completejourney_transactions_sample.parquet", "completejourney_products.parquet")

_RETAIL = {
    "order_lines": """SELECT row_number() OVER () AS id, dense_rank() OVER (ORDER BY InvoiceNo) AS order_id,
      CAST(CustomerID AS BIGINT) AS customer, timezone('Europe/London', CAST(InvoiceDate AS TIMESTAMP)) AS "at",
      CASE WHEN InvoiceNo LIKE 'C%' THEN 'refund' WHEN Quantity > 0 AND UnitPrice > 0 THEN 'sale' ELSE 'adjustment' END
      AS kind, dense_rank() OVER (ORDER BY StockCode) AS product, Quantity AS quantity,
      CAST(round(Quantity * UnitPrice, 4) AS DECIMAL(19,4)) AS net FROM '{0}'""",
    "products": """SELECT DISTINCT dense_rank() OVER (ORDER BY StockCode) AS id, StockCode AS name FROM '{0}'""",
}
_JOURNEY = {
    "order_lines": """SELECT row_number() OVER () AS id, CAST(basket_id AS BIGINT) AS order_id,
      CAST(household_id AS BIGINT) AS customer, timezone('UTC', CAST(transaction_timestamp AS TIMESTAMP)) AS "at",
      'sale' AS kind, CAST(product_id AS BIGINT) AS product, quantity, CAST(sales_value AS DECIMAL(19,4)) AS net
      FROM '{0}'""",
    "products": """SELECT CAST(product_id AS BIGINT) AS id, product_category AS category FROM '{1}'""",
}


def folder() -> Path | None:
    """Where the real data is, if it is here."""
    told = os.environ.get("RAPPORT_TEST_DATA")
    return Path(told) if told and (Path(told) / ONLINE_RETAIL).exists() else None


def online_retail() -> analytics.Source:
    """Products by stock code, sales with anonymous orders among them."""
    return analytics.Source(_tables(_RETAIL, (ONLINE_RETAIL,)))


def journey() -> analytics.Source:
    """Categories of groceries bought by households."""
    return analytics.Source(_tables(_JOURNEY, JOURNEY))


def _tables(queries: dict[str, str], names: tuple[str, ...]) -> dict[str, pa.Table]:
    place = folder()
    assert place is not None
    files = [str(place / name) for name in names]
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    return {name: connection.sql(sql.format(*files)).to_arrow_table() for name, sql in queries.items()}
