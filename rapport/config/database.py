"""The database: SQLite beside the data by default, PostgreSQL by `RAPPORT_DATABASE_URL`."""

import os
from pathlib import Path
from typing import Any

import dj_database_url

from rapport.config.sqlite import require_safe_sqlite

SQLITE_START = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA mmap_size=0; "
    "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;"
)


def database(folder: Path) -> dict[str, Any]:
    """Django's entry for the one database, with the settings that trust R5 asks for."""
    address = os.environ.get("RAPPORT_DATABASE_URL", "")
    if address:
        return _from_address(address)
    return _sqlite(folder / "rapport.sqlite3")


def _from_address(address: str) -> dict[str, Any]:
    entry: dict[str, Any] = dict(dj_database_url.parse(address))
    if "sqlite" in str(entry["ENGINE"]):
        return _sqlite(Path(str(entry["NAME"])))
    entry["CONN_MAX_AGE"] = 0
    entry["OPTIONS"] = {**entry.get("OPTIONS", {}), "pool": {"min_size": 1, "max_size": 16, "timeout": 20}}
    return entry


def _sqlite(path: Path) -> dict[str, Any]:
    require_safe_sqlite()
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": SQLITE_START},
        "CONN_MAX_AGE": 0,
        "ATOMIC_REQUESTS": False,
        "TEST": {"NAME": os.environ.get("RAPPORT_TEST_SQLITE") or None},
    }
