"""One query for each fact table: all its metrics for all cells, as parts by bucket."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapport.analytics.engine.blocks import Block, by_period, with_choices
from rapport.analytics.engine.condensed import Condensed
from rapport.analytics.engine.marks import Marks
from rapport.analytics.engine.members import members_sql
from rapport.analytics.engine.planning import Names, Plan, Planner, Taken, named_parts
from rapport.analytics.engine.running import Setting
from rapport.analytics.engine.stretches import Frame
from rapport.analytics.engine.tally import Tally, left, tallied
from rapport.analytics.fact import Fact
from rapport.analytics.metric import Metric, Span
from rapport.analytics.question import Question


@dataclass(frozen=True, slots=True)
class Shared:
    """The same query shared out: what is tallied in memory, and the SQL of each other plan, of its own columns only."""

    tally: Tally
    slots: tuple[str, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """The SQL, and how to read what comes back.

    ``columns``: the column of each (metric, part); rows of different spans may share one. ``rolls_up``: only single
    regions come back and add up to their total. ``carried``: the (span, column) pairs that come as changes from frame
    to frame. ``shared``: how it can be answered without asking all of it in SQL.
    """

    sql: str
    columns: dict[tuple[str, str], str]
    rolls_up: bool
    carried: frozenset[tuple[Span, str]] = frozenset()
    shared: Shared | None = None


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
        Gather units anew for every frame: the definition in its plainest form. Otherwise rows are gathered once for
        each step of time wherever the measures allow, which brings the same figures sooner.
    """
    setting = Setting(fact, question, home=with_customers and question.region_of == "customer")
    rolls_up = setting.by_region and setting.home
    one_row_a_unit = (setting.home or not setting.by_region) and question.breakdown is None and not by_period(question)
    if readable or not one_row_a_unit:
        columns: dict[tuple[str, str], str] = {}
        blocks = _blocks(setting, taken, frames, columns, counted=not readable)
        sql = _statement(setting, blocks, [name for block in blocks for name in block.parts])
        return Query(sql, columns, rolls_up)
    plan = Planner(setting, frames).plan(taken)
    sql = _statement(setting, plan.plans, plan.slots)
    return Query(sql, plan.columns, rolls_up, frozenset(plan.carried), _shared(setting, plan))


def _shared(setting: Setting, plan: Plan) -> Shared | None:
    tally = tallied(setting, plan.condensed, plan.marks)
    if tally is None:
        return None
    rest = [*left(plan.condensed, plan.marks), *plan.anew]
    statements = [_statement(setting, [one], [slot for slot in plan.slots if slot in one.columns]) for one in rest]
    return Shared(tally, tuple(plan.slots), tuple(statements))


def _blocks(
    setting: Setting,
    taken: Sequence[Taken],
    frames: Sequence[Frame],
    columns: dict[tuple[str, str], str],
    *,
    counted: bool,
) -> list[Block]:
    spans = sorted({ingredient.span for _, ingredient in taken})
    return [
        _block(
            setting,
            [(metric, ingredient) for metric, ingredient in taken if ingredient.span == span],
            [frame for frame in frames if frame.span == span],
            columns,
            suffix=f"_{span}" if len(spans) > 1 else "",
            counted=counted,
        )
        for span in spans
    ]


def _block(
    setting: Setting,
    taken: Sequence[Taken],
    frames: Sequence[Frame],
    columns: dict[tuple[str, str], str],
    *,
    suffix: str,
    counted: bool,
) -> Block:
    measures, parts = Names(), Names()
    for metric, ingredient in taken:
        given = {name: with_choices(sql, setting.question.choices) for name, sql in ingredient.measures.items()}
        for part, sql in named_parts(metric, ingredient, measures, given):
            column = f"{metric.name}_{part}"
            columns[metric.name, part] = parts.name(sql, column, column)
    return Block(
        setting.fact,
        setting.question,
        frames,
        measures.sql_by_name(),
        parts.sql_by_name(),
        suffix,
        home=setting.home,
        counted=counted,
    )


def _statement(setting: Setting, plans: Sequence[Block | Condensed | Marks], columns: Sequence[str]) -> str:
    question = setting.question
    steps = [("members", members_sql(question))] if question.segments and not by_period(question) else []
    steps += [step for plan in plans for step in plan.steps()]
    selects = [select for plan in plans for select in plan.selects(columns)]
    with_clause = ",\n".join(f"{name} AS (\n{_indented(sql)}\n)" for name, sql in steps)
    return f"WITH {with_clause}\n" + "\nUNION ALL\n".join(selects)


def _indented(sql: str) -> str:
    return "\n".join(f"  {line}" for line in sql.splitlines())
