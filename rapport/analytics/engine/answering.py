"""Answering a question: one query for each fact table, then figures for every cell."""

from __future__ import annotations

from itertools import groupby

from rapport.analytics.answer import Answer, Row
from rapport.analytics.engine.compose import compose
from rapport.analytics.engine.parts import Cells, FactParts, Grid, currency_of, fetch, spans_of
from rapport.analytics.engine.rows import Sheet
from rapport.analytics.engine.stretches import Frame, Stretch, frames, stretches
from rapport.analytics.errors import BadQuestion
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.metric import Metric
from rapport.analytics.metrics import catalogue as metrics
from rapport.analytics.question import Question
from rapport.analytics.source import Source
from rapport.catalogue import UnknownEntry

MONEY_FACTS = ("orders", "order_lines")


def answer(source: Source, question: Question) -> Answer:
    """The rows of every metric × segment × region × period asked, each with its interval or its reason."""
    asked = [_metric(name) for name in question.metrics]
    periods = stretches(question)
    found = _ask(source, question, asked, periods)
    currency = _currency(source, question, asked, found)
    grid = Grid(question.cells_of_segments, _regions(question, found), len(periods))
    cells = {name: Cells(parts, grid) for name, parts in found.items()}
    rows: list[Row] = []
    for metric in asked:
        unit = (currency or "money") if metric.unit == "money" else metric.unit
        sheet = Sheet(metric, question, grid, periods, unit)
        rows += _answered(sheet, cells.get(metric.fact), found.get(metric.fact))
    return Answer(question, rows, {name: parts.query.sql for name, parts in found.items()}, currency)


def _metric(name: str) -> Metric:
    try:
        return metrics.get(name)
    except UnknownEntry as error:
        raise BadQuestion(f"metrics: {error}") from None


def _ask(source: Source, question: Question, asked: list[Metric], periods: list[Stretch]) -> dict[str, FactParts]:
    found: dict[str, FactParts] = {}
    for name, group in groupby(sorted(asked, key=lambda metric: metric.fact), key=lambda metric: metric.fact):
        if not source.has(name):
            continue
        its_metrics = list(group)
        fact = facts.get(name)
        looked_at = frames(question, periods, spans_of(its_metrics))
        query = compose(fact, its_metrics, question, looked_at, with_customers=source.has("customers"))
        found[name] = fetch(source, fact, query, looked_at)
    return found


def _currency(source: Source, question: Question, asked: list[Metric], found: dict[str, FactParts]) -> str | None:
    spans = spans_of([metric for metric in asked if metric.unit == "money" and metric.fact in found])
    if not spans or not source.has("orders"):
        return question.currency
    looked_at: list[Frame] = [
        frame for name in MONEY_FACTS if name in found for frame in found[name].frames if frame.span in spans
    ]
    return currency_of(source, question, looked_at)


def _regions(question: Question, found: dict[str, FactParts]) -> tuple[str | None, ...]:
    if "region" not in question.by:
        return (None,)
    seen: set[str] = set().union(*(parts.regions() for parts in found.values()))
    return (None, *sorted(seen | set(question.regions or ())))


def _answered(sheet: Sheet, cells: Cells | None, found: FactParts | None) -> list[Row]:
    if cells is None or found is None:
        return sheet.unanswered(f"there is no table {sheet.metric.fact}")
    rows = sheet.rows(cells, found)
    if sheet.metric.everybody_only:
        for row in rows:
            if row.segment is not None:
                _unsay(row, "anonymous orders belong to no segment")
    return rows


def _unsay(row: Row, reason: str) -> None:
    row.value = row.low = row.high = row.previous = row.change = row.change_low = row.change_high = None
    row.state, row.reason = "no_data", reason
