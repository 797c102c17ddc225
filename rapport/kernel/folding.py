"""Texts of a column without accents and case, worked out by the database: `text__folded__contains="jose"`.

What is looked for has to be folded too (`kernel.text.folded`). SQLite calls that very function. PostgreSQL says it in
its own words: taken apart into letters and marks, the marks left out, in lower case. Only several blanks stay several.
"""

import unicodedata
from functools import cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, TextField, Transform
from django.db.models.expressions import Col

from rapport.kernel.text import folded

FUNCTION = "rapport_folded"
HIGHEST = 0x110000


class Folded(Transform):
    """A text without accents and case."""

    lookup_name = "folded"
    function = FUNCTION
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        # Any other expression than a column is worked out once only.
        fold = folded_by_postgresql if isinstance(self.lhs, Col) else _without_marks
        return super().as_sql(compiler, connection, template=fold("%(expressions)s"), **context)


def register_lookups() -> None:
    """Let every column of text be asked in its folded form."""
    for kind in (CharField, TextField):
        kind.register_lookup(Folded)


def add_function(connection: BaseDatabaseWrapper, **_told: Any) -> None:
    """Teach a new connection to SQLite how texts are folded; triggers call it too."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 1, _folded, deterministic=True)


def folded_by_postgresql(text: str) -> str:
    """The expression for a text. Every part of it is immutable, so that an index can be made of it.

    >>> folded_by_postgresql("name")[:65]
    'CASE WHEN octet_length(name) = char_length(name) THEN lower(trans'
    """
    # Texts of plain letters, by far the most, are nine times quicker without the rest.
    is_plain = f"octet_length({text}) = char_length({text})"
    return f"CASE WHEN {is_plain} THEN lower({_on_one_line(text)}) ELSE {_without_marks(text)} END"


def _without_marks(text: str) -> str:
    letters = f"regexp_replace(normalize({text}, NFKD), '[{_marks()}]+', '', 'g')"
    return f"replace(replace(lower({_on_one_line(letters)}), 'ß', 'ss'), 'ς', 'σ')"


def _on_one_line(text: str) -> str:
    return rf"translate({text}, E'\n\r\t', '   ')"


def _folded(text: str | None) -> str | None:
    return None if text is None else folded(text)


@cache
def _marks() -> str:
    """Every mark that stands with another character, as ranges of a regular expression."""
    ranges: list[list[str]] = []
    for character in map(chr, range(HIGHEST)):
        if not unicodedata.combining(character):
            continue
        if ranges and ord(character) == ord(ranges[-1][1]) + 1:
            ranges[-1][1] = character
        else:
            ranges.append([character, character])
    return "".join(f"{first}-{last}" for first, last in ranges)
