"""The lake as a source of analytics, at given versions. Sources are kept open while they are asked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from django.conf import settings

from rapport.analytics import Checks, Copies, Kept, Source
from rapport.analytics.engines import Engine, engine_at
from rapport.apps.insights.lake.tables import LakeFiles, lake_folder

MEMORY = "512MB"
KEPT_OPEN = 4
PARTS = "parts-of-answers"
CHECKS = "checks-of-tables"
COPIES = "copies-of-tables"
# Below, a table's files are decoded as quickly as a copy is looked through.
LEAST_COPIED = 16 << 20
_NONE_SO_LARGE = 1 << 62
# Smaller tables are asked as quickly as their changed rows are told apart.
LEAST_ROWS = 300_000

Files = tuple[tuple[str, tuple[str, ...]], ...]

_open: OrderedDict[Files, Source] = OrderedDict()
_lock = Lock()


def source_at(workspace_id: int, versions: Mapping[str, int]) -> Source:
    """A workspace's tables at these Delta versions; it can read nothing but their own folders.

    A table of version −1 is left out: its metrics have no data.
    """
    folder = lake_folder(workspace_id)
    there = sorted((name, version) for name, version in versions.items() if version >= 0)
    files = tuple((name, LakeFiles.at(folder / name, version).files) for name, version in there)
    with _lock:
        source = _open.pop(files, None) or _opened(folder, files)
        _open[files] = source
        # The one longest unused is let go; whoever still asks it holds it until they are done.
        while len(_open) > KEPT_OPEN:
            _open.popitem(last=False)
    return source


def _opened(folder: Path, files: Files) -> Source:
    tables = {name: list(paths) for name, paths in files}
    return Source(tables, engine=chosen_engine(), checks=Checks(folder / CHECKS), copies=_copies_in(folder))


def copies_of(workspace_id: int) -> Copies:
    """The copies of a workspace's large tables in the order of customers, beside the tables."""
    return _copies_in(lake_folder(workspace_id))


def _copies_in(folder: Path) -> Copies:
    # Only DuckDB in this process reads them.
    least = LEAST_COPIED if settings.ENGINE["address"] == "duckdb" else _NONE_SO_LARGE
    return Copies(folder / COPIES, least_bytes=least)


def kept_answers(workspace_id: int) -> Kept:
    """A workspace's earlier answers and their parts, beside its tables: what came since is worked into them."""
    return Kept(lake_folder(workspace_id) / PARTS, least_rows=LEAST_ROWS)


def chosen_engine() -> Engine:
    """The engine that RAPPORT_ENGINE names, made anew; DuckDB keeps to our memory unless told otherwise.

    Raises BadEngine where it cannot be had.
    """
    options = dict(settings.ENGINE)
    address = str(options.pop("address"))
    return engine_at(address, {"memory_limit": MEMORY, **options} if address == "duckdb" else options)


def close_all() -> None:
    """Let go of every source, as before the lake is moved or restored."""
    with _lock:
        _open.clear()
