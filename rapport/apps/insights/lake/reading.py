"""The lake as a source of analytics, at given versions. Sources are kept open while they are asked."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

from rapport.analytics import Source
from rapport.apps.insights.lake.tables import LakeFiles, lake_folder

MEMORY = "512MB"
KEPT_OPEN = 4

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
        source = _open.pop(files, None) or Source({name: list(paths) for name, paths in files}, memory_limit=MEMORY)
        _open[files] = source
        # The one longest unused is let go; whoever still asks it holds it until they are done.
        while len(_open) > KEPT_OPEN:
            _open.popitem(last=False)
    return source


def close_all() -> None:
    """Let go of every source, as before the lake is moved or restored."""
    with _lock:
        _open.clear()
