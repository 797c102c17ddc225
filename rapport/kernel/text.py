"""Text as people type it: what can be stored, and how it is found again."""

import unicodedata


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
    plain = "".join(part for part in unicodedata.normalize("NFKD", text) if not unicodedata.combining(part))
    return " ".join(plain.casefold().split())
