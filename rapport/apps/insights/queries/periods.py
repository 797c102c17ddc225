"""The periods one can choose, laid against the data there are.

A period ends with today where data are fresh. Where they are old, as in a file of past years, it ends with the last
day that has data, and says so. A period may also be chosen to end on a given day: its name then carries the day,
"last-12-months@2026-03-01".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rapport.kernel.clock import Period, last_months, month_start, shift_months
from rapport.kernel.errors import Missing
from rapport.ui import figures

FRESH = timedelta(days=31)
GRACE = 0.05
MONTHS_SHOWN = 13

TITLES = {
    "last-12-months": "Last 12 months",
    "last-3-months": "Last 3 months",
    "last-12-whole-months": "Last 12 whole months",
    "this-year": "This year",
    "last-year": "Last year",
    "all-time": "All time",
}
DEFAULT = "last-12-months"
ENDING = "@"
FIRST_YEAR, LAST_YEAR = 1900, 9999


@dataclass(frozen=True, slots=True)
class Known:
    """From when to when there are data of a kind; empty where there are none."""

    first: datetime | None = None
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """A period as chosen by name and laid against the data: `[start, end)`, known up to `end`."""

    name: str
    title: str
    start: datetime
    end: datetime
    months: Period
    compares: bool
    against_words: str
    note: str

    @property
    def period(self) -> Period:
        return Period(self.start, self.end)

    @property
    def words(self) -> str:
        """ "10 Dec 2010 – 9 Dec 2011"."""
        return figures.span(self.start, self.end)


def period_ending(name: str, day: date) -> str:
    """The name of a period that ends on a day, as seen on that day."""
    return f"{name}{ENDING}{day.isoformat()}"


def laid_out(name: str, zone: ZoneInfo, known: Known, *, now: datetime, year_starts: int = 1) -> PeriodChoice:
    """The period of that name in the workspace's zone, against the data known. Raises Missing for an unknown name.

    `year_starts` is the month in which the workspace's year begins.
    """
    plain, ending, day = name.partition(ENDING)
    if plain not in TITLES:
        raise Missing("There is no such period.", place="period")
    if ending:
        now = min(now, _last_moment_of(day, zone))
        known = Known(known.first, min(known.last, now) if known.last else None)
    end, is_old = _end_of_data(zone, known, now)
    start, end = _ends(plain, zone, end, known, year_starts)
    against, compares = _comparison(plain, start, end, known, zone)
    month_end = shift_months(month_start(end - timedelta(microseconds=1), zone), 1)
    return PeriodChoice(
        name=name,
        title=TITLES[plain],
        start=start,
        end=end,
        months=Period(shift_months(month_end, -MONTHS_SHOWN), month_end),
        compares=compares,
        against_words=against,
        note=f"ends {figures.day(known.last.astimezone(zone))}, the last day with data"
        if is_old and known.last
        else "",
    )


def _last_moment_of(day: str, zone: ZoneInfo) -> datetime:
    try:
        ending = date.fromisoformat(day)
    except ValueError as error:
        raise Missing("There is no such period.", place="period") from error
    if not FIRST_YEAR <= ending.year < LAST_YEAR:
        raise Missing("There is no such period.", place="period")
    return _day_after(datetime.combine(ending, datetime.min.time(), tzinfo=zone), zone) - timedelta(microseconds=1)


def _end_of_data(zone: ZoneInfo, known: Known, now: datetime) -> tuple[datetime, bool]:
    is_old = known.last is not None and known.last < now - FRESH
    last = known.last if is_old and known.last else now
    return _day_after(last, zone), is_old


def _ends(name: str, zone: ZoneInfo, end: datetime, known: Known, year_starts: int) -> tuple[datetime, datetime]:
    year = year_start(end - timedelta(microseconds=1), zone, year_starts)
    if name == "last-3-months":
        return _months_before(end, 3), end
    if name == "last-12-whole-months":
        whole = last_months(12, zone, ending=end)
        return whole.start, whole.end
    if name == "this-year":
        return year, end
    if name == "last-year":
        return year.replace(year=year.year - 1), year
    if name == "all-time" and known.first is not None:
        return month_start(known.first, zone), end
    return _months_before(end, 12), end


def year_start(moment: datetime, zone: ZoneInfo, year_starts: int) -> datetime:
    """When the year of a moment began, by the month in which years begin."""
    first = month_start(moment, zone)
    return shift_months(first, -((first.month - year_starts) % 12))


def _comparison(name: str, start: datetime, end: datetime, known: Known, zone: ZoneInfo) -> tuple[str, bool]:
    if name == "all-time":
        return "", False
    length = end - start
    if known.first is None or known.first > start - length * (1 - GRACE):
        begin = f": data begin {figures.day(known.first.astimezone(zone))}" if known.first else ""
        return f"no full period before to compare with{begin}", False
    months = {"last-12-months": "12 months", "last-3-months": "3 months", "last-12-whole-months": "12 months"}
    before = "the year before" if name == "last-year" else f"the {months.get(name, f'{length.days} days')} before"
    return f"against {before}", True


def _day_after(moment: datetime, zone: ZoneInfo) -> datetime:
    local = moment.astimezone(zone)
    return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)


def _months_before(end: datetime, months: int) -> datetime:
    first = shift_months(end.replace(day=1), -months)
    following = shift_months(first, 1)
    return first.replace(day=min(end.day, (following - timedelta(days=1)).day))
