"""The import map: every JavaScript module of every room under one bare name.

`rapport/apps/canvas/static/canvas/js/sticky-note.js` is `rapport/canvas/sticky-note`; a module in a
folder keeps it: `rapport/canvas/models/order`. Nothing is registered, a new file is enough.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.templatetags.static import static

IMPORT = re.compile(r"""^import (?:[^"']* from )?["'](rapport/[^"']+)["']""", re.M)


def module_paths() -> dict[str, str]:
    """Bare names and the static path each stands for, sorted by name."""
    found = {name: path for app in apps.get_app_configs() for name, path in _modules_of(Path(app.path), app.label)}
    return dict(sorted(found.items()))


@lru_cache(maxsize=64)
def needed_by(name: str) -> tuple[str, ...]:
    """The static paths of a module and of all that it imports: what a page may fetch at once, not step by step."""
    paths = module_paths()
    found: dict[str, str] = {}
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one in paths and one not in found:
            found[one] = paths[one]
            waiting += IMPORT.findall(_source(paths[one]))
    return tuple(found[one] for one in sorted(found))


def import_map() -> str:
    """The text of the page's `<script type="importmap">`, safe inside it."""
    return _written() if settings.DEBUG else _remembered()


@lru_cache(maxsize=1)
def _remembered() -> str:
    return _written()


def _written() -> str:
    addresses = {name: static(path) for name, path in module_paths().items()}
    return json.dumps({"imports": addresses}).replace("<", "\\u003c")


def _source(path: str) -> str:
    place = find(path)
    return Path(str(place)).read_text() if place else ""


def _modules_of(folder: Path, label: str) -> Iterator[tuple[str, str]]:
    """Names and static paths below `static/<label>/js` of one of our own apps."""
    root = folder / "static" / label / "js"
    if "rapport" not in folder.parts or not root.is_dir():
        return
    for file in root.rglob("*.js"):
        inner = file.relative_to(root).with_suffix("").as_posix()
        yield f"rapport/{label}/{inner}", f"{label}/js/{inner}.js"
