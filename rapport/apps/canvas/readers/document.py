"""From the bytes of a portable canvas to a checked document of version 2; older versions are brought up to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from pathlib import Path
from typing import Any

from rapport.apps.canvas.readers.shape import Place, faults, in_words
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused
from rapport.kernel.text import text_error

LARGEST = 4 * 1024 * 1024
LONGEST_TEXT = 10_000
MOST_MONEY = 10**12
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
NO_MOMENT = "There was no such moment between 1900 and today."
TOO_LARGE = "This number is too large."
SCHEMAS = Path(__file__).parents[1] / "static" / "canvas" / "format"
Document = dict[str, Any]


class DocumentError(Refused):
    """A file that is no portable canvas; the message says why, the place where."""


def read_document(content: bytes) -> Document:
    """The document of version 2 that a file holds. Raises DocumentError naming the place of the first fault."""
    try:
        return _checked(_parsed(content))
    except RecursionError as error:
        raise DocumentError("The file is nested deeper than any canvas.", place="file", code="shape") from error


def _checked(document: Document) -> Document:
    version = document.get("version")
    if document.get("format") != "rapport-canvas" or version not in {1, 2}:
        raise DocumentError("This is no portable canvas of version 1 or 2.", place="format", code="format")
    for place, why in faults(document, _schema(version), _schema(version)):
        raise DocumentError(why, place=in_words(place), code="shape")
    for place, why in [*_unstorable(document, ()), *_not_days(document, ()), *_too_much(document)]:
        raise DocumentError(why, place=in_words(place), code="text")
    whole = document if version == 2 else _brought_up(document)
    for place, why in _dangling(whole):
        raise DocumentError(why, place=in_words(place), code="reference")
    return whole


def _parsed(content: bytes) -> Document:
    if len(content) > LARGEST:
        raise DocumentError(f"The file has over {LARGEST // 1024 // 1024} MB; no canvas is that large.", place="file")
    try:
        document = json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_once, parse_float=_finite, parse_constant=_finite
        )
    except UnicodeDecodeError as error:
        raise DocumentError("The file is not written in UTF-8.", place=f"byte {error.start + 1}") from error
    except json.JSONDecodeError as error:
        raise DocumentError(f"The file is not JSON: {error.msg}.", place=f"line {error.lineno}") from error
    except ValueError as error:
        raise DocumentError("The file is JSON that no canvas is made of.", place="file") from error
    if not isinstance(document, dict):
        raise DocumentError("The file holds no object.", place="document")
    return document


def _once(pairs: list[tuple[str, Any]]) -> Document:
    names = [name for name, _ in pairs]
    twice = next((name for name in names if names.count(name) > 1), None) if len(set(names)) < len(names) else None
    if twice is not None:
        raise DocumentError("This field stands there twice.", place=twice[:60])
    return dict(pairs)


def _finite(written: str) -> float:
    number = float(written)
    if not isfinite(number):
        raise ValueError(f"{written} is no number")
    return number


@lru_cache
def _schema(version: int) -> Document:
    schema: Document = json.loads((SCHEMAS / f"canvas-{version}.schema.json").read_text(encoding="utf-8"))
    return schema


def _unstorable(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    """Texts that cannot be kept, wherever they stand, names of fields too."""
    if isinstance(value, str):
        why = text_error(value, longest=LONGEST_TEXT)
        if why:
            yield place, why
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _unstorable(name, place)
            yield from _unstorable(inner, (*place, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _unstorable(inner, (*place, number))


def _not_days(document: Document, place: Place) -> Iterator[tuple[Place, str]]:
    """Dates and moments that are written right and do not exist, such as the 31st of February."""
    for number, action in enumerate(document.get("actions", [])):
        for name in ("due", "review_on"):
            if action[name] is not None and not _reads(date.fromisoformat, action[name]):
                yield ("actions", number, name), "There is no such day."
        for name in ("baseline", "outcome"):
            for end in ("start", "end"):
                if action[name].get(end) and not _reads(date.fromisoformat, action[name][end]):
                    yield ("actions", number, name, end), "There is no such day."
    for number, comment in enumerate(document.get("comments", [])):
        if not _has_been(comment["added_at"]):
            yield ("comments", number, "added_at"), NO_MOMENT
    for one, section in enumerate(document["sections"]):
        for two, note in enumerate(section["notes"]):
            for three, evidence in enumerate(note["evidence"]):
                if not _has_been(evidence["added_at"]):
                    yield ("sections", one, "notes", two, "evidence", three, "added_at"), NO_MOMENT


def _has_been(written: str) -> bool:
    """A day more than now is left to clocks that go wrong; beyond these ends nothing can be reckoned from a moment."""
    try:
        return EARLIEST <= datetime.fromisoformat(written) <= now() + timedelta(days=1)
    except ValueError:
        return False


def _too_much(document: Document) -> Iterator[tuple[Place, str]]:
    """Numbers that no figure reaches, and no column of ours holds."""
    for number, action in enumerate(document.get("actions", [])):
        for name in ("cost", "expected"):
            if action[name] is not None and abs(Decimal(action[name])) > MOST_MONEY:
                yield ("actions", number, name), TOO_LARGE
        for name in ("baseline", "outcome"):
            for part, value in action[name].items():
                if isinstance(value, int | float) and abs(value) > MOST_MONEY:
                    yield ("actions", number, name, part), TOO_LARGE


def _reads(reader: Any, written: str) -> bool:
    try:
        reader(written)
    except ValueError:
        return False
    return True


def _dangling(document: Document) -> Iterator[tuple[Place, str]]:
    """Ids that stand twice, and ids of what is not there."""
    ids: set[str] = set()
    notes = [note for section in document["sections"] for note in section["notes"]]
    evidence = [one for note in notes for one in note["evidence"]]
    lists = [document["relationship"]["elements"], document["propositions"], document["actions"]]
    for thing in [*notes, *evidence, *(one for many in lists for one in many), *document.get("comments", [])]:
        if thing["id"] in ids:
            yield ("ids", thing["id"]), "Two things have this id."
        ids.add(thing["id"])
    known = {note["id"] for note in notes}
    for place, name in _references(document):
        if name is not None and name not in known:
            yield place, "There is no such note in this document."
    said: set[str | None] = {None}
    for number, comment in enumerate(document.get("comments", [])):
        if comment["parent"] not in said:
            yield ("comments", number, "parent"), "There is no such comment before this one."
        said.add(comment["id"])
    types = [element["type"] for element in document["relationship"]["elements"]]
    for number, name in enumerate(types):
        if name in types[:number]:
            yield ("relationship", "elements", number, "type"), "This kind of relationship stands there twice."


def _references(document: Document) -> Iterator[tuple[Place, str | None]]:
    for number, element in enumerate(document["relationship"]["elements"]):
        yield ("relationship", "elements", number, "note"), element["note"]
    for number, proposition in enumerate(document["propositions"]):
        for place, note in enumerate(proposition["answers"]):
            yield ("propositions", number, "answers", place), note
        for place, difference in enumerate(proposition["differences"]):
            yield ("propositions", number, "differences", place, "need"), difference["need"]
    for number, action in enumerate(document["actions"]):
        yield ("actions", number, "note"), action["note"]
    for number, comment in enumerate(document.get("comments", [])):
        yield ("comments", number, "note"), comment["note"]


def _brought_up(old: Document) -> Document:
    """A document of version 1 as one of version 2: what it could not say is empty."""
    kind = {"party": "customer"}.get(old["subject"]["kind"], old["subject"]["kind"])
    return {
        "format": old["format"],
        "version": 2,
        "template": {"name": old["template"], "definition": None},
        "title": old["title"],
        "subject": {"kind": kind, "name": old["subject"]["name"]},
        "region": old["region"],
        "period": old["period"],
        "fresh_days": 180,
        "colour_meanings": {},
        "sections": [
            {**section, "row": "", "notes": [{**note, "tags": []} for note in section["notes"]]}
            for section in old["sections"]
        ],
        "relationship": {"design": None, "elements": []},
        "propositions": [],
        "targets": [],
        "actions": [],
    }
