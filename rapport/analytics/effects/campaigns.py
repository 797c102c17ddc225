"""What a campaign did, read from the orders of those who got it and those who did not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.currencies import one_currency
from rapport.analytics.effects.before_after import DifferenceInDifferences, difference_in_differences
from rapport.analytics.effects.holdout import Holdout, holdout, holdout_of_shares
from rapport.analytics.engine.blocks import instant, text
from rapport.analytics.engine.stretches import stretch_before
from rapport.analytics.errors import BadQuestion
from rapport.analytics.figure import UNKNOWN
from rapport.analytics.intervals import Floats
from rapport.analytics.population import Population
from rapport.analytics.question import Period
from rapport.analytics.source import Source
from rapport.analytics.wording import customers_are

Measure = Literal["revenue", "orders", "buyers"]
Shared = Literal["left_out", "treated"]
MEASURES = {
    "revenue": "CAST(sum(orders.net) AS DOUBLE)",
    "orders": "CAST(sum(CASE WHEN orders.kind = 'sale' THEN 1 ELSE 0 END) AS DOUBLE)",
    "buyers": "CAST(max(CASE WHEN orders.kind = 'sale' THEN 1 ELSE 0 END) AS DOUBLE)",
}
PERIODS_BEFORE = 3
MOST_PERIODS = 36
ARMS = ("treated", "holdout")
NOT_OVER = "the period is not over yet"

_KNOWN = """
SELECT DISTINCT orders.customer AS customer FROM orders
WHERE orders.kind = 'sale' AND orders.at < {start} AND {whom}
ORDER BY customer
"""
_DONE = """
SELECT orders.customer AS customer, stretches.number AS number, {measure} AS value
FROM orders JOIN (SELECT * FROM (VALUES {stretches}) AS given (number, opens, ends)) AS stretches
  ON orders.at >= stretches.opens AND orders.at < stretches.ends
