"""A small made shop: fact tables from short tuples, so that every figure can be checked by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from rapport import analytics
from rapport.analytics.facts import catalogue as facts

OrderTuple = tuple[int, int | None, str, str, str | None, float]
JANUARY = analytics.Period(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC))
QUARTER = analytics.Period(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
LATER = datetime(2026, 6, 1, tzinfo=UTC)


def at(text: str) -> datetime:
    """``"2026-01-05"`` or ``"2026-01-05 13:00"`` in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def table(name: str, rows: Iterable[dict[str, Any]]) -> pa.Table:
    """A fact table of the declared types from plain rows; what a row leaves out is null."""
    listed = list(rows)
    fields = [(column.name, column.arrow_type) for column in facts.get(name).columns if column.name != "bucket"]
    return pa.table({field: pa.array([row.get(field) for row in listed], kind) for field, kind in fields})


def made(name: str, *rows: dict[str, Any]) -> pa.Table:
    """A fact table from rows with days as text and amounts as numbers; ids count up where none is given."""
    kinds = {column.name: column.type for column in facts.get(name).columns}
    words: dict[str, Any] = {"instant": lambda day: at(str(day)), "money": lambda amount: Decimal(str(amount))}

    def typed(field: str, value: Any) -> Any:
        return words[kinds[field]](value) if value is not None and kinds[field] in words else value

    numbered = [{"id": number, **row} for number, row in enumerate(rows, start=1)]
    return table(name, [{field: typed(field, value) for field, value in row.items()} for row in numbered])


def orders(*rows: OrderTuple, currency: str = "EUR") -> pa.Table:
    """Orders as (id, customer, day, kind, region, net)."""
    names = ("id", "customer", "at", "kind", "region", "net")
    listed = [dict(zip(names, row, strict=True), currency=currency) for row in rows]
    return table("orders", [{**row, "at": at(str(row["at"])), "net": Decimal(str(row["net"]))} for row in listed])


def customers(*rows: tuple[int, str | None], since: str = "2025-01-01") -> pa.Table:
    """Customers as (id, region)."""
    return table("customers", [{"id": i, "kind": "person", "region": r, "first_seen": at(since)} for i, r in rows])


def members(*rows: tuple[int, int], since: str = "2025-01-01", until: str | None = None) -> pa.Table:
    """Memberships as (segment, customer)."""
    ends = at(until) if until else None
    return table("memberships", [{"segment": s, "customer": c, "since": at(since), "until": ends} for s, c in rows])


def responses(*rows: tuple[int, int | None, str, str, float | None]) -> pa.Table:
    """Answers as (id, customer, day, kind, score)."""
    names = ("id", "customer", "at", "kind", "score")
    return table("responses", [{**dict(zip(names, row, strict=True)), "at": at(row[2])} for row in rows])


def ask(tables: dict[str, Any], *metrics: str, period: analytics.Period = JANUARY, **wishes: Any) -> analytics.Answer:
    """One question, small numbers welcome."""
    wishes = {"minimum_n": 1, "as_of": LATER, "known_until": LATER, **wishes}
    with analytics.Source(tables) as source:
        return analytics.answer(source, analytics.Question(metrics=metrics, period=period, **wishes))


def assert_figures(tables: dict[str, Any], expected: dict[str, tuple[float, int]], **wishes: Any) -> analytics.Answer:
    """One question about all the metrics expected, each with its value and n; the answer for more."""
    answer = ask(tables, *expected, **wishes)
    found = {name: (answer.row(name).value, answer.row(name).n, answer.row(name).reason) for name in expected}
    for name, (value, n) in expected.items():
        assert found[name][0] == pytest.approx(value, abs=1e-6), (name, found[name])
        assert found[name][1] == n, (name, found[name])
    return answer
