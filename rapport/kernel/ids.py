"""Identifiers and secrets."""

import hashlib
import os
import secrets
import time
import uuid

# Every number of so many digits fits into a key of either database.
MOST_DIGITS = 18


def new_id() -> uuid.UUID:
    """A UUID of version 7: sortable by the millisecond it was made in, random in its last 74 bits.

    The browser makes the same kind for notes, so that a note has its name before the server has seen it.
    """
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return uuid.UUID(int=value)


def number_in(text: str | None) -> int | None:
    """The number that stands in an address or a form, of at most 18 plain digits; None for anything else.

    >>> number_in("42"), number_in("-1"), number_in("٤٢"), number_in("9" * 19), number_in(None)
    (42, None, None, None, None)
    """
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None


def new_token() -> str:
    """A secret of 256 random bits for a link or a client; show it once, keep only its digest."""
    return secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    """What is stored of a token: its SHA-256 in hexadecimal. Tokens are random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
