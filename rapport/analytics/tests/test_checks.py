"""Tables whose rows were checked once are taken at their word until their files change."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rapport import analytics
from rapport.analytics.engines.duckdb import DuckDB
from rapport.analytics.facts import catalogue as facts

SALE = {"id": 1, "customer": 7, "at": datetime(2026, 1, 5, tzinfo=UTC), "kind": "sale", "net": 12, "currency": "EUR"}


class Listening(DuckDB):
    """DuckDB that remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def run(self, sql: str, values: Any = None) -> pa.Table:
        self.asked.append(sql)
        return super().run(sql, values)


def written(folder: Path, *rows: dict[str, Any], name: str = "orders") -> str:
    path = folder / f"{name}.parquet"
    plain = [{"change": 1, "deleted": False} | row for row in rows]
    pq.write_table(pa.Table.from_pylist(plain, facts.get("orders").arrow_schema), path)
    return str(path)


def profiled(file: str | list[str], folder: Path, engine: DuckDB | None = None, **wishes: Any) -> Any:
    with analytics.Source({"orders": file}, engine=engine, checks=analytics.Checks(folder), **wishes) as source:
        return source.profile("orders")


def test_rows_are_checked_by_the_first_source_only(tmp_path: Path) -> None:
    file, engine = written(tmp_path, SALE), Listening()
    first = profiled(file, tmp_path / "checks")

    again = profiled(file, tmp_path / "checks", engine)

    assert again == first
    assert again.total == 1
    assert again.first == SALE["at"]
    assert engine.asked == []


def test_changed_files_are_checked_again(tmp_path: Path) -> None:
    profiled(written(tmp_path, SALE), tmp_path / "checks")
    file = written(tmp_path, SALE, SALE | {"id": 2, "kind": "gift"})

    with pytest.raises(analytics.BadTable, match="kind is none of"):
        profiled(file, tmp_path / "checks")


def test_a_further_file_is_checked_too(tmp_path: Path) -> None:
    old = written(tmp_path, SALE)
    profiled(old, tmp_path / "checks")

    new = written(tmp_path, SALE | {"id": 2}, name="more")

    assert profiled([old, new], tmp_path / "checks").total == 2


def test_what_was_refused_is_refused_by_every_source(tmp_path: Path) -> None:
    file = written(tmp_path, SALE | {"id": -3})

    for _ in range(2):
        with pytest.raises(analytics.BadTable, match="id is below zero"):
            profiled(file, tmp_path / "checks")


def test_the_newest_row_of_an_id_wins_without_another_check(tmp_path: Path) -> None:
    file = written(tmp_path, SALE, SALE | {"net": 30, "change": 2})
    profiled(file, tmp_path / "checks")

    with analytics.Source({"orders": file}, checks=analytics.Checks(tmp_path / "checks")) as source:
        found = source.query("SELECT net FROM orders", "orders")

    assert [float(net) for net in found["net"].to_pylist()] == [30]


def test_rows_in_memory_are_checked_by_each_source(tmp_path: Path) -> None:
    rows = pq.read_table(written(tmp_path, SALE))

    with analytics.Source({"orders": rows}, checks=analytics.Checks(tmp_path / "checks")) as source:
        source.profile("orders")

    assert not (tmp_path / "checks").exists()


def test_a_note_that_cannot_be_read_counts_for_nothing(tmp_path: Path) -> None:
    file = written(tmp_path, SALE)
    first = profiled(file, tmp_path / "checks")
    for note in (tmp_path / "checks").iterdir():
        note.write_text("{", encoding="utf-8")

    assert profiled(file, tmp_path / "checks") == first


def test_only_the_latest_notes_are_held(tmp_path: Path) -> None:
    for number in range(4):
        file = written(tmp_path, SALE, name=f"orders-{number}")
        checks = analytics.Checks(tmp_path / "checks", most_notes=2)
        with analytics.Source({"orders": file}, checks=checks) as source:
            source.profile("orders")

    assert len(list((tmp_path / "checks").iterdir())) == 2


def test_tables_that_are_noted_are_opened_when_one_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, SALE, SALE | {"id": 2})
    profiled(file, tmp_path / "checks")
    opened: list[str] = []
    opens = DuckDB.open
    monkeypatch.setattr(DuckDB, "open", lambda self, fact, table: opened.append(fact.name) or opens(self, fact, table))

    with analytics.Source({"orders": file}, checks=analytics.Checks(tmp_path / "checks")) as source:
        assert source.profile("orders").total == 2
        assert opened == []
        assert source.query("SELECT count(*) AS n FROM orders", "orders").to_pylist() == [{"n": 2}]
        assert opened == ["orders"]
    analytics.Source({"orders": file}).close()
    assert opened == ["orders", "orders"]


def test_a_noted_file_that_is_gone_is_missed_when_it_is_asked(tmp_path: Path) -> None:
    file = written(tmp_path, SALE)
    profiled(file, tmp_path / "checks")

    with analytics.Source({"orders": file}, checks=analytics.Checks(tmp_path / "checks")) as source:
        Path(file).unlink()
        with pytest.raises(analytics.BadTable, match="orders"):
            source.query("SELECT count(*) AS n FROM orders", "orders")
