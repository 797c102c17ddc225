"""R5: a safe SQLite with safe settings, or none."""

import sqlite3
import types
from collections.abc import Iterator

import pytest
from django.db import connection

from rapport.config.sqlite import SAFE_VERSION, UnsafeSqlite, require_safe_sqlite


@pytest.fixture
def pragma(db: None) -> Iterator[object]:
    if connection.vendor != "sqlite":
        pytest.skip("this run is on PostgreSQL")
    with connection.cursor() as cursor:
        yield lambda name: cursor.execute(f"PRAGMA {name}").fetchone()[0]


def test_r5_the_library_in_use_is_safe() -> None:
    assert sqlite3.sqlite_version_info >= SAFE_VERSION


def test_r5_an_old_library_is_refused_with_the_ways_out(monkeypatch: pytest.MonkeyPatch) -> None:
    old = types.SimpleNamespace(sqlite_version_info=(3, 40, 1), sqlite_version="3.40.1")
    monkeypatch.setitem(__import__("sys").modules, "sqlite3", old)

    with pytest.raises(UnsafeSqlite, match=r"3\.40\.1.*pysqlite3.*RAPPORT_DATABASE_URL"):
        require_safe_sqlite()


@pytest.mark.parametrize(("name", "value"), [("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 20000)])
def test_r5_every_connection_has_the_safe_settings(pragma: object, name: str, value: int) -> None:
    assert pragma(name) == value  # type: ignore[operator]
