"""What the analyses of experience share: answers first, then the time in which people bought again or not."""

from __future__ import annotations

from datetime import datetime, timedelta

from rapport.analytics import Period
from rapport.apps.insights.analyses._analysis import Study, Wish
from rapport.ui import figures

WINDOW = Wish(
    name="window",
    title="Bought again within",
    default="90",
    least=7,
    most=730,
    unit="days",
    help="Counted from the end of the time in which the answers were given.",
)


def answered_in(study: Study) -> Period:
    """The chosen period moved back, so that the time in which people bought again or not ends with it."""
    back = timedelta(days=study.number("window"))
    return Period(study.period.start - back, study.period.end - back)


def span_of(period: Period) -> list[str]:
    """A period as it is kept."""
    return [period.start.isoformat(), period.end.isoformat()]


def span_words(kept: list[str]) -> str:
    """A kept period in words."""
    return figures.span(*(datetime.fromisoformat(end) for end in kept))
