"""One query for each fact table: all its metrics for all cells, as parts by bucket."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapport.analytics.engine.blocks import Block, by_period, instant, numbers, with_choices
from rapport.analytics.engine.stretches import Frame
from rapport.analytics.fact import Fact
from rapport.analytics.metric import Ingredient, Metric, Span
from rapport.analytics.question import Question

STEPWISE_SPAN: Span = "to_date"
# What one metric takes from the fact table of a query.
Taken = tuple[Metric, Ingredient]


@dataclass(frozen=True, slots=True)
class Query:
    """The SQL, and how to read what comes back.

    ``columns``: the column of each (metric, part). ``rolls_up``: only single regions come back and add up to their
    total. ``stepwise``: parts to date come as changes from frame to frame.
    """

    sql: str
    columns: dict[tuple[str, str], str]
    rolls_up: bool
    stepwise: bool


@dataclass(slots=True)
class _Names:
    """One name for each expression, however many metrics share it."""

    by_sql: dict[str, str] = field(default_factory=dict)

    def name(self, sql: str, wanted: str, fallback: str) -> str:
        if sql not in self.by_sql:
            self.by_sql[sql] = fallback if wanted in self.by_sql.values() else wanted
        return self.by_sql[sql]

    def sql_by_name(self) -> dict[str, str]:
        return {name: sql for sql, name in self.by_sql.items()}


def by_fact(metrics: Iterable[Metric]) -> dict[str, list[Taken]]:
    """What the metrics take from each fact table, tables in the order of their names."""
    found: dict[str, list[Taken]] = {}
    for metric in metrics:
        for ingredient in metric.ingredients:
            found.setdefault(ingredient.fact, []).append((metric, ingredient))
    return dict(sorted(found.items()))


def compose(
    fact: Fact,
    taken: Sequence[Taken],
    question: Question,
    frames: Sequence[Frame],
    *,
    with_customers: bool,
    readable: bool = False,
) -> Query:
    """The query of a fact table.

    with_customers
        The customers table is there, so that the customer's own region can count.
    readable
        Gather units anew for every frame: the definition in its plainest form. Otherwise what is known to date is
        carried from frame to frame, which brings the same figures sooner.
    """
    home = with_customers and question.region_of == "customer"
    by_region = "region" in question.by
    one_row_a_unit = (home or not by_region) and question.breakdown is None and not by_period(question)
    stepwise = not readable and one_row_a_unit
    spans = sorted({ingredient.span for _, ingredient in taken})
    columns: dict[tuple[str, str], str] = {}
    blocks = [
        _block(
            fact,
            [(metric, ingredient) for metric, ingredient in taken if ingredient.span == span],
            question,
            [frame for frame in frames if frame.span == span],
            columns,
            suffix=f"_{span}" if len(spans) > 1 else "",
            home=home,
            stepwise=stepwise and span == STEPWISE_SPAN,
        )
        for span in spans
    ]
    return Query(_statement(question, blocks), columns, by_region and home, stepwise)


def _block(
    fact: Fact,
    taken: Sequence[Taken],
    question: Question,
    frames: Sequence[Frame],
    columns: dict[tuple[str, str], str],
    *,
    suffix: str,
    home: bool,
    stepwise: bool,
) -> Block:
    measures, parts = _Names(), _Names()
    for metric, ingredient in taken:
        names = {
            name: measures.name(with_choices(sql, question.choices), name, f"{metric.name}_{name}")
            for name, sql in ingredient.measures.items()
        }
        for part, sql in ingredient.parts.items():
            column = f"{metric.name}_{part}"
            columns[metric.name, part] = parts.name(sql.format(**names), column, column)
    return Block(
        fact, question, frames, measures.sql_by_name(), parts.sql_by_name(), suffix, home=home, stepwise=stepwise
    )


def _statement(question: Question, blocks: Sequence[Block]) -> str:
    steps = [("members", _members(question))] if question.segments and not by_period(question) else []
    steps += [step for block in blocks for step in block.steps()]
    all_columns = [name for block in blocks for name in block.parts]
    selects = [select for block in blocks for select in block.selects(all_columns)]
    with_clause = ",\n".join(f"{name} AS (\n{_indented(sql)}\n)" for name, sql in steps)
    return f"WITH {with_clause}\n" + "\nUNION ALL\n".join(selects)


def _members(question: Question) -> str:
    assert question.as_of is not None
    as_of = instant(question.as_of)
    return (
        f"SELECT DISTINCT segment, customer FROM memberships\nWHERE segment IN ({numbers(question.segments or ())})"
        f"\n  AND since <= {as_of} AND (until IS NULL OR until > {as_of})"
    )


def _indented(sql: str) -> str:
    return "\n".join(f"  {line}" for line in sql.splitlines())
