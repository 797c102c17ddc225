"""Setting a sheet with Typst. All text reaches it as data, so nothing a user writes is ever run as markup."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

TEMPLATE = Path(__file__).with_name("canvas.typ")
PIXELS_PER_INCH = 144.0


def typeset(sheet: dict[str, Any], form: str) -> bytes:
    """The sheet as pdf, svg or png.

    A PDF is tagged for readers and meets PDF/UA-1. Where the fonts at hand lack a character, that standard cannot be
    met; the file is then made without the claim, with its tags all the same. A logo that cannot be drawn is left out.
    """
    options = {"pdf_standards": "ua-1"} if form == "pdf" else {}
    try:
        return _compiled(sheet, form, **options)
    except typst.TypstError as error:
        if "could not be displayed" in str(error):
            return _compiled(sheet, form)
        elif "decode image" in str(error) and sheet["brand"]["logo"]:
            return typeset({**sheet, "brand": {**sheet["brand"], "logo": []}}, form)
        else:
            raise


def _compiled(sheet: dict[str, Any], form: str, **options: Any) -> bytes:
    inputs = {"sheet": json.dumps(sheet), "form": form}
    compiler = typst.Compiler(TEMPLATE.read_bytes(), font_paths=_fonts(), sys_inputs=inputs)
    made = compiler.compile(**{"format": form, "ppi": PIXELS_PER_INCH, **options})
    first = made[0] if isinstance(made, list) else made
    assert first is not None
    return first


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Source Sans from its package, and what the machine has for other scripts."""
    folder = str(files("font_source_sans_pro") / "files")
    return typst.Fonts(include_system_fonts=True, font_paths=[folder])
