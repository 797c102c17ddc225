"""Text as people type it: what can be stored, and how it is found again."""

import re
import unicodedata

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
HARMLESS = re.compile(r"[+-]?(\d[\d\s.,()/-]*)?\d%?")


def text_error(text: str, *, longest: int) -> str:
    """Why the text cannot be stored, as a sentence; empty when it can."""
    if "\x00" in text:
        return "It holds a NUL character, which cannot be stored."
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        return "It holds half of a character (a lone surrogate), which cannot be stored."
    if len(text) > longest:
        return f"It has {len(text)} characters; at most {longest} fit."
    return ""


def folded(text: str) -> str:
    """The text without accents and case, so that "jose" finds "José".

    >>> folded("José Ñandú  STRASSE")
    'jose nandu strasse'
    """
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text)
    for mark in filter(unicodedata.combining, set(plain)):
        plain = plain.replace(mark, "")
    return " ".join(plain.casefold().split())


def guarded(value: object) -> str:
    """The value as text for a CSV cell that no spreadsheet takes for a formula; numbers and phones stay as they are.

    >>> guarded("=1+1"), guarded("-5.20"), guarded("+34 600 000 000")
    ("'=1+1", '-5.20', '+34 600 000 000')
    """
    written = "" if value is None else str(value)
    if written.lstrip(" ").startswith(FORMULA_SIGNS) or written.startswith(FORMULA_SIGNS):
        return written if HARMLESS.fullmatch(written) else f"'{written}"
    return written
