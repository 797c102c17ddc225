"""Who is in which segment at an instant."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.engine.blocks import instant
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.source import Source


def members_at(source: Source, as_of: datetime) -> dict[int, NDArray[np.int64]]:
    """The ids of the members of every segment that has some at an instant, in rising order; segments may overlap.

    ``{7: [1, 4], 9: [4]}``: customer 4 is in both. Raises BadTable without a table of memberships, BadQuestion for an
    instant without a time zone.
    """
    if as_of.tzinfo is None:
        raise BadQuestion(f"as_of: {as_of} has no time zone")
    if not source.has("memberships"):
        raise BadTable("memberships: there is no such table, so nobody's segments are known")
    rows = source.query(members_sql(as_of), "memberships")
    segment, customer = (rows[name].to_numpy() for name in ("segment", "customer"))
    return {int(number): np.asarray(customer[segment == number], np.int64) for number in np.unique(segment)}


def members_sql(as_of: datetime) -> str:
    """The SELECT behind `members_at`."""
    at = instant(as_of)
    return f"""
SELECT DISTINCT memberships.segment, memberships.customer
FROM memberships
WHERE memberships.since <= {at} AND (memberships.until IS NULL OR memberships.until > {at})
ORDER BY memberships.segment, memberships.customer
""".strip()
