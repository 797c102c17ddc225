"""Periods of a question, and the frames of time that its metrics look at for each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from rapport.analytics.errors import BadQuestion
from rapport.analytics.metric import Span
from rapport.analytics.question import MOST_PERIODS, Grain, Question

BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
# Spans of measures that look at windows of time, such as days of silence or a promised answer.
LOOKING: frozenset[Span] = frozenset(("silence", "return", "standing"))
DAYS = {"day": 1, "week": 7}
MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period of the answer. ``cut``: the question cuts its month. ``before``: the index of the period before it."""

    start: datetime
    end: datetime
    shown: bool = True
    cut: bool = False
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """The rows that count for one span of one stretch: from ``opens`` up to ``ends``, which is outside."""

    number: int
    span: Span
    stretch: int
    opens: datetime
    starts: datetime
    ends: datetime
    quiet: datetime


def stretches(question: Question) -> list[Stretch]:
    """The periods to answer, in order; with ``compare`` also those before them, which are not shown."""
    zone = ZoneInfo(question.zone)
    start, end = question.period.start.astimezone(zone), question.period.end.astimezone(zone)
    course = question.course or question.period
    shown = _grained(question, course.start.astimezone(zone), course.end.astimezone(zone))
    if question.grain is None or question.course or (question.whole and len(shown) > 1):
        shown = [*shown, Stretch(start, end)]
    return _with_those_before(shown) if question.compare else shown


def frames(question: Question, periods: list[Stretch], spans: Iterable[Span]) -> list[Frame]:
    """One frame for each span and period, numbered through; within a span in the order of their ends."""
    in_order = sorted(range(len(periods)), key=lambda place: periods[place].end)
    wanted = [(span, place) for span in sorted(set(spans)) for place in in_order]
    return [_frame(question, number, span, place, periods[place]) for number, (span, place) in enumerate(wanted)]


def stretch_before(start: datetime, end: datetime) -> tuple[datetime, datetime]:
    """The period of the same length that ends at ``start``: as many calendar months where both are firsts of months.

    February 2026 follows January 2026; 10 to 17 March follows 3 to 10 March.
    """
    if _is_month_start(start) and _is_month_start(end):
        months = (end.year - start.year) * 12 + end.month - start.month
        return _add_months(start, -months), start
    # Wall-clock days, so that a period of days stays one across a change of the clocks.
    length = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    return start - length, start


def _grained(question: Question, start: datetime, end: datetime) -> list[Stretch]:
    found: list[Stretch] = []
    if question.grain is None:
        return found
    begins = _floor(start, question.grain, question.year_starts)
    while begins < end:
        following = _next(begins, question.grain)
        cut = begins < start or following > end
        found.append(Stretch(max(begins, start), min(following, end), cut=cut))
        begins = following
        if len(found) > MOST_PERIODS:
            raise BadQuestion(f"grain: more than {MOST_PERIODS} periods; ask for longer ones or a shorter time")
    return found


def _floor(moment: datetime, grain: Grain, year_starts: int) -> datetime:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if grain == "day":
        return midnight
    if grain == "week":
        return midnight - timedelta(days=midnight.weekday())
    length = MONTHS[grain]
    return _add_months(midnight.replace(day=1), -((midnight.month - year_starts) % length))


def _next(begins: datetime, grain: Grain) -> datetime:
    if grain in DAYS:
        return begins + timedelta(days=DAYS[grain])
    return _add_months(begins, MONTHS[grain])


def _with_those_before(shown: list[Stretch]) -> list[Stretch]:
    places = {(stretch.start, stretch.end): place for place, stretch in enumerate(shown)}
    linked: list[Stretch] = []
    hidden: list[Stretch] = []
    for stretch in shown:
        start, end = stretch_before(stretch.start, stretch.end)
        if (start, end) not in places:
            places[start, end] = len(shown) + len(hidden)
            hidden.append(Stretch(start, end, shown=False))
        linked.append(Stretch(stretch.start, stretch.end, cut=stretch.cut, before=places[start, end]))
    return [*linked, *hidden]


def _frame(question: Question, number: int, span: Span, place: int, period: Stretch) -> Frame:
    silence = timedelta(days=question.choices.silence_days)
    opens = {
        "period": period.start,
        "before": _time_before(question, period),
        "silence": period.start - silence,
        "return": period.start - timedelta(days=question.choices.return_day + 1),
        "to_date": BEGINNING,
        "standing": BEGINNING,
    }[span]
    ends = _ends(question, span, period)
    return Frame(number, span, place, opens, period.start, ends, ends - silence)


def _ends(question: Question, span: Span, period: Stretch) -> datetime:
    # A window that is not over tells nothing: in an open period only those that are over by now may count.
    known = question.known_until
    if span in LOOKING and known is not None and period.start < known < period.end:
        return known.astimezone(period.end.tzinfo)
    return period.end


def _time_before(question: Question, period: Stretch) -> datetime:
    days = question.choices.retention_days
    return period.start - timedelta(days=days) if days else stretch_before(period.start, period.end)[0]


def _is_month_start(instant: datetime) -> bool:
    return (instant.day, instant.hour, instant.minute, instant.second, instant.microsecond) == (1, 0, 0, 0, 0)


def _add_months(start: datetime, months: int) -> datetime:
    total = start.year * 12 + start.month - 1 + months
    return start.replace(year=total // 12, month=total % 12 + 1)
