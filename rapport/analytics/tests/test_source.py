from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rapport import analytics
from rapport.analytics.tests.shop import JANUARY, LATER, ask, at, customers, members, orders, responses

SALES = orders((1, 7, "2026-01-05", "sale", "Spain", 10), (2, None, "2026-01-06", "sale", "Spain", 32.5))


def revenue(table: Any, **wishes: Any) -> float | None:
    return ask({"orders": table}, "revenue", **wishes).row("revenue").value


def frame(**columns: Any) -> pd.DataFrame:
    given = {
        "id": [1],
        "at": pd.to_datetime(["2026-01-05"], utc=True),
        "kind": ["sale"],
        "net": [1],
        "currency": ["EUR"],
    }
    return pd.DataFrame({**given, **columns})


def test_tables_in_memory_and_in_files_give_the_same(tmp_path: Path) -> None:
    pq.write_table(SALES.slice(0, 1), tmp_path / "a.parquet")
    pq.write_table(SALES.slice(1), tmp_path / "b.parquet")
    SALES.to_pandas().to_csv(tmp_path / "c.csv", index=False)

    assert revenue(SALES) == 42.5
    assert revenue(SALES.to_pandas()) == 42.5
    assert revenue(duckdb.from_arrow(SALES)) == 42.5
    assert revenue([tmp_path / "a.parquet", tmp_path / "b.parquet"]) == 42.5
    assert revenue(str(tmp_path / "c.csv")) == 42.5


def test_the_newest_row_of_each_id_wins_and_deleted_ones_are_gone(tmp_path: Path) -> None:
    files = []
    for change, (amount, deleted) in enumerate([(10, False), (99, True), (12, False)]):
        rows = orders((1, 7, "2026-01-05", "sale", None, amount), (2 + change, 8, "2026-01-06", "sale", None, 1))
        lake = rows.append_column("change", pa.array([change, change])).append_column(
            "deleted", pa.array([deleted] * 2)
        )
        pq.write_table(lake, tmp_path / f"{change}.parquet")
        files.append(tmp_path / f"{change}.parquet")

    assert revenue(files[:1]) == 11
    assert revenue(files[:2]) == 1
    assert revenue(list(reversed(files))) == 14


def test_no_files_and_no_table_are_no_data() -> None:
    assert ask({"orders": []}, "revenue").row("revenue").state == "no_data"
    row = ask({"orders": SALES}, "nps").row("nps")
    assert (row.state, row.reason, row.value) == ("no_data", "there is no table responses", None)


def test_files_outside_the_given_folders_stay_closed(tmp_path: Path) -> None:
    (tmp_path / "lake").mkdir()
    pq.write_table(SALES, tmp_path / "lake" / "orders.parquet")
    pq.write_table(SALES, tmp_path / "secret.parquet")

    with analytics.Source({"orders": tmp_path / "lake" / "orders.parquet"}) as source:
        cursor = source.cursor()
        for forbidden in (tmp_path / "secret.parquet", tmp_path / "lake" / ".." / "secret.parquet"):
            with pytest.raises(duckdb.PermissionException):
                cursor.execute(f"SELECT * FROM read_parquet('{forbidden}')").fetchall()
        with pytest.raises(duckdb.Error, match="configuration"):
            cursor.execute("SET enable_external_access = true")


def test_the_memory_limit_is_kept() -> None:
    with analytics.Source({"orders": SALES}, memory_limit="100MB", threads=1) as source:
        found = source.cursor().execute("SELECT current_setting('memory_limit'), current_setting('threads')").fetchall()

    assert found == [("95.3 MiB", 1)]


def test_times_without_a_zone_need_one() -> None:
    naive = frame(at=pd.to_datetime(["2025-12-31 23:30"]))

    with pytest.raises(analytics.BadTable, match=r"orders\.at: times without a time zone"):
        revenue(naive)
    with pytest.raises(analytics.BadTable, match="naive_zone: 'Moon/Crater' is not a time zone"):
        analytics.Source({"orders": naive}, naive_zone="Moon/Crater")
    with analytics.Source({"orders": naive}, naive_zone="America/New_York") as source:
        question = analytics.Question(metrics="orders", period=JANUARY, as_of=LATER, known_until=LATER)
        assert analytics.answer(source, question).row("orders").value == 1


