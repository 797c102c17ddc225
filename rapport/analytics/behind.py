"""The people behind one figure: whose rows it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rapport.analytics.engine.blocks import Block, by_period, instant, numbers, text, with_choices
from rapport.analytics.engine.stretches import frames, stretches
from rapport.analytics.errors import BadQuestion
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.metrics import catalogue as metrics
from rapport.analytics.question import Question
from rapport.analytics.source import Source

MOST = 100_000


@dataclass(frozen=True, slots=True)
class Person:
    """A customer by id, and when their last row behind the figure was."""

    customer: int
    last: datetime


def people_behind(source: Source, question: Question, *, value: str | None = None) -> list[Person]:
    """The known customers whose rows count in one cell of one metric, who was seen last first.

    The question names one metric, no grain, and one cell: everybody or one segment, at most one region; ``value`` is
    that of its breakdown (``""`` is unknown). A metric that reads several tables is followed into its own. Customers
    without anything that it counts, such as those who answered another question, are left out. At most 100,000.

    Raises BadQuestion for several metrics or cells.
    """
    if len(question.metrics) != 1 or question.grain or question.by or len(question.cells_of_segments) != 1:
        raise BadQuestion("people: one metric, one cell and one period")
    if question.metrics[0] not in metrics.names():
        raise BadQuestion(f"metrics: there is no metric {question.metrics[0]!r}")
    metric = metrics.get(question.metrics[0])
    if not source.has(metric.fact):
        return []
    found = source.query(_sql(source, question, value), metric.fact, *_read_too(source, question, metric.tables))
    return [Person(int(row["customer"]), row["last"]) for row in found.to_pylist()]


def _read_too(source: Source, question: Question, tables: tuple[str, ...]) -> list[str]:
    wanted = [*tables[1:], "customers", *(["memberships"] if question.segments else [])]
    return [name for name in dict.fromkeys(wanted) if source.has(name)]


def _sql(source: Source, question: Question, value: str | None) -> str:
    metric = metrics.get(question.metrics[0])
    fact = facts.get(metric.fact)
    counted = {name: with_choices(sql, question.choices) for name, sql in metric.measures.items()}
    block = Block(
        fact,
        question,
        frames(question, stretches(question), {metric.span}),
        {**counted, "last_moment": "max(seen.moment)"},
        {},
        home=source.has("customers") and question.region_of == "customer",
    )
    steps = ",\n".join(f"{name} AS (\n{sql}\n)" for name, sql in block.steps())
    anything = " OR ".join(f"coalesce(CAST({name} AS VARCHAR), '') {_IS_SOMETHING}" for name in counted)
    conditions = ["units.customer IS NOT NULL", f"({anything})"]
    if question.breakdown is not None:
        conditions.append(f"units.breakdown = {text(value)}" if value is not None else "units.breakdown IS NULL")
    if question.segments:
        conditions.append(f"units.customer IN ({_members(question)})")
    return (
        f"WITH {steps}\nSELECT units.customer AS customer, max(last_moment) AS last\nFROM units"
        f"\nWHERE {' AND '.join(conditions)}\nGROUP BY units.customer\nORDER BY last DESC, customer LIMIT {MOST}"
    )


# Whatever the type of a measure: nothing, none of a count or a sum, and "no" are not something.
_IS_SOMETHING = "NOT IN ('', '0', '0.0', '0.00', '0.0000', '0.00000000', 'false')"


def _members(question: Question) -> str:
    at = question.as_of or question.period.end
    at = min(at, question.period.end) if by_period(question) else at
    moment = instant(at)
    segments = numbers(question.segments or ())
    return (
        f"SELECT memberships.customer FROM memberships WHERE memberships.segment IN ({segments})"
        f" AND memberships.since <= {moment} AND (memberships.until IS NULL OR memberships.until > {moment})"
    )
