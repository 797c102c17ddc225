"""What Parquet files tell of their rows by their statistics, against the same rows in memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rapport import analytics
from rapport.analytics.tables import Profile
from rapport.analytics.tests.shop import at, orders

SALES = orders(
    (1, 7, "2026-01-05 10:00:00.5", "sale", "Spain", 10),
    (2, None, "1969-12-31 23:59:59.999999", "sale", None, 32.5),
    (3, 8, "2026-03-29 01:30", "refund", "Spain", -5),
)
GOOD: dict[str, Any] = {
    "id": [1, 2],
    "customer": [7, 8],
    "at": pd.to_datetime(["2026-01-05"] * 2, utc=True),
    "kind": ["sale", "sale"],
    "net": [1, 2],
    "currency": ["EUR", "EUR"],
    "refunds": pd.array([None, None], dtype="Int64"),
}


def profile(table: Any) -> Profile:
    with analytics.Source({"orders": table}) as source:
        return source.profile("orders")


@pytest.mark.parametrize("writing", [{}, {"row_group_size": 1}, {"write_statistics": False}])
@pytest.mark.parametrize("unit", ["us", "ns", "ms"])
def test_files_and_memory_are_from_when_to_when_alike(tmp_path: Path, unit: str, writing: dict[str, Any]) -> None:
    column = SALES.column_names.index("at")
    sales = SALES.set_column(column, "at", SALES["at"].cast(pa.timestamp(unit, "UTC"), safe=False))
    for number in range(2):
        pq.write_table(sales.slice(2 * number, 2), tmp_path / f"{number}.parquet", **writing)
    pq.write_table(sales.slice(0, 0), tmp_path / "none.parquet")

    found = profile(sorted(tmp_path.iterdir()))

    assert found == profile(sales)
    assert found.last == at("2026-03-29 01:30")


def test_rows_that_are_gone_do_not_tell_from_when_to_when(tmp_path: Path) -> None:
    pq.write_table(SALES.append_column("deleted", pa.array([False, True, True])), tmp_path / "orders.parquet")

    found = profile(tmp_path / "orders.parquet")

    assert (found.first, found.total) == (found.last, 1)


@pytest.mark.parametrize(
    "columns",
    [
        {"kind": ["sale", "sold"]},
        {"net": [1, None]},
        {"customer": [7, -8]},
        {"refunds": pd.array([None, -1], dtype="Int64")},
        {"discount": [0, -1]},
        {"bucket": [3, 64]},
        {"id": [1, 1]},
    ],
)
def test_files_are_refused_in_the_words_of_memory(tmp_path: Path, columns: dict[str, Any]) -> None:
    frame = pd.DataFrame({**GOOD, **columns})
    for number in range(2):
        frame.iloc[number : number + 1].to_parquet(tmp_path / f"{number}.parquet", index=False)

    with pytest.raises(analytics.BadTable) as in_memory:
        profile(frame)
    with pytest.raises(analytics.BadTable) as in_files:
        profile(sorted(tmp_path.iterdir()))

    assert str(in_files.value) == str(in_memory.value)


def test_orders_are_counted_by_currency(tmp_path: Path) -> None:
    pd.DataFrame({**GOOD, "currency": ["EUR", "D'OR"]}).to_parquet(tmp_path / "two.parquet", index=False)
    pd.DataFrame({**GOOD, "currency": "D'OR"}).to_parquet(tmp_path / "one.parquet", index=False)
    pq.write_table(SALES.slice(0, 0), tmp_path / "none.parquet")

    priced = {name: profile(tmp_path / f"{name}.parquet").priced for name in ("two", "one", "none")}

    assert priced == {"two": {"EUR": 1, "D'OR": 1}, "one": {"D'OR": 2}, "none": {}}
