"""The lake as a source of analytics, at given versions. Sources are kept open while they are asked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

from rapport.analytics import Source
from rapport.apps.insights.lake.tables import LakeFiles, lake_folder

MEMORY = "512MB"
KEPT_OPEN = 4

Versions = tuple[tuple[str, int], ...]

_open: OrderedDict[tuple[str, Versions], Source] = OrderedDict()
_lock = Lock()


def source_at(workspace_id: int, versions: Mapping[str, int]) -> Source:
    """A workspace's tables at these Delta versions; it can read nothing but their own folders.

    A table of version −1 is left out: its metrics have no data.
    """
    there = tuple(sorted((name, version) for name, version in versions.items() if version >= 0))
    key = (str(lake_folder(workspace_id)), there)
    with _lock:
        source = _open.pop(key, None) or _opened(workspace_id, there)
        _open[key] = source
        # The one longest unused is let go; whoever still asks it holds it until they are done.
        while len(_open) > KEPT_OPEN:
            _open.popitem(last=False)
    return source


def close_all() -> None:
    """Let go of every source, as before the lake is moved or restored."""
    with _lock:
        _open.clear()


def _opened(workspace_id: int, versions: Versions) -> Source:
    folder = lake_folder(workspace_id)
    tables = {name: list(LakeFiles.at(folder / name, version).files) for name, version in versions}
    return Source(tables, memory_limit=MEMORY)
