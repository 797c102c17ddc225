"""What customers answered in a period, and who bought afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.engine.blocks import instant
from rapport.analytics.intervals import Floats
from rapport.analytics.population import Population
from rapport.analytics.question import Period
from rapport.analytics.source import Source

Pair = tuple[str, str]

_ANSWERS = """
SELECT customer, kind, touchpoint, score, age FROM (
  SELECT responses.customer, responses.kind, coalesce(responses.touchpoint, '') AS touchpoint, responses.score,
    row_number() OVER (PARTITION BY responses.customer, responses.kind, coalesce(responses.touchpoint, '')
      ORDER BY responses.at DESC, responses.id DESC) AS age_here,
    row_number() OVER (PARTITION BY responses.customer, responses.kind
      ORDER BY responses.at DESC, responses.id DESC) AS age
  FROM responses
  WHERE responses.at >= {start} AND responses.at < {end} AND responses.kind IN ('nps', 'csat', 'ces') AND {whom}
) AS answers WHERE age_here = 1
ORDER BY customer, kind, touchpoint
"""
_BUYERS = """
SELECT DISTINCT orders.customer AS customer FROM orders
WHERE orders.kind = 'sale' AND orders.at >= {start} AND orders.at < {end} AND orders.customer IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Answers:
    """Everybody's latest answer of each kind about each touchpoint; ``""`` is no touchpoint in particular.

    ``latest``: it is the customer's latest of its kind about anything.
    """

    people: NDArray[np.int64]
    place: NDArray[np.intp]
    pairs: tuple[Pair, ...]
    pair: NDArray[np.intp]
    score: Floats
    latest: NDArray[np.bool_]

    def about(self, pair: Pair) -> Floats:
        """Everybody's score of a kind about a touchpoint; NaN where somebody gave none."""
        return self._spread(self.pair == (self.pairs.index(pair) if pair in self.pairs else -1))

    def of(self, kind: str) -> Floats:
        """Everybody's latest score of a kind about anything."""
        places = [place for place, pair in enumerate(self.pairs) if pair[0] == kind]
        return self._spread(np.isin(self.pair, places) & self.latest)

    def _spread(self, chosen: NDArray[np.bool_]) -> Floats:
        column = np.full(len(self.people), np.nan)
        column[self.place[chosen]] = self.score[chosen]
        return column


def answers_in(source: Source, period: Period, population: Population) -> Answers:
    """The answers of a population in a period; anonymous ones are nobody's and stay out."""
    whom = population.condition("responses.customer")
    sql = _ANSWERS.format(start=instant(period.start), end=instant(period.end), whom=whom)
    table = source.query(sql, "responses", *population.tables)
    people, place = np.unique(table.column("customer").to_numpy(), return_inverse=True)
    both: list[Pair] = list(zip(table.column("kind").to_pylist(), table.column("touchpoint").to_pylist(), strict=True))
    pairs = tuple(sorted(set(both), key=lambda pair: (pair[1], pair[0])))
    number = {pair: at for at, pair in enumerate(pairs)}
    return Answers(
        np.asarray(people, np.int64),
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
