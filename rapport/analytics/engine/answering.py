"""Answering a question: one query for each fact table, then figures for every cell."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from rapport.analytics.answer import Answer
from rapport.analytics.engine.blocks import looked_up
from rapport.analytics.engine.compose import by_fact
from rapport.analytics.engine.finished import Holds, finished, holds_for, keep, states_of
from rapport.analytics.engine.keeping import Wanted, parts_of_all
from rapport.analytics.engine.listing import Listing
from rapport.analytics.engine.parts import Cells, FactParts, Grid, currency_of
from rapport.analytics.engine.rows import Sheet
from rapport.analytics.engine.stretches import Stretch, frames, stretches
from rapport.analytics.engine.tallying import Common
from rapport.analytics.errors import BadQuestion
from rapport.analytics.fact import Fact
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.kept import Kept
from rapport.analytics.metric import Ingredient, Metric, Span
from rapport.analytics.metrics import catalogue as metrics
from rapport.analytics.question import Question
from rapport.analytics.source import Source
from rapport.catalogue import UnknownEntry

_AT_ONCE = 2


def answer(source: Source, question: Question, *, kept: Kept | None = None) -> Answer:
    """The rows of every metric × segment × region × period asked, each with its interval or its reason.

    ``kept``: earlier answers and their parts, from which this one goes on where rows were only added since.
    """
    if kept is None:
        return _worked_out(source, question, None)[0]
    found = finished(source, question, kept)
    if found is None:
        states = states_of(source)
        found, listing, holds = _worked_out(source, question, kept)
        keep(source, found, listing, states, holds, kept)
    return found


def _worked_out(source: Source, question: Question, kept: Kept | None) -> tuple[Answer, Listing, Holds]:
    asked = [_metric(name) for name in question.metrics]
    periods = stretches(question)
    with ThreadPoolExecutor(1) as beside:
        written: list[Future[None]] = []
        wanted = _wanted(source, question, asked, periods)
        parts = parts_of_all(wanted, kept, lambda *given: written.append(beside.submit(*given)))
        holds = beside.submit(holds_for, source, question, kept) if kept else None
        found = {one.fact.name: of_table for one, of_table in zip(wanted, parts, strict=True)}
        currency = _currency(source, question, asked, found)
        listing = _said(source, question, asked, periods, found, currency)
        sql = {name: parts.query.sql for name, parts in found.items()}
        answer = Answer(question, listing.rows(), sql, currency)
    for one in written:
        one.result()
    return answer, listing, holds.result() if holds else (None, None)


def _said(
    source: Source,
    question: Question,
    asked: list[Metric],
    periods: list[Stretch],
    found: dict[str, FactParts],
    currency: str | None,
) -> Listing:
    grid = Grid(question.cells_of_segments, _regions(question, found), len(periods), _breakdown(question, found))

    def said(metric: Metric) -> Listing:
        unit = (currency or "money") if metric.unit == "money" else metric.unit
        sheet = Sheet(metric, question, grid, periods, unit)
        lacking = lacks(source, metric)
        return sheet.unanswered(lacking) if lacking else _answered(sheet, cells, found)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        cells = dict(zip(found, pool.map(lambda parts: Cells(parts, grid), found.values()), strict=True))
        return Listing.joined(list(pool.map(said, asked)))


def _metric(name: str) -> Metric:
    try:
        return metrics.get(name)
    except UnknownEntry as error:
        raise BadQuestion(f"metrics: {error}") from None


def _wanted(source: Source, question: Question, asked: list[Metric], periods: list[Stretch]) -> list[Wanted]:
    wanted: list[Wanted] = []
    common = Common()
    for name, taken in by_fact(asked).items():
        fact = facts.get(name)
        _check_breakdown(question, fact, [metric for metric, _ in taken])
        if not source.has(name):
            continue
        looked_at = frames(question, periods, {ingredient.span for _, ingredient in taken})
        wanted.append(Wanted(source, question, fact, taken, looked_at, common))
    return wanted


def _check_breakdown(question: Question, fact: Fact, its_metrics: list[Metric]) -> None:
    if question.breakdown is None or question.breakdown in fact.dimensions:
        return
    about = f"{its_metrics[0].name} reads {fact.name}"
    there = ", ".join(fact.dimensions) or "nothing"
    raise BadQuestion(f"breakdown: {about}, which cannot be cut by {question.breakdown!r}, but by {there}")


def _currency(source: Source, question: Question, asked: list[Metric], found: dict[str, FactParts]) -> str | None:
    spans: dict[str, set[Span]] = {}
    for metric in asked:
        for ingredient in metric.ingredients if metric.in_money else ():
            table = "orders" if ingredient.fact == "order_lines" else ingredient.fact
            if ingredient.fact in found and facts.get(table).currency and source.has(table):
                spans.setdefault(table, set()).add(ingredient.span)
    currency = question.currency
    for name in sorted(spans, key=lambda table: (table != "orders", table)):
        looked_at = [
            frame
            for table in ((name, "order_lines") if name == "orders" else (name,))
            if table in found
            for frame in found[table].frames
            if frame.span in spans[name]
        ]
        currency = currency_of(source, facts.get(name), currency, looked_at)
    return currency


def _regions(question: Question, found: dict[str, FactParts]) -> tuple[str | None, ...]:
    if "region" not in question.by:
        return (None,)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        seen: set[str] = set().union(*pool.map(lambda parts: parts.values("region"), found.values()))
    return (None, *sorted(seen | set(question.regions or ())))


def _breakdown(question: Question, found: dict[str, FactParts]) -> tuple[str | None, ...]:
    if question.breakdown is None:
        return (None,)
    seen: set[str] = set().union(*(parts.values("breakdown") for parts in found.values()))
    return (None, *sorted(seen))


def lacks(source: Source, metric: Metric) -> str:
    """What the tables do not hold that a metric cannot do without, in words; empty where nothing is missing."""
    for ingredient in metric.ingredients:
        for name in looked_up(facts.get(ingredient.fact), ingredient.measures.values()):
            if not source.has(name):
                return f"there is no table {name}"
    for place in metric.needs:
        table, column = place.split(".")
        if source.has(table) and column in source.profile(table).empty:
            return f"{column.replace('_', ' ')} is recorded for none of the {table.replace('_', ' ')}"
    return ""


def _answered(sheet: Sheet, cells: dict[str, Cells], found: dict[str, FactParts]) -> Listing:
    taken: list[tuple[Ingredient, Cells | None]] = []
    for number, ingredient in enumerate(sheet.metric.ingredients):
        if ingredient.fact not in cells and (number == 0 or not ingredient.optional):
            return sheet.unanswered(f"there is no table {ingredient.fact}")
        taken.append((ingredient, cells.get(ingredient.fact)))
    return sheet.listing(taken, found)
