"""Time: always aware, periods half-open, months in the workspace's zone."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


@dataclass(frozen=True, slots=True)
class Period:
    """A span of time `[start, end)`: the start belongs to it, the end does not. Both are aware.

    Raises ValueError for naive moments or an end that is not after the start.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("a period needs moments with a time zone")
        if self.end <= self.start:
            raise ValueError("a period ends after it starts")

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


def month_start(moment: datetime, zone: ZoneInfo) -> datetime:
    """The first instant of the month that holds the moment, in the zone."""
    local = moment.astimezone(zone)
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0, fold=0)


def shift_months(start: datetime, months: int) -> datetime:
    """The same first-of-month instant some months later or, with a negative number, earlier."""
    index = start.year * 12 + start.month - 1 + months
    return start.replace(year=index // 12, month=index % 12 + 1)


def last_months(count: int, zone: ZoneInfo, *, ending: datetime) -> Period:
    """The `count` whole calendar months before the month that holds `ending`.

    >>> last_months(2, ZoneInfo("UTC"), ending=datetime(2026, 3, 9, tzinfo=ZoneInfo("UTC"))).start.month
    1
    """
    end = month_start(ending, zone)
    return Period(shift_months(end, -count), end)
