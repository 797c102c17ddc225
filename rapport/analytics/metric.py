"""What a metric is: one definition from which the engine, the screen and the reference all read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from rapport.analytics.estimators import Estimator
from rapport.analytics.question import Question, RegionOf

Better = Literal["up", "down", "none"]
Span = Literal["period", "before", "silence", "return", "to_date", "standing"]
Dimension = Literal["period", "region", "home_region", "segment"]
# What n can count, by the word that tells it.
COUNTED = {
    "customers": "customers",
    "sales": "orders",
    "refunds": "refunds",
    "answer": "answers",
    "invitations": "invitations",
    "tickets": "tickets",
    "contacts": "contacts",
    "amounts": "amounts",
    "leads": "leads",
    "deals": "deals",
    "referrals": "referrals",
    "events": "events",
}


@dataclass(frozen=True, kw_only=True)
class Ingredient:
    """What a metric takes from one fact table: ``span``, ``measures`` and ``parts`` as those of a `Metric`.

    ``optional``: where the table is not there its parts are zero; otherwise the metric has no answer then.
    """

    fact: str
    measures: Mapping[str, str]
    parts: Mapping[str, str]
    span: Span = "period"
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One metric.

    fact
        The table it reads; periods and reasons are told by it.
    also
        What it takes from other tables, or from the same over another span. The names of all its parts differ.
    span
        The stretch it looks at for a period: ``period`` itself; from the time ``before`` it to its end; from the
        time of ``silence``, or of the days of ``return``, before it to its end; all time ``to_date``. ``standing`` is
        all time to its end too, for measures that compare rows with ``frames.…`` and so cannot be carried on.
    measures
        SQL aggregates over the rows of one unit (a customer) within the span, each with its filter. They may name the
        columns of the fact as ``seen.…`` (``seen.moment`` is its time) and the instants ``frames.starts``,
        ``frames.ends`` and ``frames.quiet`` (the end less the time of silence), and ``choices.…`` as declared.
    parts
        SQL aggregates over units, with measures in braces. They add up over buckets: roll-ups never average averages.
    estimator
        From parts to value, interval and n.
    adds_over
        The dimensions over which the figures add: ``period``, ``region``, ``home_region`` (only where the region is
        the customer's own), ``segment`` (only segments that do not overlap). Over any other it is computed anew.
    nothing
        What is said where there is nothing to compute from.
    money
        Amounts are behind it though its unit is another: a ratio of two sums of money.
    needs
        Optional columns, as ``table.column``, without which there is no answer: where a table holds nothing in one of
        them, that is said instead of counting nothing as none.
    group
        The heading under which it is listed, from `rapport.analytics.groups`.
    """

    name: str
    title: str
    meaning: str
    formula: str
    source: str
    pitfalls: str
    unit: str
    better: Better
    fact: str
    measures: Mapping[str, str]
    parts: Mapping[str, str]
    estimator: Estimator
    nothing: str
    n_means: str
    span: Span = "period"
    also: tuple[Ingredient, ...] = ()
    adds_over: tuple[Dimension, ...] = ()
    everybody_only: bool = False
    money: bool = False
    needs: tuple[str, ...] = ()
    group: str = "buying"
    order: int = 0

    @property
    def in_money(self) -> bool:
        """Whether amounts are behind it, be they its unit or not: they must then be in one currency."""
        return self.money or self.unit == "money"

    @property
    def ingredients(self) -> tuple[Ingredient, ...]:
        """All it is made of, that of its own table first."""
        return (Ingredient(fact=self.fact, measures=self.measures, parts=self.parts, span=self.span), *self.also)

    @property
    def tables(self) -> tuple[str, ...]:
        """All tables it reads, its own first, with those in which its rows find columns."""
        from rapport.analytics.engine.blocks import looked_up
        from rapport.analytics.facts import catalogue

        read = [one.fact for one in self.ingredients]
        for one in self.ingredients:
            read += looked_up(catalogue.get(one.fact), one.measures.values())
        return tuple(dict.fromkeys(read))

    @property
    def anew_with(self) -> tuple[str, ...]:
        """The tables any change of which makes it be worked out from all rows, because each customer reads all of them.

        Changes of other tables are worked into the parts that `rapport.analytics.Kept` keeps.
        """
        from rapport.analytics.engine.blocks import lookups_named
        from rapport.analytics.facts import catalogue

        read = [lookups_named(catalogue.get(one.fact), one.measures.values()) for one in self.ingredients]
        return tuple(sorted({table for lookups in read for lookup in lookups for table in lookup.shared}))

    @property
    def help(self) -> str:
        """Meaning, unit, formula, source and pitfalls: the help on the screen and in the reference."""
        lines = (
            self.meaning,
            f"Unit: {self.unit}; n counts {self.n_means}.",
            f"Formula: {self.formula}",
            f"Source: {self.source}",
            f"Pitfalls: {self.pitfalls}",
        )
        return "\n".join(lines)

    @property
    def n_name(self) -> str:
        """What n counts in one word: "orders"."""
        return next(noun for word, noun in COUNTED.items() if word in self.n_means)

    def adds(self, dimension: str, region_of: RegionOf = "customer") -> bool:
        """Whether the figures of this metric may be summed over a dimension."""
        if dimension == "region" and region_of == "customer" and "home_region" in self.adds_over:
            return True
        return dimension in self.adds_over

    def definition_sql(self, question: Question | None = None) -> str:
        """The readable SQL of this metric alone: that of the question asked, or of everybody in one month."""
        from rapport.analytics.engine.definition import definition_sql

        return definition_sql(self, question)