def test_ids_with_gaps_come_as_floats_and_stay_whole() -> None:
    gaps = frame(id=[1, 2], at=pd.to_datetime(["2026-01-05"] * 2, utc=True), kind="sale", net=1, currency="EUR")

    answer = ask({"orders": gaps.assign(customer=[7.0, None])}, "active_customers", "anonymous_revenue")

    assert answer.row("active_customers").value == 1
    assert answer.row("anonymous_revenue").value == 1


@pytest.mark.parametrize(
    ("columns", "complaint"),
    [
        ({"id": [1.5]}, r"orders\.id: an id is not a whole number"),
        ({"net": [float("nan")]}, r"orders: net is empty in 1 row \(the first: id 1\)"),
        ({"net": [float("inf")]}, "orders: .*inf"),
        ({"net": ["12"]}, r"orders\.net: VARCHAR where DECIMAL"),
        ({"kind": ["sold"]}, "orders: kind is none of 'sale', 'refund', 'adjustment' in 1 row"),
        ({"bucket": [64]}, "orders: bucket is above 63"),
        ({"change": [1], "id": [None]}, "orders: id is empty"),
    ],
)
def test_a_table_with_bad_values_is_refused_by_name(columns: dict[str, Any], complaint: str) -> None:
    with pytest.raises(analytics.BadTable, match=complaint):
        revenue(frame(**columns))


def test_a_missing_column_and_an_unknown_table_are_named() -> None:
    with pytest.raises(
        analytics.BadTable, match=r"orders\.net: the column is missing; there are: id, at, kind, currency"
    ):
        revenue(frame().drop(columns="net"))
    with pytest.raises(analytics.BadTable, match="order: no such fact table; there are: customers, products, orders"):
        analytics.Source({"order": frame()})
    with pytest.raises(analytics.BadTable, match="orders: cannot be read as a table"):
        analytics.Source({"orders": 17})


def test_a_damaged_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "orders.parquet").write_bytes(b"PAR1 and nothing more")

    with pytest.raises(analytics.BadTable, match="orders: "):
        analytics.Source({"orders": tmp_path / "orders.parquet"})
    with pytest.raises(analytics.BadTable, match="orders: "):
        analytics.Source({"orders": tmp_path / "missing.parquet"})


@pytest.mark.parametrize(
    ("kind", "score", "complaint"),
    [
        ("nps", 11, "a recommendation score lies outside 0–10"),
        ("csat", 0, "a satisfaction score lies outside 1–5"),
        ("ces", 8, "an effort score lies outside 1–7"),
        ("nps", None, "an answer on a scale has no score"),
        ("ces", float("nan"), "a score is not a number"),
    ],
)
def test_a_score_outside_its_scale_is_refused(kind: str, score: float | None, complaint: str) -> None:
    with pytest.raises(analytics.BadTable, match=f"responses: {complaint} in 1 row"):
        ask({"responses": responses((1, 7, "2026-01-05", kind, score))}, "nps")


def test_a_membership_that_ends_before_it_begins_is_refused() -> None:
    broken = members((1, 7), since="2026-01-05", until="2026-01-01")

    with pytest.raises(analytics.BadTable, match="memberships: a membership ends before it begins"):
        ask({"orders": SALES, "memberships": broken}, "revenue", segments=[1])


def test_several_currencies_have_no_sum() -> None:
    mixed = pa.concat_tables([SALES, orders((3, 7, "2026-01-07", "sale", None, 5), currency="USD")])

    with pytest.raises(analytics.MixedCurrencies, match="one currency; there are 2 in EUR, 1 in USD"):
        revenue(mixed)
    with pytest.raises(analytics.MixedCurrencies, match="must be in GBP; there are 2 in EUR"):
        revenue(SALES, currency="GBP")
    assert ask({"orders": mixed}, "orders").row("orders").value == 3
    assert ask({"orders": SALES}, "revenue").row("revenue").unit == "EUR"


def test_several_threads_may_ask_one_source() -> None:
    people = customers((7, "Spain"))
    with analytics.Source({"orders": SALES, "customers": people}) as source:
        question = analytics.Question(metrics=["revenue", "customers"], period=JANUARY, as_of=LATER, known_until=LATER)
        with ThreadPoolExecutor(4) as pool:
            values = list(pool.map(lambda _: analytics.answer(source, question).row("revenue").value, range(24)))

    assert values == [42.5] * 24


