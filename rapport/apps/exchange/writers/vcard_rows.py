"""vCard 4.0: a card for each person."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rapport.apps.exchange.exporters import Column, Row
from rapport.apps.exchange.writers.csv_rows import as_text

LONGEST = 75
SIMPLE = {"external_id": "UID", "name": "FN", "job_title": "TITLE", "website": "URL", "language": "LANG"}
GENDERS = {"male": "M", "female": "F", "m": "M", "f": "F"}


def vcard_rows(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[bytes]:
    """Cards one after the other; columns that are not given are not written."""
    names = {column.name for column in columns}
    for row in rows:
        seen = {name: as_text(value) for name, value in row.items() if name in names and value not in (None, "")}
        lines = ["BEGIN:VCARD", "VERSION:4.0", *_lines(seen), "END:VCARD"]
        yield "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode("utf-8", "replace")


def _lines(seen: dict[str, str]) -> Iterator[str]:
    for name, spoken in SIMPLE.items():
        if name in seen:
            yield f"{spoken}:{_escaped(seen[name])}"
    if "family_name" in seen or "given_name" in seen:
        yield f"N:{_escaped(seen.get('family_name', ''))};{_escaped(seen.get('given_name', ''))};;;"
    if "email" in seen:
        yield f"EMAIL:{_escaped(seen['email'])}"
    if "phone" in seen:
        yield f"TEL:{_escaped(seen['phone'])}"
    if "company" in seen:
        yield f"ORG:{_escaped(seen['company'])}"
    place = [seen.get(name, "") for name in ("street", "city", "", "postal_code", "region")]
    if any(place):
        yield f"ADR:;;{';'.join(_escaped(part) for part in place)}"
    if "birth_date" in seen:
        yield f"BDAY:{seen['birth_date'].replace('-', '')}"
    if seen.get("gender", "").lower() in GENDERS:
        yield f"GENDER:{GENDERS[seen['gender'].lower()]}"
    if "tags" in seen:
        yield f"CATEGORIES:{','.join(_escaped(tag) for tag in seen['tags'].split(', '))}"


def _escaped(text: str) -> str:
    return re.sub(r"([\\,;])", r"\\\1", text).replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[Any]:
    """Lines of at most 75 bytes; the next one begins with a space."""
    piece = ""
    for sign in line:
        if len((piece + sign).encode()) > LONGEST:
            yield piece
            piece = " "
        piece += sign
    yield piece
