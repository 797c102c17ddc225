"""Whole answers that are kept: the same question of the same tables is read, not worked out again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from rapport.analytics.answer import Answer, Row
from rapport.analytics.engine.blocks import instant
from rapport.analytics.engine.garbage import left_alone
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.kept import Finished, Kept
from rapport.analytics.question import Question
from rapport.analytics.source import Source

_AMOUNTS = ("value", "low", "high", "previous", "change", "change_low", "change_high")
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
    return Answer(question, _rows(known.rows, ZoneInfo(question.zone)), sql, known.currency)


def keep(source: Source, answer: Answer, states: Mapping[str, tuple[str, ...]], kept: Kept) -> None:
    """Keep an answer, worked out from tables of these states, in the place of the one before to its question."""
    question = answer.question
    assert question.as_of is not None
    since, until = _unmoved(source, question)
    known = Finished(_table(answer.rows), states, question.as_of, since, until, answer.sql, answer.currency)
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


def _unmoved(source: Source, question: Question) -> tuple[datetime | None, datetime | None]:
    """From when to when the members are those at the instant asked; None is without an end."""
    if not question.segments or not source.has("memberships"):
        return None, None
    assert question.as_of is not None
    now = instant(question.as_of)
    past, future = (f"CASE WHEN {{0}} {side} {now} THEN {{0}} END" for side in ("<=", ">"))
    before = ", ".join(f"max({past.format(moment)})" for moment in ("since", "until"))
    after = ", ".join(f"min({future.format(moment)})" for moment in ("since", "until"))
    found = source.query(
        f"SELECT greatest({before}) AS since, least({after}) AS until FROM memberships", "memberships"
    ).to_pylist()[0]
    return found["since"], found["until"]


def _table(rows: Sequence[Row]) -> pa.Table:
    columns: dict[str, Any] = {}
    for name in Row.__slots__:
        given = list(map(attrgetter(name), rows))
        columns[name] = _coded(given, _WORDS[name]) if name in _WORDS else pa.array(given, _type(name))
    return pa.table(columns)


def _type(name: str) -> pa.DataType:
    if name in _AMOUNTS:
        return pa.float64()
    return pa.bool_() if name == "complete" else pa.int64()


def _coded(given: list[Any], kind: pa.DataType) -> pa.DictionaryArray:
    """Few different values in many rows, as numbers of these values."""
    place = {value: number for number, value in enumerate(dict.fromkeys(given))}
    codes = list(map(place.__getitem__, given))
    values = [value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value for value in place]
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(values, kind))


def _rows(table: pa.Table, zone: ZoneInfo) -> list[Row]:
    columns = [_values(table[name].combine_chunks(), zone if name in _INSTANTS else None) for name in Row.__slots__]
    with left_alone():
        return list(map(Row, *columns))


def _values(column: pa.Array, zone: ZoneInfo | None) -> list[Any]:
    if isinstance(column, pa.DictionaryArray):
        words = column.dictionary.to_pylist()
        if zone is not None:
            words = [datetime.fromisoformat(word).astimezone(zone) for word in words]
        return list(map(words.__getitem__, _plain(column.indices, np.int32).tolist()))
    if pa.types.is_boolean(column.type):
        return _bits(column, 1).tolist()
    values: list[Any] = _plain(column, np.float64 if pa.types.is_floating(column.type) else np.int64).tolist()
    if column.null_count:
        for place in np.flatnonzero(~_bits(column, 0)).tolist():
            values[place] = None
    return values


def _plain(column: pa.Array, kind: type) -> NDArray[Any]:
    # Arrow's own ways to NumPy and to instants load pandas wherever it is installed: that alone takes longer.
    return np.frombuffer(column.buffers()[1], kind, count=column.offset + len(column))[column.offset :]


def _bits(column: pa.Array, buffer: int) -> NDArray[np.bool_]:
    packed = np.frombuffer(column.buffers()[buffer], np.uint8)
    bits = np.unpackbits(packed, count=column.offset + len(column), bitorder="little")
    return bits[column.offset :].astype(bool)
