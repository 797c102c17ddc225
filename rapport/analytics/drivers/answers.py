"""What customers answered in a period, and who bought afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.cohorts.calendar import local_sql
from rapport.analytics.engine.blocks import instant
from rapport.analytics.intervals import Floats
from rapport.analytics.population import Population
from rapport.analytics.question import Period
from rapport.analytics.source import Source

Pair = tuple[str, str]

_ANSWERS = """
SELECT customer, month, kind, touchpoint, score, age FROM (
  SELECT customer, month, kind, touchpoint, score,
    row_number() OVER (PARTITION BY customer, month, kind, touchpoint
      ORDER BY given.at DESC, given.id DESC) AS age_here,
    row_number() OVER (PARTITION BY customer, month, kind ORDER BY given.at DESC, given.id DESC) AS age
  FROM (
    SELECT responses.id, responses.at, responses.customer, {month} AS month, responses.kind, responses.score,
      coalesce(responses.touchpoint, '') AS touchpoint
    FROM responses
    WHERE responses.at >= {start} AND responses.at < {end} AND responses.kind IN ('nps', 'csat', 'ces') AND {whom}
  ) AS given
) AS answers WHERE age_here = 1
ORDER BY customer, month, kind, touchpoint
"""
_MONTH = "CAST(12 * extract(year FROM {local}) + extract(month FROM {local}) AS INTEGER)"
# More than there are months in ten thousand years.
_MONTHS = 1 << 17
_BUYERS = """
SELECT DISTINCT orders.customer AS customer FROM orders
WHERE orders.kind = 'sale' AND orders.at >= {start} AND orders.at < {end} AND orders.customer IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Answers:
    """The latest answer of each kind about each touchpoint; ``""`` is no touchpoint in particular.

    ``people`` says whose case each is: one a customer, or one for every month in which a customer answered.
    ``latest``: it is the latest of its case and kind about anything.
    """

    people: NDArray[np.int64]
    place: NDArray[np.intp]
    pairs: tuple[Pair, ...]
    pair: NDArray[np.intp]
    score: Floats
    latest: NDArray[np.bool_]

    def about(self, pair: Pair) -> Floats:
        """The score of a kind about a touchpoint in every case; NaN where none was given."""
        return self._spread(self.pair == (self.pairs.index(pair) if pair in self.pairs else -1))

    def of(self, kind: str) -> Floats:
        """The latest score of a kind about anything in every case."""
        places = [place for place, pair in enumerate(self.pairs) if pair[0] == kind]
        return self._spread(np.isin(self.pair, places) & self.latest)

    def _spread(self, chosen: NDArray[np.bool_]) -> Floats:
        column = np.full(len(self.people), np.nan)
        column[self.place[chosen]] = self.score[chosen]
        return column


def answers_in(source: Source, period: Period, population: Population, *, monthly: str | None = None) -> Answers:
    """The answers of a population in a period; anonymous ones are nobody's and stay out.

    ``monthly``: every month in which a customer answered is a case of its own, by the calendar of this time zone.
    """
    whom = population.condition("responses.customer")
    month = _MONTH.format(local=local_sql("responses.at", monthly)) if monthly else "0"
    sql = _ANSWERS.format(start=instant(period.start), end=instant(period.end), whom=whom, month=month)
    table = source.query(sql, "responses", *population.tables)
    whose = np.asarray(table.column("customer").to_numpy(), np.int64)
    cases, place = np.unique(whose * _MONTHS + table.column("month").to_numpy(), return_inverse=True)
    both: list[Pair] = list(zip(table.column("kind").to_pylist(), table.column("touchpoint").to_pylist(), strict=True))
    pairs = tuple(sorted(set(both), key=lambda pair: (pair[1], pair[0])))
    number = {pair: at for at, pair in enumerate(pairs)}
    return Answers(
        np.asarray(cases // _MONTHS, np.int64),
        np.asarray(place, np.intp),
        pairs,
        np.array([number[pair] for pair in both], np.intp),
        np.asarray(table.column("score").to_numpy(), float),
        np.asarray(table.column("age").to_numpy() == 1, bool),
    )


def bought_after(
    source: Source, period: Period, people: NDArray[np.int64], window_days: int, known_until: datetime | None
) -> tuple[Floats, str]:
    """1 for each of the people who bought within the window after the period, else 0; or why that cannot be said."""
    ends = period.end + timedelta(days=window_days)
    until = known_until or datetime.now(UTC)
    unknown = np.full(len(people), np.nan)
    if ends > until:
        return unknown, f"the {window_days} days after the period end on {ends:%Y-%m-%d} and are not over yet"
    sql = _BUYERS.format(start=instant(period.end), end=instant(ends))
    buyers: Any = source.query(sql, "orders").column("customer").to_numpy()
    if not len(buyers):
        return unknown, f"no sale at all is known in the {window_days} days after the period"
    return np.isin(people, buyers).astype(float), ""