def test_a_row_extracted_twice_counts_once(tmp_path: Path) -> None:
    lake = SALES.append_column("change", pa.array([4, 4])).append_column("deleted", pa.array([False] * 2))
    pq.write_table(lake, tmp_path / "a.parquet")
    pq.write_table(lake, tmp_path / "b.parquet")

    assert revenue([tmp_path / "a.parquet", tmp_path / "b.parquet"]) == 42.5
    assert revenue(pa.concat_tables([lake, lake])) == 42.5


def test_a_customer_never_dated_has_been_known_since_the_beginning() -> None:
    undated = customers((7, "Spain"), (8, None)).drop_columns("first_seen")

    row = ask({"customers": undated}, "customers").row("customers")

    assert (row.state, row.value) == ("ok", 2)


def test_a_table_says_from_when_to_when_it_holds_what() -> None:
    with analytics.Source({"orders": SALES}) as source:
        profile = source.profile("orders")

    assert (profile.first, profile.last, profile.currencies) == (at("2026-01-05"), at("2026-01-06"), ("EUR",))


def test_what_exceeds_the_memory_spills_where_told_and_is_cleared_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spill").mkdir()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    with analytics.Source({"orders": SALES}, memory_limit="60MB", spill_folder=tmp_path / "spill") as source:
        query = (
            "SELECT count(*) FROM (SELECT i % 2000000 AS k, sum(i) FROM range(4000000) AS t (i) GROUP BY 1 ORDER BY 2)"
        )
        assert source.cursor().execute(query).fetchall() == [(2_000_000,)]

    assert list((tmp_path / "spill").iterdir()) == []
    assert list((tmp_path / "here").iterdir()) == []


def test_of_one_change_the_deletion_is_final(tmp_path: Path) -> None:
    lake = SALES.append_column("change", pa.array([4, 4]))
    for name, deleted in (("a", True), ("b", False)):
        pq.write_table(lake.append_column("deleted", pa.array([deleted, False])), tmp_path / f"{name}.parquet")

    assert revenue([tmp_path / "a.parquet", tmp_path / "b.parquet"]) == 32.5


def test_a_source_let_go_leaves_nothing_behind(tmp_path: Path) -> None:
    source = analytics.Source({"orders": SALES}, spill_folder=tmp_path)
    assert len(list(tmp_path.iterdir())) == 1

    del source
    gc.collect()

    assert list(tmp_path.iterdir()) == []


SALE = {"at": pd.to_datetime(["2026-01-05"] * 3, utc=True), "kind": "sale", "net": [1, 2, 3], "currency": "EUR"}


@pytest.mark.parametrize(
    ("columns", "complaint"),
    [
        ({"id": [7, 8, 7], "customer": [1, 2, 3]}, r"orders: an id stands in several rows \(the first: id 7\)"),
        ({"id": [7, 7, 7], "customer": [1, 2, 3]}, "orders: an id stands in several rows"),
        ({"id": [1, 2, 3], "customer": [-1, 2, -3]}, "orders: customer is below zero in 2 rows"),
    ],
)
def test_ids_that_repeat_or_lie_below_zero_are_refused(columns: dict[str, Any], complaint: str) -> None:
    with pytest.raises(analytics.BadTable, match=complaint):
        revenue(frame(**SALE, **columns))


@pytest.mark.parametrize("ids", [[1, 2, 2], [1, 2, 1], [3, 1, 3]])
def test_an_id_that_repeats_in_a_later_portion_is_refused(ids: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.analytics.source._LOOK", 2)

    with pytest.raises(analytics.BadTable, match="orders: an id stands in several rows"):
        revenue(frame(**SALE, id=ids, customer=[1, 2, 3]))


def test_a_customer_in_two_rows_does_not_count_their_orders_twice() -> None:
    people = pd.DataFrame({"id": [1, 1, 2], "kind": "person", "region": ["Spain", "Spain", "France"]})

    with pytest.raises(analytics.BadTable, match="customers: an id stands in several rows"):
        ask({"orders": frame(**SALE, id=[1, 2, 3], customer=[1, 1, 2]), "customers": people}, "revenue", by="region")


def test_points_below_zero_are_refused() -> None:
    points = {"id": [1], "customer": [1], "at": SALE["at"][:1], "name": ["points_redeemed"], "value": [-5.0]}

    with pytest.raises(analytics.BadTable, match="events: a number of points is below zero"):
        ask({"events": pd.DataFrame(points)}, "redemption_rate")
