"""The log in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from rapport.apps.activity.models import Activity

LONGEST = 200
# Numbers by which the rooms find their own rows again; they tell a reader nothing.
PLUMBING = {"canvas", "sequence", "operations", "rows", "given"}
NAME = re.compile(r"[a-z]+(_[a-z]+)+")
PADDED = re.compile(r"-?\d+\.\d*?0+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A record of the log as a reader sees it."""

    record: Activity
    what: str
    particulars: list[tuple[str, str]]


def entry(record: Activity, details: dict[str, Any]) -> Entry:
    """The record with its verb as words and the plain values of those of its details that the reader may see."""
    return Entry(record, capfirst(record.words), list(_particulars(details)))


def _particulars(details: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in sorted(details.items()):
        words = _in_words(value)[:LONGEST]
        if words and name not in PLUMBING and not name.endswith("_ids"):
            yield name.replace("_", " ").capitalize(), words


def _in_words(value: Any) -> str:
    """A plain value as text; of a list of texts the texts, of other lists how many; of a dict its plain values."""
    if isinstance(value, list):
        texts = [one for one in value if isinstance(one, str)]
        if len(texts) == len(value):
            return ", ".join(texts)
        return "1 entry" if len(value) == 1 else f"{len(value)} entries"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {one}" for name, one in value.items() if _is_plain(one))
    return "" if value is None or not _is_plain(value) else _plain(str(value))


def _plain(text: str) -> str:
    """A choice without its underscores and a number without the noughts of its column."""
    if NAME.fullmatch(text):
        return text.replace("_", " ")
    return text.rstrip("0").rstrip(".") if PADDED.fullmatch(text) else text


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float | bool) or value is None
