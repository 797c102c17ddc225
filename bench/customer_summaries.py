"""The history of every customer by us, by hand in SQL and in Polars, and by lifetimes; for customer_models.py."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import simulated_customers as simulated

Work = Callable[[], Any]


def our_summary(folder: Path, collapse: Any = "day", *, checked: bool = False) -> Work:
    from rapport.analytics import Period, Source
    from rapport.analytics.models.summary import summary

    source = Source({"orders": simulated.paths(folder, "orders")})
    if checked:
        source.profile("orders")

    def work() -> str:
        found = summary(source, Period(simulated.START, simulated.END), unit="day", collapse=collapse)
        return said(len(found), found.frequency.sum())

    return work


def our_summary_of_checked(folder: Path) -> Work:
    """As in the application, where every state of the lake is checked once."""
    return our_summary(folder, checked=True)


def our_summary_by_time(folder: Path) -> Work:
    return our_summary(folder, None)


def duckdb_summary(folder: Path) -> Work:
    import duckdb

    sql = f"""
    SELECT customer, count(*) - 1 AS frequency, max(day) - min(day) AS recency, DATE '2025-12-28' - min(day) AS age,
      CAST((sum(net) - arg_min(net, day)) / nullif(count(*) - 1, 0) AS DOUBLE) AS spend
    FROM (
      SELECT customer, CAST("at" AS DATE) AS day, sum(net) AS net
      FROM read_parquet({simulated.paths(folder, "orders")}) WHERE kind = 'sale' GROUP BY ALL
    ) GROUP BY customer ORDER BY customer
    """
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")

    def work() -> str:
        found = connection.sql(sql).to_arrow_table()
        return said(found.num_rows, found["frequency"].to_numpy().sum())

    return work


def duckdb_whole_summary(folder: Path) -> Work:
    """The work of ours by hand: rows and ids checked, and refunds taken off the sales that they name."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(f"CREATE VIEW orders AS FROM read_parquet({simulated.paths(folder, 'orders')})")
    checks = """
    SELECT count(*) - count(DISTINCT id) + count(*) FILTER (WHERE id IS NULL OR id < 0 OR "at" IS NULL OR net IS NULL
      OR kind IS NULL OR kind NOT IN ('sale', 'refund', 'adjustment') OR currency IS NULL OR customer < 0
      OR refunds < 0 OR partner < 0 OR discount < 0 AND kind = 'sale' OR bucket > 63) AS faults,
      count(DISTINCT currency) AS currencies FROM orders
    """
    sql = """
    WITH taken_back AS (
      SELECT sold.customer, CAST(sold."at" AS DATE) AS day, refunded.net
      FROM orders AS refunded JOIN orders AS sold
        ON sold.id = refunded.refunds AND sold.customer = refunded.customer AND sold.kind = 'sale'
      WHERE refunded.kind = 'refund'
    ), days AS (
      SELECT customer, day, sum(net) AS net
      FROM (
        SELECT customer, CAST("at" AS DATE) AS day, net FROM orders WHERE kind = 'sale'
        UNION ALL SELECT customer, day, net FROM taken_back
      ) GROUP BY ALL
    )
    SELECT customer, count(*) - 1 AS frequency, max(day) - min(day) AS recency, DATE '2025-12-28' - min(day) AS age,
      CAST((sum(net) - arg_min(net, day)) / nullif(count(*) - 1, 0) AS DOUBLE) AS spend
    FROM days GROUP BY customer ORDER BY customer
    """

    def work() -> str:
        if connection.execute(checks).fetchall() != [(0, 1)]:
            raise ValueError("orders at fault")
        found = connection.sql(sql).to_arrow_table()
        return said(found.num_rows, found["frequency"].to_numpy().sum())

    return work


def polars_summary(folder: Path) -> Work:
    import polars

    def work() -> str:
        orders = polars.scan_parquet(simulated.paths(folder, "orders")).filter(polars.col("kind") == "sale")
        days = orders.group_by("customer", polars.col("at").dt.date().alias("day")).agg(polars.col("net").sum())
        found = days.group_by("customer").agg(
            polars.len().alias("frequency") - 1,
            polars.col("day").min().alias("first"),
            polars.col("day").max().alias("last"),
            polars.col("net").sum() - polars.col("net").sort_by("day").first().alias("spend"),
        )
        found = found.sort("customer").collect()
        return said(found.height, found["frequency"].sum())

    return work


def polars_whole_summary(folder: Path) -> Work:
    """The same by hand in Polars."""
    import polars
    from polars import col

    def work() -> str:
        orders = polars.scan_parquet(simulated.paths(folder, "orders"))
        at_fault = polars.any_horizontal(
            *(col(name).is_null() for name in ("id", "at", "net", "kind", "currency")),
            *(col(name) < 0 for name in ("id", "customer", "refunds", "partner")),
            ~col("kind").is_in(["sale", "refund", "adjustment"]),
            (col("discount") < 0) & (col("kind") == "sale"),
            col("bucket") > 63,
        )
        checks = orders.select(at_fault.sum() + polars.len() - col("id").n_unique(), n=col("currency").n_unique())
        if checks.collect().row(0) != (0, 1):
            raise ValueError("orders at fault")
        columns = ("customer", col("at").dt.date().alias("day"), "net")
        sold = orders.filter(col("kind") == "sale").select("id", *columns)
        refunds = orders.filter(col("kind") == "refund").select("customer", "net", id="refunds")
        back = refunds.join(sold.select("id", "customer", "day"), on=["id", "customer"]).select(
            "customer", "day", "net"
        )
        rows = polars.concat([sold.select("customer", "day", "net"), back])
        days = rows.group_by("customer", "day").agg(col("net").sum())
        found = days.group_by("customer").agg(
            polars.len().alias("frequency") - 1,
            col("day").min().alias("first"),
            col("day").max().alias("last"),
            col("net").sum() - col("net").sort_by("day").first().alias("spend"),
        )
        found = found.sort("customer").collect()
        return said(found.height, found["frequency"].sum())

    return work


def lifetimes_summary(folder: Path) -> Work:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq
    from lifetimes.utils import summary_data_from_transaction_data

    def work() -> str:
        columns, sales = ["customer", "at", "net"], pc.field("kind") == "sale"
        table = pq.ParquetDataset(simulated.paths(folder, "orders"), filters=sales).read(columns)
        table = table.set_column(2, "net", table["net"].cast(pa.float64()))
        frame = table.to_pandas()
        frame["at"] = frame["at"].dt.tz_localize(None)
        found = summary_data_from_transaction_data(frame, "customer", "at", "net", observation_period_end="2025-12-28")
        return said(len(found), found["frequency"].sum())

    return work


def said(customers: int, repeats: float) -> str:
    return f"{customers:,} customers, {repeats:,.0f} repeats"
