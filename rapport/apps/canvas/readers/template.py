"""Templates that people make or bring as a file: checked, and laid out without holes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rapport.apps.canvas.readers.json_file import Document, fitting, read_json
from rapport.kernel.errors import Refused

FORMAT = "rapport-template"
FULL = 12
HALF_TABLET = 2
USUAL = {"hue": "profile", "tip": "", "example": "", "columns": 3, "live": "", "claims": True}


def read_template(content: bytes) -> Document:
    """The template that a file holds. Raises Refused naming the place of the first fault."""
    found = checked_template(read_json(content))
    return {**found, "sections": bare(found["sections"])}


def bare(sections: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Sections without what is worked out from them."""
    return [{name: value for name, value in section.items() if name != "tablet"} for section in sections]


def checked_template(given: Document) -> Document:
    """Title, help and sections as they are kept. Raises Refused naming the place, such as "sections › 2 › title"."""
    document = fitting({"format": FORMAT, "version": 1, **given}, "template-1")
    _refuse_blanks(document)
    keys: list[str] = []
    for number, section in enumerate(document["sections"], start=1):
        key = section.get("key") or _free_key(keys, document["sections"])
        if key in keys:
            raise Refused("Two sections have the same key.", place=f"sections › {number} › key", code="key")
        keys.append(key)
    sections = [{**USUAL, **section, "key": key} for key, section in zip(keys, document["sections"], strict=True)]
    return {"title": document["title"].strip(), "help": document.get("help", "").strip(), "sections": fitted(sections)}


def fitted(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sections with the last of each row widened until nothing is left over, on a desktop and on a tablet.

    >>> [one["columns"] for one in fitted([{"columns": 8}, {"columns": 6}, {"columns": 3}])]
    [12, 6, 6]
    """
    wide = _filled([int(section["columns"]) for section in sections], FULL)
    tablet = _filled([1 if columns < FULL else HALF_TABLET for columns in wide], HALF_TABLET)
    return [
        {**section, "columns": columns, "tablet": halves}
        for section, columns, halves in zip(sections, wide, tablet, strict=True)
    ]


def _filled(widths: list[int], full: int) -> list[int]:
    filled: list[int] = []
    used = 0
    for width in widths:
        if used + width > full:
            filled[-1] += full - used
            used = 0
        filled.append(width)
        used = (used + width) % full
    if used:
        filled[-1] += full - used
    return filled


def _free_key(keys: list[str], sections: list[dict[str, Any]]) -> str:
    taken = {*keys, *(section.get("key", "") for section in sections)}
    return next(key for number in range(1, len(sections) + len(taken) + 2) if (key := f"field{number}") not in taken)


def _refuse_blanks(document: Document) -> None:
    if not document["title"].strip():
        raise Refused("There is no text in it.", place="title", code="empty")
    for number, section in enumerate(document["sections"], start=1):
        if not section["title"].strip():
            raise Refused("There is no text in it.", place=f"sections › {number} › title", code="empty")
        if not all(question.strip() for question in section["questions"]):
            raise Refused("There is no text in it.", place=f"sections › {number} › questions", code="empty")
