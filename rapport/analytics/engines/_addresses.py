"""From the address of an engine to the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from inspect import signature
from typing import Any

from rapport.analytics.engines._engine import Engine
from rapport.analytics.engines.duckdb import DuckDB
from rapport.analytics.errors import BadEngine

DUCKDB = "duckdb"
KNOWN = "duckdb, postgresql://user@host/database, spark://host:7077, spark:local[*]"


def engine_at(address: str = DUCKDB, options: Mapping[str, Any] | None = None) -> Engine:
    """The engine of an address, with its own options; its library is imported only now.

    ``duckdb`` in this process · ``postgresql://user:password@host/database`` · ``spark://host:7077``, a cluster by its
    master · ``spark:local[*]``, Spark on all processors of this machine · ``spark:yarn`` and others that Spark names.

    Raises BadEngine for an address or an option that nothing knows, and where the engine's library is not installed.
    """
    given = dict(options or {})
    if address == DUCKDB:
        return _made(DuckDB, address, given)
    if address.startswith(("postgresql://", "postgres://")):
        from rapport.analytics.engines.postgres import PostgreSQL

        return _made(partial(PostgreSQL, address), "postgresql", given)
    if address.startswith("spark:"):
        from rapport.analytics.engines.spark import Spark

        master = address if address.startswith("spark://") else address.removeprefix("spark:")
        return _made(partial(Spark, master), "spark", given)
    raise BadEngine(f"engine: {address.split('@')[-1]!r} is none of {KNOWN}")


def _made(make: Callable[..., Engine], name: str, options: Mapping[str, Any]) -> Engine:
    known = [one.name for one in signature(make).parameters.values() if one.kind is one.KEYWORD_ONLY]
    unknown = sorted(set(options) - set(known))
    if unknown:
        raise BadEngine(f"engine {name}: {', '.join(unknown)} is none of its options: {', '.join(known)}")
    return make(**options)
