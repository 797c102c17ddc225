"""Plain texts and identifiers."""

import re

from rapport.apps.exchange.parsers import Unreadable
from rapport.kernel.text import FORMULA_SIGNS

FLOAT_TAIL = re.compile(r"(\d+)\.0+")
LONGEST = 100_000
YES = {"yes", "y", "true", "1", "x", "on", "ja", "j", "si", "sí", "s", "oui", "sim", "wahr", "verdadero", "vrai"}
NO = {"no", "n", "false", "0", "off", "nein", "non", "não", "nao", "falsch", "falso", "faux"}


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


def flag(written: str) -> bool:
    """Whether something happened: a yes or a no, or how often it did.

    >>> flag("yes"), flag("3"), flag("0")
    (True, True, False)
    """
    times = identifier(written)
    return int(times) > 0 if times.isdecimal() else yes_or_no(written)


def yes_or_no(written: str) -> bool:
    """A yes or a no in the languages of usual exports.

    >>> yes_or_no("Ja"), yes_or_no("0")
    (True, False)
    """
    said = written.strip().casefold()
    if said in YES or said in NO:
        return said in YES
    raise Unreadable(f"“{written[:40]}” is neither yes nor no")
