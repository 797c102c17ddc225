"""Experiments that are running: what everybody drawn has done so far, look by look, and whether to go on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.columns import check_least
from rapport.analytics.effects.arms import Arm
from rapport.analytics.effects.campaigns import MEASURES, Measure
from rapport.analytics.effects.sequential import Watched
from rapport.analytics.engine.blocks import instant
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.fact import INSTANT
from rapport.analytics.intervals import Floats
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.source import Source

Verdict = Literal["more", "less", "ruled out", "open"]
# The intervals rest on large samples: with fewer in either group nothing is looked at.
FEWEST_A_LOOK = 20
MOST_LOOKS = 60


@dataclass(frozen=True, slots=True)
class Experiment:
    """Everybody drawn into an experiment, in the order of their draws (``at``, in days since 1970).

    ``value`` is what each did in the ``days`` after the draw, complete for those who are ``over`` at ``known``.
    ``in_both`` customers were drawn into both arms and are left out.
    """

    name: str
    customer: NDArray[np.int64]
    treated: NDArray[np.bool_]
    at: Floats
    value: Floats
    days: int
    known: float
    in_both: int = 0

    @property
    def over(self) -> NDArray[np.bool_]:
        """Whose days are over, so that what they did is known whole."""
        return np.asarray(self.at + self.days <= self.known)

    def looks(self, every: int = 7) -> list[tuple[float, Arm, Arm]]:
        """The groups as they stood each ``every`` days, of those whose days were over then: day, treated, held out.

        The last look is at all that is known.
        """
        check_least("every", every)
        done = np.sort(self.at[self.over]) + self.days
        if not len(done):
            return []
        step = max(float(every), (done[-1] - done[0]) / MOST_LOOKS)
        moments = [*np.arange(done[0], done[-1], step), float(done[-1])]
        arms = {arm: (self.at + self.days)[self.over & (self.treated == arm)] for arm in (True, False)}
        values = {arm: self.value[self.over & (self.treated == arm)] for arm in (True, False)}
        told = []
        for moment in moments:
            counts = {arm: int(np.searchsorted(arms[arm], moment, side="right")) for arm in arms}
            if min(counts.values()) >= FEWEST_A_LOOK:
                first, second = (Arm.of(values[arm][: counts[arm]]) for arm in (True, False))
                told.append((float(moment), first, second))
        return told


def experiments(
    source: Source,
    known_until: datetime,
    population: Population = EVERYBODY,
    *,
    measure: Measure = "buyers",
    days: int = 30,
) -> tuple[Experiment, ...]:
    """Every experiment with what those drawn did in the days after their draw, the last begun first.

    Raises BadTable without assignments, BadQuestion for an unknown measure or no days.
    """
    if measure not in MEASURES:
        raise BadQuestion(f"effects: measure {measure!r} is not known; there are: {', '.join(MEASURES)}")
    check_least("days", days)
    if not source.has("assignments"):
        raise BadTable("assignments: there is no such table, so nobody was drawn into an experiment")
    sql = experiments_sql(known_until, population, measure, days)
    found = source.query(sql, "assignments", "orders", *population.tables)
    if not found.num_rows:
        raise BadTable("assignments: nobody of this population was drawn into an experiment")
    names = np.array(found["experiment"].to_pylist(), str)
    at = np.asarray(found["at"].cast(INSTANT).cast("int64").to_numpy(), float) / 86_400e6
    both = found["arms"].to_numpy() > 1
    treated = np.array(found["arm"].to_pylist(), str) == "treated"
    customer, value = found["customer"].to_numpy(), np.asarray(found["value"].to_numpy(zero_copy_only=False), float)
    told = []
    for name in np.unique(names):
        rows = np.flatnonzero((names == name) & ~both)
        rows = rows[np.argsort(at[rows], kind="stable")]
        twice = int((both & (names == name)).sum())
        parts = (customer[rows], treated[rows], at[rows], np.nan_to_num(value[rows]))
        told.append(Experiment(str(name), *parts, days, known_until.timestamp() / 86_400, twice))
    return tuple(sorted(told, key=lambda one: -float(one.at[0]) if len(one.at) else 0.0))


def experiments_sql(known_until: datetime, population: Population, measure: Measure, days: int) -> str:
    """The SELECT behind `experiments`: one row for each customer of each experiment."""
    known = instant(known_until)
    return f"""
WITH draws AS (
  SELECT assignments.experiment, assignments.customer, min(assignments.at) AS at, min(assignments.arm) AS arm,
    count(DISTINCT assignments.arm) AS arms
  FROM assignments
  WHERE assignments.at < {known} AND {population.condition("assignments.customer")}
  GROUP BY assignments.experiment, assignments.customer
)
SELECT draws.experiment, draws.customer, draws.at, draws.arm, draws.arms, {MEASURES[measure]} AS value
FROM draws LEFT JOIN orders ON orders.customer = draws.customer
  AND orders.at >= draws.at AND orders.at < draws.at + INTERVAL '{int(days) * 24}' HOUR AND orders.at < {known}
GROUP BY draws.experiment, draws.customer, draws.at, draws.arm, draws.arms
ORDER BY draws.experiment, draws.customer
""".strip()


def verdict(found: Watched, worth: float) -> Verdict:
    """Whether to go on, by all looks so far: a clear difference, a gain of at least ``worth`` ruled out, or open.

    Raises BadQuestion where ``worth`` is not above 0.
    """
    if not worth > 0:
        raise BadQuestion(f"effects: a difference worth knowing must lie above 0, not {worth}")
    last = found.looks[-1].difference if found.looks else None
    if last is None or last.low is None or last.high is None:
        return "open"
    if last.low > 0:
        return "more"
    if last.high < 0:
        return "less"
    return "ruled out" if last.high < worth else "open"


def looked_at(looks: Sequence[tuple[float, Arm, Arm]]) -> list[tuple[Arm, Arm]]:
    """The looks as `watched` takes them."""
    return [(treated, control) for _, treated, control in looks]
