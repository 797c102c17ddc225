"""The explorer's answer as rows of a file: exactly what is shown, with n, interval and the definition."""

from __future__ import annotations

from typing import Any

from rapport.analytics import Row
from rapport.apps.accounts.models import Member
from rapport.apps.insights.queries.definitions import metric
from rapport.apps.insights.queries.explorer import Explored, Line
from rapport.apps.insights.queries.flags import Claims, claims_of
from rapport.kernel.text import guarded

HEAD = ["metric", "segment", "region", "period_start", "period_end", "value", "low", "high", "n", "unit", "state"]
MORE = ["complete", "change", "change_low", "change_high", "claim", "steadied", "members", "reason", "definition"]


def table_rows(explored: Explored, member: Member | None = None) -> list[list[Any]]:
    """Plain rows with a head, for a file: one for each group and stretch of time, the whole period first.

    With a member, also what is claimed of the whole period. Shares are parts of one.
    """
    entry = metric(explored.cut.metric)
    broken_down = explored.cut.breakdown
    unit = member.workspace.currency if member and entry.unit == "money" else entry.unit
    claims = claims_of(member, explored, unit) if member else Claims()
    definition = f"{entry.title}: {entry.meaning} Formula: {entry.formula} n counts {entry.n_means}."
    members = "at each period's end" if explored.cut.members == "period_end" else "as of today"
    rows: list[list[Any]] = [[*HEAD[:3], *([broken_down] if broken_down else []), *HEAD[3:], *MORE]]
    for place, line in enumerate(explored.lines):
        names = [explored.cut.metric, line.segment.name if line.segment else "everybody", _region(line, explored)]
        names += [_value(line)] if broken_down else []
        for row in (line.whole, *line.months):
            times = [row.period_start.isoformat(), row.period_end.isoformat()]
            figures = [row.value, row.low, row.high, row.n, row.unit, row.state, row.complete]
            more = [*_claimed(row, line, claims, place), members, row.reason, definition]
            rows.append([*map(guarded, names), *times, *figures, *more])
    return rows


def _claimed(row: Row, line: Line, claims: Claims, place: int) -> list[Any]:
    change = [row.change, row.change_low, row.change_high]
    if row is not line.whole:
        return [*change, "", ""]
    flag, steadied = claims.flags.get(place), claims.steadied.get(place)
    return [*change, flag.words if flag else "", steadied.text if steadied else ""]


def _region(line: Line, explored: Explored) -> str:
    if explored.region is not None:
        return explored.region.name
    return "" if line.region is None else line.region or "unknown"


def _value(line: Line) -> str:
    return "" if line.breakdown is None else line.breakdown or "not recorded"
