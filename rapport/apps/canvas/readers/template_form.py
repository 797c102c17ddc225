"""A template while somebody works on it: read from the fields of a form, sections added, moved and taken out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rapport.apps.canvas.readers.template import fitted

MOST_SECTIONS = 24
WIDTHS = (3, 4, 6, 8, 9, 12)
NEW = {
    "title": "",
    "hue": "profile",
    "questions": [],
    "tip": "",
    "example": "",
    "columns": 4,
    "nine": "profile",
    "live": "",
    "claims": True,
}
STEP = re.compile(r"(up|down|remove)-(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form; `focus` is the id of the field to go on with, `told` what was done."""

    title: str = ""
    help: str = ""
    sections: list[dict[str, Any]] = field(default_factory=list)
    focus: str = ""
    told: str = ""

    @property
    def given(self) -> dict[str, Any]:
        """As an operation takes it."""
        return {"title": self.title, "help": self.help, "sections": self.sections}

    @property
    def drawing(self) -> list[dict[str, Any]]:
        """The sections as they would fill the board."""
        return fitted(self.sections)

    def after(self, step: str) -> Draft:
        """The draft after "add", or "up-", "down-", "remove-" and the number of a section, from 0."""
        if step == "add" and len(self.sections) < MOST_SECTIONS:
            return self._added()
        found = STEP.fullmatch(step)
        if found is None or int(found[2]) >= len(self.sections):
            return self
        place = int(found[2])
        return self._removed(place) if found[1] == "remove" else self._moved(place, -1 if found[1] == "up" else 1)

    def _added(self) -> Draft:
        taken = {section["key"] for section in self.sections}
        key = next(key for number in range(1, MOST_SECTIONS + 2) if (key := f"field{number}") not in taken)
        return Draft(self.title, self.help, [*self.sections, {**NEW, "key": key}], focus=f"title-{key}")

    def _removed(self, place: int) -> Draft:
        left = [section for number, section in enumerate(self.sections) if number != place]
        goal = f"title-{left[min(place, len(left) - 1)]['key']}" if left else "add-section"
        return Draft(self.title, self.help, left, focus=goal)

    def _moved(self, place: int, steps: int) -> Draft:
        goal = place + steps
        if not 0 <= goal < len(self.sections):
            return self
        sections = list(self.sections)
        sections[place], sections[goal] = sections[goal], sections[place]
        words = f"{sections[goal]['title']}: {goal + 1} / {len(sections)}"
        return Draft(self.title, self.help, sections, told=words)


def draft_of(posted: Mapping[str, str]) -> Draft:
    """What the fields of the form say; what is missing or impossible is left for the check to name."""
    count = posted.get("sections", "0")
    known = int(count) if count.isascii() and count.isdecimal() and len(count) <= 2 else 0
    sections = [_section(posted, f"s{number}-") for number in range(min(known, MOST_SECTIONS))]
    return Draft(posted.get("title", ""), posted.get("help", ""), sections)


def field_of(place: str) -> str:
    """The id of the form's field for a place such as "sections › 2 › title"; "" for a place without one."""
    parts = place.split(" › ")
    if parts[0] == "sections" and len(parts) >= 3 and parts[1].isdecimal():
        return f"s{int(parts[1]) - 1}-{parts[2]}"
    return {"title": "template-title", "help": "template-help"}.get(parts[0], "")


def _section(posted: Mapping[str, str], prefix: str) -> dict[str, Any]:
    width = posted.get(f"{prefix}columns", "")
    section = {name: posted.get(f"{prefix}{name}", "") for name in ("key", "title", "tip", "example", "nine", "live")}
    return {
        **section,
        "title": section["title"].strip(),
        "hue": posted.get(f"{prefix}hue", "profile"),
        "questions": [line.strip() for line in posted.get(f"{prefix}questions", "").splitlines() if line.strip()],
        "columns": int(width) if width in {str(one) for one in WIDTHS} else WIDTHS[1],
        "claims": f"{prefix}claims" in posted,
    }
