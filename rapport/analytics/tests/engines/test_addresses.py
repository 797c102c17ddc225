"""The address of an engine, and what is said where it cannot be had."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rapport.analytics.engines import engine_at
from rapport.analytics.engines.duckdb import DuckDB
from rapport.analytics.errors import BadEngine


def test_nothing_said_is_duckdb_in_this_process() -> None:
    engine = engine_at("duckdb", {"memory_limit": "100MB"})

    assert isinstance(engine, DuckDB)
    assert engine.run("SELECT current_setting('memory_limit') AS kept").to_pylist() == [{"kept": "95.3 MiB"}]
    engine.close()


@pytest.mark.parametrize("address", ["", "mysql://shop:secret@host/name", "spark"])
def test_an_unknown_address_is_refused_without_its_password(address: str) -> None:
    with pytest.raises(BadEngine, match="none of duckdb, postgresql") as refused:
        engine_at(address)

    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("address", ["duckdb", "postgresql://host/name", "spark:local[1]"])
def test_an_unknown_option_is_refused_by_name(address: str) -> None:
    with pytest.raises(BadEngine, match="memory is none of its options"):
        engine_at(address, {"memory": "1GB"})


def test_a_server_that_does_not_answer_is_told_without_its_password() -> None:
    with pytest.raises(BadEngine, match="PostgreSQL cannot be reached") as refused:
        engine_at("postgresql://shop:secret@127.0.0.1:9/name?connect_timeout=2")

    assert "secret" not in str(refused.value)


def test_a_missing_library_is_named_with_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)

    with pytest.raises(BadEngine, match=r"pip install 'rapport\[spark\]'"):
        engine_at("spark:local[1]")


@pytest.mark.parametrize("home", [None, "nowhere"])
def test_a_missing_java_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: str | None) -> None:
    pytest.importorskip("pyspark")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    if home:
        monkeypatch.setenv("JAVA_HOME", str(tmp_path / home))

    with pytest.raises(BadEngine, match="Spark needs Java 17"):
        engine_at("spark:local[1]")
