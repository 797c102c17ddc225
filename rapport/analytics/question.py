"""What is asked: metrics, cells and periods, and the declared choices behind a definition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from math import inf, log
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rapport.analytics.columns import check_confidence, check_least, whole_numbers
from rapport.analytics.errors import BadQuestion

Grain = Literal["day", "week", "month", "quarter", "year"]
Members = Literal["as_of", "period_end"]
MOST_PERIODS = 750
RegionOf = Literal["customer", "order"]
DIMENSIONS = ("region",)
_DAYS = (
    "retention_days",
    "silence_days",
    "return_day",
    "welcome_days",
    "effect_days",
    "complaint_days",
    "active_days",
)


@dataclass(frozen=True, slots=True)
class Period:
    """A half-open stretch of time ``[start, end)`` between two aware instants."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        for name, instant in (("start", self.start), ("end", self.end)):
            if not isinstance(instant, datetime):
                raise BadQuestion(f"period: the {name} {instant!r} is no instant; give a datetime with a time zone")
            if instant.tzinfo is None:
                raise BadQuestion(f"period: the {name} {instant} has no time zone")
        if self.start >= self.end:
            raise BadQuestion(f"period: it ends ({self.end}) before it begins ({self.start})")


@dataclass(frozen=True, slots=True)
class Choices:
    """The declared choices behind the definitions; every screen that shows a figure can name them.

    retention_days
        Retention looks at customers who bought in so many days before the period. ``None``: in the
        period of the same length before (the month before a month).
    silence_days
        Churn calls a customer lost who has not bought for so many days.
    silence_quantile
        Churn by one's own rhythm calls a customer lost whose silence exceeds this quantile of their own times between
        purchases, taken as exponential.
    margin_rate
        The share of revenue that remains as margin where a line's direct cost is unknown, for example
        ``0.35``. ``None``: no assumption, and no lifetime value where cost is unknown.
    return_day
        The day after the first purchase, in stretches of 24 hours, at which returning is looked at.
    welcome_days
        A new customer welcomed within so many days counts as welcomed.
    effect_days
        So many days after the draw into an experiment its effect is read.
    complaint_days
        An answer within so many days after a resolved complaint speaks of its recovery.
    response_target_minutes, resolution_target_minutes
        What was promised for the first answer to a ticket (4 hours) and for its resolution (a day), by the clock.
    minute_rate
        What a minute of working time costs, in the reporting currency, where only minutes are recorded.
    active_days
        Use within so many days before a period's end makes a customer an active user.
    health_weights
        The weights of use, purchase, recommendation and peace (no open complaint) in the health index.
    """

    retention_days: int | None = None
    silence_days: int = 90
    silence_quantile: float = 0.95
    margin_rate: float | None = None
    return_day: int = 30
    welcome_days: int = 14
    effect_days: int = 30
    complaint_days: int = 30
    response_target_minutes: float = 240.0
    resolution_target_minutes: float = 1440.0
    minute_rate: float | None = None
    active_days: int = 30
    health_weights: tuple[float, float, float, float] = (0.3, 0.3, 0.2, 0.2)

    def __post_init__(self) -> None:
        if not 0 < self.silence_quantile < 1:
            raise BadQuestion(f"choices: silence_quantile must lie between 0 and 1, not {self.silence_quantile}")
        if self.margin_rate is not None and not 0 < self.margin_rate <= 1:
            raise BadQuestion(f"choices: margin_rate must lie above 0 and up to 1, not {self.margin_rate}")
        for name in _DAYS:
            if getattr(self, name) is not None:
                check_least(f"choices: {name}", getattr(self, name))
        for name in ("response_target_minutes", "resolution_target_minutes", "minute_rate"):
            if getattr(self, name) is not None and not 0 < getattr(self, name) < inf:
                raise BadQuestion(f"choices: {name} must lie above 0, not {getattr(self, name)}")
        weights = self.health_weights
        if len(weights) != 4 or not min(weights) >= 0 or not 0 < sum(weights) < inf:
            raise BadQuestion(f"choices: health_weights must be four weights from 0 up, not all 0, not {weights}")

    @property
    def silence_gaps(self) -> float:
        """How many of one's mean times between purchases silence may last: 3.0 at a quantile of 95 %."""
        return -log(1 - self.silence_quantile)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Metrics for every cell of segment × region × period, answered in one pass.

    metrics
        Names from `rapport.analytics.metrics.catalogue`.
    period
        The stretch asked about, a `Period` (or anything with ``start`` and ``end``).
    grain
        ``"day"``, ``"week"`` (from Monday, ISO 8601), ``"month"``, ``"quarter"``, ``"year"``: one row for each of them
        within the period, in ``zone``. ``None``: one row for all of it.
    year_starts
        The month in which a year begins, 1 to 12: quarters and years are those of that fiscal year.
    whole
        With a grain: a row for the whole period too, computed anew and not added up.
    course
        With a grain: its rows cover this `Period` instead, and each cell's last row is that of ``period``. A year with
        the months around it is one look at the data.
    segments, everybody
        Ids of segments; ``everybody`` adds the cell without a segment (``segment is None`` in the rows),
        the only one that holds anonymous orders and answers.
    regions
        Only these regions. The total over regions is then the total over them.
    by
        ``("region",)``: a row for each region beside the total (``region is None``; ``""`` is an unknown region).
    region_of
        ``"customer"``: the region of a customer counts, and of an anonymous order the order's.
        ``"order"``: always that of the order (where it was delivered) or of the answer.
    customers
        Only these customers: the figures of one customer's page. Ask with ``minimum_n=1``.
    breakdown
        A further dimension of the facts (``"channel"``, ``"touchpoint"``, ``"category"``, …): a row for each of its
        values beside the total. A customer counts under each value under which they were seen.
    as_of
        The instant at which membership of the segments is read (now, unless told).
    members
        ``"as_of"``: the members at that instant in every period. ``"period_end"``: in each period those who were
        members at its end, and at ``as_of`` where it ends later.
    known_until
        The instant up to which the records are complete (now, unless told). Later periods are marked.
    compare
        Adds the change from the period before, with the interval of the difference.
    minimum_n, hide_small_totals
        Below ``minimum_n`` an estimate is not shown. Totals (revenue, counts) are shown without an interval;
        public pages hide them too.
    currency
        The currency expected. ``None``: the one found; several found is an error.
    """

    metrics: Sequence[str]
    period: Period
    grain: Grain | None = None
    year_starts: int = 1
    whole: bool = False
    course: Period | None = None
    segments: Sequence[int] | None = None
    everybody: bool = True
    regions: Sequence[str] | None = None
    by: Sequence[str] = ()
    breakdown: str | None = None
    region_of: RegionOf = "customer"
    customers: Sequence[int] | None = None
    as_of: datetime | None = None
    members: Members = "as_of"
    known_until: datetime | None = None
    compare: bool = False
    minimum_n: int = 5
    hide_small_totals: bool = False
    currency: str | None = None
    zone: str = "UTC"
    choices: Choices = field(default_factory=Choices)
    confidence: float = 0.95

    def __post_init__(self) -> None:
        set_field = object.__setattr__
        metrics = (self.metrics,) if isinstance(self.metrics, str) else tuple(self.metrics)
        set_field(self, "metrics", tuple(dict.fromkeys(metrics)))
        set_field(self, "period", Period(self.period.start, self.period.end))
        if self.course is not None:
            set_field(self, "course", Period(self.course.start, self.course.end))
        set_field(self, "by", (self.by,) if isinstance(self.by, str) else tuple(self.by))
        for name in ("segments", "regions", "customers"):
            given = getattr(self, name)
            set_field(self, name, None if given is None else _listed(name, given))
        now = datetime.now(UTC)
        set_field(self, "as_of", self.as_of or now)
        set_field(self, "known_until", self.known_until or now)
        _check(self)

    def about(self, *metrics: str) -> Question:
        """The same question about other metrics."""
        return replace(self, metrics=metrics)

    @property
    def cells_of_segments(self) -> tuple[int | None, ...]:
        """The segments asked, ``None`` for everybody first."""
        return (*((None,) if self.everybody else ()), *(self.segments or ()))


def _check(question: Question) -> None:
    if not question.metrics:
        raise BadQuestion("metrics: name at least one")
    if not question.cells_of_segments:
        raise BadQuestion("segments: none asked, and everybody left out")
    _check_word("grain", question.grain, (None, *get_args(Grain)))
    _check_word("region_of", question.region_of, get_args(RegionOf))
    _check_word("members", question.members, get_args(Members))
    if question.course is not None and question.grain is None:
        raise BadQuestion("course: needs a grain, of which its rows are")
    if question.year_starts not in range(1, 13):
        raise BadQuestion(f"year_starts: must be a month from 1 to 12, not {question.year_starts}")
    for name in question.by:
        if name not in DIMENSIONS:
            raise BadQuestion(f"by: {name!r} is not known; there are: {', '.join(DIMENSIONS)}")
    for name in ("as_of", "known_until"):
        if getattr(question, name).tzinfo is None:
            raise BadQuestion(f"{name}: {getattr(question, name)} has no time zone")
    check_least("minimum_n", question.minimum_n)
    check_confidence(question.confidence)
    try:
        ZoneInfo(question.zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadQuestion(f"zone: {question.zone!r} is not a time zone") from None


def _listed(name: str, given: Any) -> tuple[Any, ...]:
    """Each once: names of regions, ids of segments and customers; one alone may stand without brackets."""
    several = (given,) if isinstance(given, (str, int)) else tuple(given)
    if name != "regions":
        return tuple(dict.fromkeys(whole_numbers(several, name, error=BadQuestion).tolist()))
    if not all(isinstance(one, str) for one in several):
        raise BadQuestion(f"regions: names are expected, not {list(several)}")
    return tuple(dict.fromkeys(several))


def _check_word(name: str, given: str | None, known: tuple[str | None, ...]) -> None:
    if given not in known:
        raise BadQuestion(f"{name}: {given!r} is not known; use {', '.join(repr(word) for word in known)}")
