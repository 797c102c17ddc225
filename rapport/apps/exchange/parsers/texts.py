"""Plain texts and identifiers."""

import re

from rapport.apps.exchange.parsers import Unreadable
from rapport.kernel.text import FORMULA_SIGNS

FLOAT_TAIL = re.compile(r"(\d+)\.0+")
LONGEST = 100_000


def text(written: str) -> str:
    """The text without surrounding blanks and without the apostrophe that guards it against spreadsheets.

    >>> text(" '=SUM(A1) ")
    '=SUM(A1)'
    """
    cleaned = written.strip()
    if len(cleaned) > LONGEST:
        raise Unreadable(f"is longer than {LONGEST:,} characters")
    if cleaned.startswith("'") and cleaned[1:].lstrip(" ").startswith(FORMULA_SIGNS):
        return cleaned[1:]
    return cleaned


def identifier(written: str) -> str:
    """A number or code that names something; what a spreadsheet made of it (`17850.0`) is undone.

    >>> identifier("17850.0")
    '17850'
    """
    cleaned = text(written)
    whole = FLOAT_TAIL.fullmatch(cleaned)
    return whole.group(1) if whole else cleaned
