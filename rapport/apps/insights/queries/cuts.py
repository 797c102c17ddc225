"""What the explorer is asked: a metric, the groups beside each other, and how time and comparison are chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from rapport.analytics.facts import catalogue as facts
from rapport.analytics.metric import Metric
from rapport.analytics.question import Grain, Members
from rapport.apps.insights.queries.periods import DEFAULT, PeriodChoice
from rapport.kernel.clock import Period, month_start, shift_months

Compared = Literal["before", "groups"]
GRAINS: dict[str, str] = {"week": "week", "month": "month", "quarter": "quarter", "year": "year"}
# How many stretches of each a table can bear: a year of weeks, three years of months.
MOST_STRETCHES = {"week": 53, "month": 36, "quarter": 20, "year": 20}
MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}
DIMENSION_TITLES = {"delivery_mode": "delivery", "touchpoint": "touchpoint", "name": "event"}


@dataclass(frozen=True, slots=True)
class Cut:
    """What is asked.

    regions
        Only these, by id; `by_region` gives each region a row of its own.
    grain
        The stretches of time beside the whole period; none for the whole period alone.
    breakdown
        A dimension of the metric's table (`dimensions_of`), each of its values a row.
    members
        Who counts as a member of a segment: those of today, or of each period's end.
    compare
        The change from the period before, or each group against the others.
    steady
        Beside the raw figure the one that small groups have once they learned from the others.
    apart
        What the change is taken apart by: region, segment or a dimension; empty for not at all.
    """

    metric: str
    segments: tuple[int, ...] = ()
    everybody: bool = True
    regions: tuple[int, ...] = ()
    by_region: bool = False
    grain: Grain | None = "month"
    breakdown: str = ""
    members: Members = "as_of"
    compare: Compared = "before"
    steady: bool = False
    apart: str = ""
    period: str = DEFAULT

    @property
    def one_group(self) -> bool:
        """Is it about one group alone, everybody or a segment?"""
        return len(self.segments) + (self.everybody or not self.segments) == 1

    @property
    def is_special(self) -> bool:
        """Has anything been chosen beyond metric, groups, region and period?"""
        plain = ("month", "", "as_of", "before", False, "")
        chosen = (self.grain, self.breakdown, self.members, self.compare, self.steady, self.apart)
        return chosen != plain or len(self.regions) > 1


def dimensions_of(entry: Metric) -> list[str]:
    """What a metric can be cut by beside region: what all tables have that it reads."""
    declared = [tuple(facts.get(one.fact).dimensions) for one in entry.ingredients]
    return [name for name in declared[0] if all(name in others for others in declared)]


def dimension_title(name: str) -> str:
    """The dimension in a word: "delivery"."""
    return DIMENSION_TITLES.get(name, name.replace("_", " "))


def span_of(choice: PeriodChoice, grain: str, zone: ZoneInfo, year_starts: int = 1) -> Period:
    """The whole stretches of time that a period touches, the latest of them where there are too many."""
    last = choice.end - timedelta(microseconds=1)
    start, end = (_floor(moment, grain, zone, year_starts) for moment in (choice.start, last))
    end = _shift(end, grain, 1)
    return Period(max(start, _shift(end, grain, -MOST_STRETCHES[grain])), end)


def _floor(moment: datetime, grain: str, zone: ZoneInfo, year_starts: int) -> datetime:
    if grain == "week":
        midnight = moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
        return midnight - timedelta(days=midnight.weekday())
    first = month_start(moment, zone)
    return shift_months(first, -((first.month - year_starts) % MONTHS_OF[grain]))


def _shift(moment: datetime, grain: str, by: int) -> datetime:
    return moment + timedelta(weeks=by) if grain == "week" else shift_months(moment, by * MONTHS_OF[grain])
