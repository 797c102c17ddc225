"""How the people of a group stand: how their revenue is spread over them, and how long ago they bought.

Positions follow from the dates of sales up to the end of the period, by rules that fit a shop and are shown with the
counts: a **prospect** has never bought; a **new** customer first bought in the last 90 days; an **active** one bought
in the last 180 days; one **at risk** 181 to 365 days ago; one who is **lost** longer ago.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.insights.lake.reading import source_at
from rapport.apps.insights.queries.buying import WHO, group_of_people, only_row
from rapport.apps.insights.queries.cache import Asked, kept_or_worked_out, state_of
from rapport.apps.insights.queries.figures import FAILURES
from rapport.apps.insights.queries.health import Health, health_of
from rapport.apps.insights.queries.periods import DEFAULT, Known, PeriodChoice, laid_out
from rapport.apps.insights.queries.progress import lake_tables
from rapport.apps.insights.queries.subjects import Subject, named, reached
from rapport.kernel.clock import now

KIND = "people"
TABLES = ("customers", "orders", "memberships")
NEW_DAYS, ACTIVE_DAYS, RISK_DAYS = 90, 180, 365
SPREAD = f"""{WHO}
, spent AS (
  SELECT customer, sum(net)::DOUBLE AS net FROM orders
  WHERE orders.at >= $start AND orders.at < $end AND customer IN (SELECT id FROM who)
  GROUP BY customer HAVING sum(net) > 0
), placed AS (
  SELECT net, row_number() OVER (ORDER BY net DESC) AS place, count(*) OVER () AS buyers FROM spent
)
SELECT count(*), coalesce(sum(net), 0), coalesce(sum(net) FILTER (WHERE place <= ceil(buyers / 10.0)), 0) FROM placed
"""  # noqa: S608
POSITIONS = f"""{WHO}
, sales AS (
  SELECT customer, date_diff('day', min(orders.at), $end::TIMESTAMPTZ) AS first_days,
    date_diff('day', max(orders.at), $end::TIMESTAMPTZ) AS last_days
  FROM orders WHERE kind = 'sale' AND orders.at < $end AND customer IN (SELECT id FROM who) GROUP BY customer
)
SELECT
  count(*) FILTER (WHERE first_days IS NULL),
  count(*) FILTER (WHERE first_days <= {NEW_DAYS}),
  count(*) FILTER (WHERE first_days > {NEW_DAYS} AND last_days <= {ACTIVE_DAYS}),
  count(*) FILTER (WHERE last_days > {ACTIVE_DAYS} AND last_days <= {RISK_DAYS}),
  count(*) FILTER (WHERE last_days > {RISK_DAYS})
FROM who LEFT JOIN sales ON sales.customer = who.id
"""  # noqa: S608
NAMES = ("prospect", "new", "active", "at_risk", "lost")


@dataclass(frozen=True, slots=True)
class People:
    """How many buyers a group has in the period, what they brought and how much of it the top tenth of them, and how
    many people stand where. `health` says whether that can be relied on.
    """

    period: PeriodChoice
    health: Health
    buyers: int = 0
    net: float = 0.0
    top_net: float = 0.0
    prospect: int = 0
    new: int = 0
    active: int = 0
    at_risk: int = 0
    lost: int = 0

    @property
    def top_tenth_share(self) -> float | None:
        """The share of the revenue that the tenth of buyers who spent most brought."""
        return self.top_net / self.net if self.net > 0 else None

    @property
    def total(self) -> int:
        """Everybody in the group."""
        return sum(getattr(self, name) for name in NAMES)


def people_for(member: Member, subject: Subject, *, region: int | None = None, period: str = DEFAULT) -> People:
    """How the people of a subject stand at the end of a period."""
    member.require("metrics.view")
    reached(member, subject)
    workspace = member.workspace
    about = named(workspace, subject, region)
    tables = lake_tables(workspace.pk)
    orders = tables.get("orders")
    known = Known(orders.first_at, orders.last_at) if orders else Known()
    choice = laid_out(period, workspace.zone, known, now=now(), year_starts=workspace.year_starts)
    health = health_of(workspace, "orders", TABLES, tables)
    if health.state in {"waiting", "no_data"}:
        return People(choice, health)
    versions = {name: tables[name].version for name in TABLES if name in tables}

    def work_out() -> dict[str, Any]:
        source = source_at(workspace.pk, versions)
        group, span = group_of_people(about), {"start": choice.start, "end": choice.end}
        spread = only_row(source.query(SPREAD, *TABLES, values={**group, **span}))
        positions = only_row(source.query(POSITIONS, *TABLES, values={**group, "end": choice.end}))
        counted = dict(zip(("buyers", "net", "top_net"), spread, strict=True))
        return counted | dict(zip(NAMES, positions, strict=True))

    state = state_of(tables, TABLES, choice.end.isoformat())
    try:
        found = kept_or_worked_out(workspace, Asked(KIND, about, period), state, work_out)
    except FAILURES as problem:
        return People(choice, health.broken_by(str(problem)))
    return People(choice, health, **found.payload)
