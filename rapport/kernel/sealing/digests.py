"""What is hashed, and how. A later form would begin with another word, so that old seals still hold."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from secrets import token_hex
from typing import Any

FORM = "rapport-log-1"
SALT_BYTES = 16
SAID = ("actor_label", "subject_label", "topics", "details")
STAYS = ("actor_kind", "actor_id", "verb", "subject_type", "subject_id")


def new_salt() -> str:
    """A salt that nobody can guess: 128 bits."""
    return token_hex(SALT_BYTES)


def digest_of(record: Any, salt: str) -> str:
    """The digest of what an entry says; this is what erasure may change."""
    return _hashed(FORM, salt, canonical([getattr(record, name) for name in SAID]))


def link_of(before: str, workspace_id: int, number: int, kind: str, at: datetime, digest: str, record: Any) -> str:
    """The link of a seal: over the link before it, its own place, time and kind, the digest, and what never changes."""
    stays = [record.sequence, moment(record.at), *(getattr(record, name) for name in STAYS)]
    return _hashed(FORM, before, canonical([workspace_id, number, kind, moment(at), digest, stays]))


def canonical(value: Any) -> str:
    """A value as JSON in one form, however a database gives it back: keys in order, whole numbers without a point.

    >>> canonical({"b": 1.0, "a": [1e23, -0.0], 7: "é"}) == canonical({"7": "é", "a": [10**23, 0], "b": 1})
    True
    """
    read = json.loads(json.dumps(value), parse_float=_number)
    return json.dumps(read, sort_keys=True, separators=(",", ":"))


def moment(at: datetime) -> str:
    """A moment in one form.

    >>> moment(datetime(2026, 5, 1, 12, tzinfo=UTC))
    '2026-05-01T12:00:00.000000+00:00'
    """
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _number(written: str) -> int | float:
    """The number as it is written: PostgreSQL gives 1e+23 back with all its noughts, which no float has exactly."""
    exact = Decimal(written)
    return int(exact) if exact == exact.to_integral_value() else float(written)


def _hashed(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()
