"""The order list of a real wholesaler: the figures after the import against the same figures from the raw file."""

import os
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from django.db.models import Count, Sum

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party, Region
from rapport.apps.exchange.models import Import
from rapport.apps.exchange.operations import begin_import, receive_file, run_import
from rapport.apps.sales.models import Order, OrderLine, Product

FILE = Path(os.environ.get("RAPPORT_TEST_DATA", "")) / "uci_online_retail_2010_2011.parquet"
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(
        not os.environ.get("RAPPORT_TEST_DATA") or not FILE.exists(), reason="RAPPORT_TEST_DATA has no order list"
    ),
]
KINDS = """
    CASE WHEN number LIKE 'C%' THEN 'refund'
         WHEN total < 0 AND most < 0 THEN 'refund'
         WHEN total > 0 THEN 'sale' ELSE 'adjustment' END
"""


@pytest.fixture
def raw(tmp_path: Path) -> duckdb.DuckDBPyConnection:
    """The raw file as tables of another engine, and written out as the CSV a shop would have."""
    raw = duckdb.connect()
    raw.execute(f"COPY (SELECT * FROM '{FILE}') TO '{tmp_path / 'orders.csv'}' (HEADER)")
    raw.execute(
        f"""CREATE TABLE lines AS SELECT InvoiceNo AS number, StockCode AS sku, Country AS country,
            CAST(CustomerID AS BIGINT) AS customer, InvoiceDate AS moment, CAST(Quantity AS DECIMAL(12, 0)) AS quantity,
            CAST(Quantity AS DECIMAL(12, 0)) * CAST(UnitPrice AS DECIMAL(12, 3)) AS net FROM '{FILE}'"""
    )
    raw.execute(
        f"""CREATE TABLE orders AS SELECT *, {KINDS} AS kind FROM (SELECT number, max(customer) AS customer,
            min(moment) AS moment, sum(net) AS total, max(quantity) AS most FROM lines GROUP BY number)"""
    )
    return raw


def one(raw: duckdb.DuckDBPyConnection, question: str) -> tuple[object, ...]:
    found = raw.execute(question).fetchone()
    assert found is not None
    return tuple(found)


def test_the_whole_list_agrees_with_its_raw_file(mara: Member, raw: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    with (tmp_path / "orders.csv").open("rb") as file:
        source = receive_file(mara, name="orders.csv", content=iter(lambda: file.read(1 << 20), b""))
    source.options["currency"] = "GBP"
    begin_import(mara, source)

    run_import(mara, source, tell=lambda *_: None, stop=lambda: False)

    _rows_and_revenue(mara, raw, source)
    _orders_and_refunds(mara, raw, source)
    _customers_and_regions(mara, raw)
    _anonymous(mara, raw, source)
    _repeat_rate(mara, raw)


def _rows_and_revenue(mara: Member, raw: duckdb.DuckDBPyConnection, source: Import) -> None:
    (rows,) = one(raw, "SELECT count(*) FROM lines")
    assert (source.rows, source.accepted, source.refused) == (rows, rows, 0)
    (revenue,) = one(raw, "SELECT sum(net) FROM lines")
    assert OrderLine.objects.of(mara).aggregate(total=Sum("net_amount"))["total"] == revenue == Decimal("9747747.934")
    assert Order.objects.of(mara).aggregate(total=Sum("net_amount"))["total"] == revenue
    assert OrderLine.objects.of(mara).count() == rows
    assert Product.objects.of(mara).count() == one(raw, "SELECT count(DISTINCT sku) FROM lines")[0]


def _orders_and_refunds(mara: Member, raw: duckdb.DuckDBPyConnection, source: Import) -> None:
    counted = dict(raw.execute("SELECT kind, count(*) FROM orders GROUP BY kind").fetchall())
    assert dict(Order.objects.of(mara).values_list("kind").annotate(n=Count("pk"))) == counted
    assert [int(source.extra[name]) for name in ("sales", "refunds", "adjustments")] == [
        counted[kind] for kind in ("sale", "refund", "adjustment")
    ]
    tied = OrderLine.objects.of(mara).filter(refunds__isnull=False)
    same = tied.filter(
        order__customer_id__isnull=False, quantity__lt=0, refunds__quantity__gt=0, refunds__order__kind="sale"
    )
    assert tied.count() == same.count() == int(source.extra["refunds_tied"])
    assert tied.count() == _ties_found_elsewhere(raw)


def _ties_found_elsewhere(raw: duckdb.DuckDBPyConnection) -> int:
    """The same rule in plain Python: the latest earlier sale of the product to the customer with enough left."""
    sold: dict[tuple[int, str], list[list[object]]] = {}
    question = """SELECT lines.customer, sku, quantity, orders.kind, orders.moment FROM lines JOIN orders USING (number)
        WHERE lines.customer IS NOT NULL AND orders.kind IN ('sale', 'refund')
        ORDER BY orders.moment, orders.kind DESC"""
    found = 0
    for customer, sku, quantity, kind, _ in raw.execute(question).fetchall():
        key = (customer, sku)
        if kind == "sale" and quantity > 0:
            sold.setdefault(key, []).append([quantity])
        elif kind == "refund" and quantity < 0:
            match = next((sale for sale in reversed(sold.get(key, [])) if sale[0] >= -quantity), None)
            if match is not None:
                match[0] += quantity  # type: ignore[operator]
                found += 1
    return found


def _customers_and_regions(mara: Member, raw: duckdb.DuckDBPyConnection) -> None:
    assert Party.objects.of(mara).count() == one(raw, "SELECT count(DISTINCT customer) FROM lines")[0] == 4372
    assert Region.objects.of(mara).count() == one(raw, "SELECT count(DISTINCT country) FROM lines")[0] == 38
    latest = dict(
        raw.execute(
            """SELECT CAST(customer AS VARCHAR), arg_max(country, (moment, -row)) FROM
               (SELECT *, row_number() OVER () AS row FROM lines) WHERE customer IS NOT NULL GROUP BY 1"""
        ).fetchall()
    )
    assert dict(Party.objects.of(mara).values_list("external_id", "region__name")) == latest


def _anonymous(mara: Member, raw: duckdb.DuckDBPyConnection, source: Import) -> None:
    lines, revenue = one(raw, "SELECT count(*), sum(net) FROM lines WHERE customer IS NULL")
    kept = OrderLine.objects.of(mara).filter(order__customer=None)
    assert (kept.count(), kept.aggregate(total=Sum("net_amount"))["total"]) == (lines, revenue)
    assert int(source.extra["anonymous_lines"]) == lines == 135_080
    assert Decimal(source.extra["anonymous_revenue"]) == revenue


def _repeat_rate(mara: Member, raw: duckdb.DuckDBPyConnection) -> None:
    """Of the customers who bought, those who bought more than once."""
    buyers, repeaters = one(
        raw,
        """SELECT count(*), count(*) FILTER (n > 1) FROM
           (SELECT count(*) AS n FROM orders WHERE kind = 'sale' AND customer IS NOT NULL GROUP BY customer)""",
    )
    sales = Order.objects.of(mara).filter(kind="sale", customer__isnull=False)
    counts = list(sales.values("customer").annotate(n=Count("pk")).values_list("n", flat=True))
    assert (len(counts), sum(1 for n in counts if n > 1)) == (buyers, repeaters)
