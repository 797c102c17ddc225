"""Plain texts and identifiers."""

import re

from rapport.apps.exchange.parsers import Unreadable

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
HARMLESS = re.compile(r"[+-]?(\d[\d\s.,()/-]*)?\d%?")
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


def guarded(value: object) -> str:
    """The value as text for a CSV cell that no spreadsheet takes for a formula; numbers and phones stay as they are.

    >>> guarded("=1+1"), guarded("-5.20"), guarded("+34 600 000 000")
    ("'=1+1", '-5.20', '+34 600 000 000')
    """
    written = "" if value is None else str(value)
    if written.lstrip(" ").startswith(FORMULA_SIGNS) or written.startswith(FORMULA_SIGNS):
        return written if HARMLESS.fullmatch(written) else f"'{written}"
    return written
