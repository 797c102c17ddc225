"""A real shop: figures against the same ones computed with pandas from the raw file, and the speed to reach."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from rapport import analytics
from rapport.analytics.tests import online_retail

LONDON = ZoneInfo(online_retail.ZONE)
GERMANY, FREQUENT, ONCE = 1, 2, 3
ALL = analytics.Period(datetime(2010, 12, 1, tzinfo=LONDON), datetime(2012, 1, 1, tzinfo=LONDON))
MONTHS = 13
FIRST_MONTH = pd.Period("2010-12", "M")

pytestmark = pytest.mark.skipif(
    online_retail.path() is None, reason="RAPPORT_TEST_DATA names no folder with the Online Retail file"
)


@pytest.fixture(scope="module")
def source() -> Iterator[analytics.Source]:
    file = online_retail.path()
    assert file is not None
    with analytics.Source(online_retail.tables(file)) as opened:
        yield opened


@pytest.fixture(scope="module")
def raw() -> pd.DataFrame:
    """One row an invoice, by pandas alone."""
    lines = pd.read_parquet(online_retail.path())
    lines["net"] = (lines.Quantity * lines.UnitPrice).round(4)
    invoices = lines.groupby("InvoiceNo", as_index=False).agg(
        at=("InvoiceDate", "min"),
        customer=("CustomerID", "first"),
        country=("Country", "min"),
        net=("net", "sum"),
        most=("Quantity", "max"),
    )
    invoices["net"] = invoices.net.round(4)
    taken_back = invoices.InvoiceNo.str.startswith("C") | ((invoices.most < 0) & (invoices.net < 0))
    invoices["kind"] = "sale"
    invoices.loc[invoices.net <= 0, "kind"] = "adjustment"
    invoices.loc[taken_back, "kind"] = "refund"
    invoices["month"] = invoices["at"].dt.to_period("M")
    return invoices


@pytest.fixture(scope="module")
def members(raw: pd.DataFrame) -> dict[int | None, set[float]]:
    known = raw[raw.customer.notna()]
    first = known.sort_values("at", kind="stable").groupby("customer").country.first()
    sales = known[known.kind == "sale"].groupby("customer")["at"].agg(["count", "max"])
    frequent = sales[(sales["count"] >= 5) & (sales["max"] >= "2011-09-10 01:00")]
    return {
        None: set(first.index),
        GERMANY: set(first[first == "Germany"].index),
        FREQUENT: set(frequent.index),
        ONCE: set(sales[sales["count"] == 1].index),
    }


def question(*metrics: str, **wishes: Any) -> analytics.Question:
    told = {"segments": (GERMANY, FREQUENT, ONCE), "zone": online_retail.ZONE, "minimum_n": 1, **wishes}
    return analytics.Question(metrics=metrics, period=ALL, known_until=ALL.end, **told)


def of_segment(raw: pd.DataFrame, members: dict[int | None, set[float]], segment: int | None) -> pd.DataFrame:
    return raw if segment is None else raw[raw.customer.isin(members[segment])]


every_segment = pytest.mark.parametrize("segment", [None, GERMANY, FREQUENT, ONCE])


def test_the_file_is_the_one_that_is_known(source: analytics.Source, raw: pd.DataFrame) -> None:
    answer = analytics.answer(source, question("customers", "revenue", "orders"))

    assert raw.kind.value_counts().to_dict() == {
        "sale": answer.row("orders").value,
        "refund": (raw.kind == "refund").sum(),
        "adjustment": (raw.kind == "adjustment").sum(),
    }
    assert answer.row("customers").value == 4372
    assert answer.row("revenue").value == pytest.approx(9747747.934, abs=0.005)


@every_segment
def test_totals_of_the_whole_agree_to_the_penny(
    source: analytics.Source, raw: pd.DataFrame, members: dict[int | None, set[float]], segment: int | None
) -> None:
    mine = of_segment(raw, members, segment)
    sales = mine[mine.kind == "sale"]
    per_customer = sales.groupby("customer").size()

    names = ("revenue", "orders", "active_customers", "refunds", "repeat_purchase_rate", "average_order_value")
    answer = analytics.answer(source, question(*names, "purchase_frequency", "lifetime_revenue"))

    expected = {
        "revenue": mine.net.sum(),
        "orders": len(sales),
        "active_customers": len(per_customer),
        "refunds": -mine[mine.kind == "refund"].net.sum(),
        "repeat_purchase_rate": (per_customer > 1).mean(),
        "average_order_value": mine.net.sum() / len(sales),
        "purchase_frequency": per_customer.mean(),
        "lifetime_revenue": mine[mine.customer.isin(per_customer.index)].net.sum() / len(per_customer),
    }
    for name, value in expected.items():
        assert answer.row(name, segment=segment).value == pytest.approx(value, abs=0.005, rel=1e-9), name


@every_segment
def test_months_agree(
    source: analytics.Source, raw: pd.DataFrame, members: dict[int | None, set[float]], segment: int | None
) -> None:
    mine = of_segment(raw, members, segment)
    months = pd.period_range(FIRST_MONTH, periods=MONTHS, freq="M")
    sales = mine[mine.kind == "sale"]

    answer = analytics.answer(source, question("revenue", "active_customers", grain="month"))

    revenue = mine.groupby("month").net.sum().reindex(months)
    active = sales.groupby("month").customer.nunique().reindex(months)
    assert [row.value for row in answer.of("revenue", segment=segment)] == pytest.approx(revenue.tolist(), abs=0.005)
    assert [row.value for row in answer.of("active_customers", segment=segment)] == active.tolist()


@every_segment
def test_retention_and_churn_agree(
    source: analytics.Source, raw: pd.DataFrame, members: dict[int | None, set[float]], segment: int | None
) -> None:
    mine = of_segment(raw, members, segment)
    sales = mine[(mine.kind == "sale") & mine.customer.notna()]

    def buyers(start: pd.Timestamp, end: pd.Timestamp) -> set[float]:
        return set(sales[(sales["at"] >= start) & (sales["at"] < end)].customer)

    answer = analytics.answer(source, question("retention_rate", "churn_rate", grain="month"))

    silence = pd.Timedelta(days=90)
    for number in range(1, MONTHS):
        month = FIRST_MONTH + number
        start, end, before = month.start_time, (month + 1).start_time, (month - 1).start_time
        base, active = buyers(before, start), buyers(start - silence, start)
        kept, lost = base & buyers(start, end), active - buyers(end - silence, end)
        retention = answer.of("retention_rate", segment=segment)[number]
        churn = answer.of("churn_rate", segment=segment)[number]
        assert (retention.n, retention.value) == (len(base), pytest.approx(len(kept) / len(base)))
        assert (churn.n, churn.value) == (len(active), pytest.approx(len(lost) / len(active)))


def test_regions_of_orders_agree(source: analytics.Source, raw: pd.DataFrame) -> None:
    answer = analytics.answer(source, question("revenue", "active_customers", by=["region"], region_of="order"))

    sales = raw[raw.kind == "sale"]
    revenue, active = raw.groupby("country").net.sum(), sales.groupby("country").customer.nunique()
    assert len(revenue) == 38
    for country in revenue.index:
        assert answer.row("revenue", region=country).value == pytest.approx(revenue[country], abs=0.005)
        assert answer.row("active_customers", region=country).value == active.get(country, 0)


def test_revenue_from_orders_is_that_of_their_lines(source: analytics.Source) -> None:
    cursor = source.cursor("orders", "order_lines")

    found = cursor.execute("SELECT (SELECT sum(net) FROM orders) - (SELECT sum(net) FROM order_lines)").fetchall()

    assert found == [(0,)]


def test_the_metrics_of_buying_and_answers_take_one_query_a_table(source: analytics.Source) -> None:
    names = [metric.name for metric in analytics.metrics.catalogue if metric.group in ("buying", "answers")]

    answer = analytics.answer(source, question(*names, grain="month", by=["region"]))

    assert len(answer) == len(names) * 4 * 39 * MONTHS
    assert set(answer.sql) <= {"customers", "orders", "order_lines", "responses"}
