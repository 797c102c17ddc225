"""The import map: every JavaScript module of every room under one bare name.

`rapport/apps/canvas/static/canvas/js/sticky-note.js` is `rapport/canvas/sticky-note`; a module in a
folder keeps it: `rapport/canvas/models/order`. Nothing is registered, a new file is enough.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.templatetags.static import static


def module_paths() -> dict[str, str]:
    """Bare names and the static path each stands for, sorted by name."""
    found = {name: path for app in apps.get_app_configs() for name, path in _modules_of(Path(app.path), app.label)}
    return dict(sorted(found.items()))


def import_map() -> str:
    """The text of the page's `<script type="importmap">`, safe inside it."""
    return _written() if settings.DEBUG else _remembered()


@lru_cache(maxsize=1)
def _remembered() -> str:
    return _written()


def _written() -> str:
    addresses = {name: static(path) for name, path in module_paths().items()}
    return json.dumps({"imports": addresses}).replace("<", "\\u003c")


def _modules_of(folder: Path, label: str) -> Iterator[tuple[str, str]]:
    """Names and static paths below `static/<label>/js` of one of our own apps."""
    root = folder / "static" / label / "js"
    if "rapport" not in folder.parts or not root.is_dir():
        return
    for file in root.rglob("*.js"):
        inner = file.relative_to(root).with_suffix("").as_posix()
        yield f"rapport/{label}/{inner}", f"{label}/js/{inner}.js"
