"""The browser's half of charts: Vega, Vega-Lite and the interpreter in one module, made offline from a wheel."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import vl_convert
from django.conf import settings

PLACE = "ui/vega.js"
SNIPPET = "export { vegaEmbed };"


def build_chart_bundle(folder: Path | None = None) -> Path:
    """Write the module into the folder of built static files; nothing is done where it is already the right one."""
    file = (folder or Path(settings.STATIC_BUILD_FOLDER)) / PLACE
    stamp = f"// vl-convert {version('vl-convert-python')}\n"
    if not _begins_with(file, stamp):
        file.parent.mkdir(parents=True, exist_ok=True)
        whole = file.with_suffix(".part")
        whole.write_text(stamp + vl_convert.javascript_bundle(SNIPPET), encoding="utf-8")
        whole.replace(file)
    return file


def chart_bundle_is_built() -> bool:
    """Whether charts can be drawn in the browser; without the module their tables are shown."""
    return (Path(settings.STATIC_BUILD_FOLDER) / PLACE).exists()


def _begins_with(file: Path, stamp: str) -> bool:
    if not file.exists():
        return False
    with file.open(encoding="utf-8") as text:
        return text.readline() == stamp
