"""One stylesheet for the whole product, put together from the CSS files of `ui` and of every room.

Each file names its own layer, so order does not matter except for the list of layers, which comes first.
The text is kept in memory under an address with its digest; a changed file is a new address.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.apps import apps
from django.conf import settings


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """The text, the same text compressed, and its digest."""

    text: bytes
    packed: bytes
    digest: str


def stylesheet() -> Stylesheet:
    """The stylesheet as it is now; read from disk once, or every time while developing."""
    return _put_together() if settings.DEBUG else _remembered()


def style_files() -> list[Path]:
    """Every CSS file of our own apps: the order of layers, the rest of `ui`, then the rooms."""
    folders = [Path(app.path) / "static" / app.label / "css" for app in apps.get_app_configs() if _is_ours(app.name)]
    files = [file for folder in folders for file in sorted(folder.rglob("*.css"))]
    return sorted(files, key=lambda file: (file.name != "layers.css", "/ui/static/" not in file.as_posix()))


@lru_cache(maxsize=1)
def _remembered() -> Stylesheet:
    return _put_together()


def _put_together() -> Stylesheet:
    text = "\n".join(file.read_text(encoding="utf-8") for file in style_files()).encode()
    return Stylesheet(text, gzip.compress(text, mtime=0), hashlib.sha256(text).hexdigest()[:16])


def _is_ours(app_name: str) -> bool:
    return app_name.split(".")[0] == "rapport"
