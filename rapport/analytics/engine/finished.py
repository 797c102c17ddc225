"""Whole answers that are kept: the same question of the same tables is read, not worked out again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from rapport.analytics.answer import Answer, Row
from rapport.analytics.engine.blocks import instant
from rapport.analytics.engine.listing import Coded, Column, Listing
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.kept import Finished, Kept
from rapport.analytics.question import Question
from rapport.analytics.source import Source

Holds: TypeAlias = "tuple[datetime | None, datetime | None]"

_INSTANTS = ("period_start", "period_end")
_NAMES = ("metric", "region", "unit", "state", "reason", "assumption", "breakdown")
_WORDS = {"segment": pa.int64(), **dict.fromkeys((*_INSTANTS, *_NAMES), pa.string())}


def states_of(source: Source) -> dict[str, tuple[str, ...]]:
    """What each of its tables is made of."""
    return {fact.name: source.state(fact.name) for fact in facts if source.has(fact.name)}


def finished(source: Source, question: Question, kept: Kept) -> Answer | None:
    """The kept answer to a question, where it still is the answer."""
    known = kept.finished(_key(source, question))
    assert question.as_of is not None
    if known is None or known.states != states_of(source) or not known.holds_at(question.as_of):
        return None
    sql = {name: said.replace(instant(known.as_of), instant(question.as_of)) for name, said in known.sql.items()}
    return Answer(question, _listing(known.rows, ZoneInfo(question.zone)).rows(), sql, known.currency)


def keep(
    source: Source,
    answer: Answer,
    listing: Listing,
    states: Mapping[str, tuple[str, ...]],
    holds: Holds,
    kept: Kept,
) -> None:
    """Keep an answer, worked out from tables of these states, in the place of the one before to its question."""
    question = answer.question
    assert question.as_of is not None
    since, until = holds
    known = Finished(_table(listing), states, question.as_of, since, until, answer.sql, answer.currency)
    kept.put_finished(_key(source, question), known)


def _key(source: Source, question: Question) -> str:
    """The same for the same question, whenever membership is read and whenever later than its period it is asked."""
    said = {field.name: getattr(question, field.name) for field in fields(question) if field.name != "as_of"}
    if question.known_until is not None:
        course = question.course or question.period
        said["known_until"] = min(question.known_until, max(question.period.end, course.end))
    return hashlib.sha256(repr((said, source.naive_zone, _engine_state())).encode()).hexdigest()


@cache
def _engine_state() -> str:
    """A word that is another one when the definitions of metrics are, or how they are worked out."""
    package = Path(__file__).resolve().parents[1]
    folders = [package, *(package / name for name in ("engine", "engines", "estimators", "facts", "metrics"))]
    files = [file for folder in folders for file in os.scandir(folder) if file.name.endswith(".py")]
    said = sorted((file.path, file.stat().st_size, file.stat().st_mtime_ns) for file in files)
    return hashlib.sha256(repr(said).encode()).hexdigest()


def holds_for(source: Source, question: Question, kept: Kept) -> Holds:
    """From when to when the members are those at the instant asked; None is without an end."""
    if not question.segments or not source.has("memberships"):
        return None, None
    assert question.as_of is not None
    known = kept.finished(_key(source, question))
    if known and known.states.get("memberships") == source.state("memberships") and known.holds_at(question.as_of):
        return known.since, known.until
    now = instant(question.as_of)
    past, future = (f"CASE WHEN {{0}} {side} {now} THEN {{0}} END" for side in ("<=", ">"))
    before = ", ".join(f"max({past.format(moment)})" for moment in ("since", "until"))
    after = ", ".join(f"min({future.format(moment)})" for moment in ("since", "until"))
    found = source.query(
        f"SELECT greatest({before}) AS since, least({after}) AS until FROM memberships", "memberships"
    ).to_pylist()[0]
    return found["since"], found["until"]


def _table(listing: Listing) -> pa.Table:
    return pa.table({name: _kept(column, _WORDS.get(name)) for name, column in listing.columns.items()})


def _kept(column: Column, kind: pa.DataType | None) -> pa.Array:
    if not isinstance(column, Coded):
        return pa.array(column)
    words = [word.astimezone(UTC).isoformat() if isinstance(word, datetime) else word for word in column.words]
    return pa.DictionaryArray.from_arrays(pa.array(column.codes, pa.int32()), pa.array(words, kind))


def _listing(table: pa.Table, zone: ZoneInfo) -> Listing:
    return Listing(
        {name: _read(table[name].combine_chunks(), zone if name in _INSTANTS else None) for name in Row.__slots__}
    )


def _read(column: pa.Array, zone: ZoneInfo | None) -> Column:
    if isinstance(column, pa.DictionaryArray):
        words = column.dictionary.to_pylist()
        if zone is not None:
            words = [datetime.fromisoformat(word).astimezone(zone) for word in words]
        return Coded(_plain(column.indices, np.int32), words)
    if pa.types.is_boolean(column.type):
        packed = np.frombuffer(column.buffers()[1], np.uint8)
        bits = np.unpackbits(packed, count=column.offset + len(column), bitorder="little")
        return bits[column.offset :].astype(bool)
    return _plain(column, np.float64 if pa.types.is_floating(column.type) else np.int64)


def _plain(column: pa.Array, kind: type) -> NDArray[Any]:
    # Arrow's own ways to NumPy and to instants load pandas wherever it is installed: that alone takes longer.
    return np.frombuffer(column.buffers()[1], kind, count=column.offset + len(column))[column.offset :]