WHERE {whom}
GROUP BY orders.customer, stretches.number
"""


@dataclass(frozen=True, slots=True)
class _Groups:
    """Customers of both groups with what each did in each stretch: customers × stretches, nothing is 0."""

    customers: NDArray[np.int64]
    treated: NDArray[np.bool_]
    done: Floats
    in_both: int

    def of(self, treated: bool, stretch: int) -> Floats:
        return np.asarray(self.done[self.treated == treated, stretch], float)


def campaign_before_after(
    source: Source,
    period: Period,
    treated: Population,
    control: Population,
    *,
    measure: Measure = "revenue",
    periods_before: int = PERIODS_BEFORE,
    known_until: datetime | None = None,
    shared: Shared = "left_out",
    confidence: float = 0.95,
) -> DifferenceInDifferences:
    """Difference in differences of a measure per customer: the period against as many of its length before it.

    Times are 0 for the period and -1, -2 … before it. Both groups are their members who had bought before the period;
    who bought nothing in a stretch counts with 0. Who is in both groups is left out, or counts as ``treated``: then
    a control of everybody means all the others. ``buyers`` is the share who bought. No answer while the period is not
    over at ``known_until`` (now, unless told).
    """
    _check(measure, periods_before)
    if period.end > (known_until or datetime.now(UTC)):
        return DifferenceInDifferences(
            UNKNOWN, None, None, None, None, None, None, (), 0, 0, 0, confidence=confidence, reason=NOT_OVER
        )
    stretches = [period]
    for _ in range(periods_before):
        stretches.insert(0, Period(*stretch_before(stretches[0].start, stretches[0].end)))
    found = _groups(source, stretches, treated, control, measure, shared)
    told = difference_in_differences(
        found.done.ravel(),
        np.repeat(found.treated, len(stretches)),
        np.tile(np.arange(-periods_before, 1.0), len(found.customers)),
        0,
        customers=np.repeat(found.customers, len(stretches)),
        confidence=confidence,
    )
    return replace(told, remarks=(*told.remarks, *_remarks(source, found, stretches[0])))


def campaign_holdout(
    source: Source,
    period: Period,
    treated: Population,
    control: Population,
    *,
    measure: Measure = "revenue",
    treated_share: float = 0.5,
    planned_customers: int | None = None,
    confidence: float = 0.95,
) -> Holdout:
    """The difference of a measure per customer in the period, between treated at random and held out.

    Means of revenue and orders are compared after taking out what each customer did in the period of the same length
    before (CUPED); ``buyers`` are compared as shares. Both groups are their members who had bought before the period.
    """
    _check(measure, 1)
    before = Period(*stretch_before(period.start, period.end))
    found = _groups(source, [before, period], treated, control, measure)
    first, second = found.of(True, 1), found.of(False, 1)
    if measure == "buyers":
        counts = int(first.sum()), len(first), int(second.sum()), len(second)
        told = holdout_of_shares(
            *counts, treated_share=treated_share, planned_customers=planned_customers, confidence=confidence
        )
    else:
        told = holdout(
            first,
            second,
            treated_earlier=found.of(True, 0),
            control_earlier=found.of(False, 0),
            treated_share=treated_share,
            planned_customers=planned_customers,
            confidence=confidence,
        )
    return replace(told, remarks=(*told.remarks, *_remarks(source, found, before)))


def experiment_groups(source: Source, experiment: str) -> tuple[Population, Population]:
    """Who was drawn to be treated, and who to be held out, in an experiment of the table of assignments.

    A customer drawn into both arms is in both groups: the comparisons leave them out and say so. Raises BadQuestion for
    an experiment nobody was drawn into.
    """
    sql = f"SELECT DISTINCT customer, arm FROM assignments WHERE experiment = {text(experiment)} ORDER BY customer"
    drawn = source.query(sql, "assignments").to_pylist()
    if not drawn:
        raise BadQuestion(f"effects: nobody was drawn into the experiment {experiment!r}")
    treated, held_out = (
        Population(customers=tuple(row["customer"] for row in drawn if row["arm"] == arm)) for arm in ARMS
    )
    return treated, held_out


def _check(measure: str, periods_before: int) -> None:
    if measure not in MEASURES:
        raise BadQuestion(f"effects: measure {measure!r} is not known; there are: {', '.join(MEASURES)}")
    if not 1 <= periods_before <= MOST_PERIODS:
        raise BadQuestion(f"effects: periods_before must lie between 1 and {MOST_PERIODS}, not {periods_before}")


def _groups(
    source: Source,
    stretches: Sequence[Period],
    treated: Population,
    control: Population,
    measure: Measure,
    shared: Shared = "left_out",
) -> _Groups:
    first, second = (_known(source, population, stretches[-1].start) for population in (treated, control))
    both = np.intersect1d(first, second)
    second = np.setdiff1d(second, both)
    if shared == "left_out":
        first = np.setdiff1d(first, both)
    customers = np.concatenate([first, second])
    done = np.zeros((len(customers), len(stretches)))
    if measure == "revenue":
        one_currency(source, stretches[0].start, stretches[-1].end)
    for population, own, ahead in ((treated, first, 0), (control, second, len(first))):
        _fill(done[ahead : ahead + len(own)], source, stretches, population, own, measure)
    return _Groups(customers, np.arange(len(customers)) < len(first), done, len(both) if shared == "left_out" else 0)


def _known(source: Source, population: Population, start: datetime) -> NDArray[np.int64]:
    sql = _KNOWN.format(start=instant(start), whom=population.condition("orders.customer"))
    found = source.query(sql, "orders", *population.tables)
    return np.asarray(found.column("customer").to_numpy(), np.int64)


def _fill(
    done: Floats,
    source: Source,
    stretches: Sequence[Period],
    population: Population,
    customers: NDArray[np.int64],
    measure: Measure,
) -> None:
    rows = ", ".join(f"({n}, {instant(one.start)}, {instant(one.end)})" for n, one in enumerate(stretches))
    sql = _DONE.format(measure=MEASURES[measure], stretches=rows, whom=population.condition("orders.customer"))
    found = source.query(sql, "orders", *population.tables)
    whose, number, value = (found.column(name).to_numpy() for name in ("customer", "number", "value"))
    wanted = np.isin(whose, customers)
    done[np.searchsorted(customers, whose[wanted]), number[wanted]] = value[wanted]


def _remarks(source: Source, found: _Groups, first: Period) -> list[str]:
    said = [f"{customers_are(found.in_both)} in both groups and left out"] if found.in_both else []
    begins = source.query("SELECT min(orders.at) AS begins FROM orders", "orders").column("begins").to_pylist()[0]
    if begins is not None and begins > first.start:
        said.append(f"the records begin on {begins:%Y-%m-%d}, within the periods before: these look too low")
    return said
