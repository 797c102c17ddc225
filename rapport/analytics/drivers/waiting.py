"""How long customers waited for service, as elements of their experience."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.engine.blocks import instant
from rapport.analytics.intervals import Floats
from rapport.analytics.population import Population
from rapport.analytics.question import Period
from rapport.analytics.source import Source

FIRST_ANSWER = "hours to the first answer"
RESOLUTION = "hours to the resolution"

# Kept apart from its customers' scores: a ticket still open has no time yet, and is not nought.
_HOURS = """
SELECT tickets.customer AS customer,
  avg(CASE WHEN tickets.first_response_at >= tickets.opened_at
    THEN date_diff('second', tickets.opened_at, tickets.first_response_at) END) / 3600.0 AS answered,
  avg(CASE WHEN tickets.resolved_at >= tickets.opened_at
    THEN date_diff('second', tickets.opened_at, tickets.resolved_at) END) / 3600.0 AS resolved
FROM tickets
WHERE tickets.opened_at >= {start} AND tickets.opened_at < {end} AND {whom}
GROUP BY tickets.customer
"""


def waiting_hours(
    source: Source, period: Period, population: Population, people: NDArray[np.int64]
) -> dict[str, Floats]:
    """Mean hours each of the people waited over the tickets they opened in the period; NaN without one that ended.

    Hours of the clock, not of the desk. What was answered before it was asked has no time.
    """
    if not source.has("tickets") or not len(people):
        return {}
    whom = population.condition("tickets.customer")
    sql = _HOURS.format(start=instant(period.start), end=instant(period.end), whom=whom)
    found = source.query(sql, "tickets", *population.tables)
    whose = found.column("customer").to_numpy()
    asked = np.isin(whose, people)
    columns = {}
    for title, name in ((FIRST_ANSWER, "answered"), (RESOLUTION, "resolved")):
        column = np.full(len(people), np.nan)
        column[np.searchsorted(people, whose[asked])] = found.column(name).to_numpy().astype(float)[asked]
        columns[title] = column
    return columns
