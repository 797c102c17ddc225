"""Whole months or weeks of a period, in a zone; what is cut or not over yet is left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.question import Period

Grain = Literal["month", "week"]


@dataclass(frozen=True, slots=True)
class Spans:
    """The whole months or weeks in order, and how many at the edges were left out."""

    spans: tuple[Period, ...]
    grain: Grain
    left_out: int

    @property
    def labels(self) -> tuple[str, ...]:
        """``2026-01`` for months, the Monday ``2026-01-05`` for weeks."""
        form = "%Y-%m" if self.grain == "month" else "%Y-%m-%d"
        return tuple(span.start.strftime(form) for span in self.spans)

    @property
    def days(self) -> Floats:
        """Days of each, with 23 or 25 hours where the clocks change."""
        return np.array([(span.end.timestamp() - span.start.timestamp()) / 86_400 for span in self.spans])

    @property
    def months(self) -> tuple[int, ...]:
        """The month of the year in which each begins."""
        return tuple(span.start.month for span in self.spans)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was left out."""
        if not self.left_out:
            return ()
        many = f"{self.left_out} {self.grain}s are" if self.left_out > 1 else f"1 {self.grain} is"
        return (f"{many} not whole, or not over yet, and left out.",)


def whole_spans(period: Period, *, grain: Grain, zone: str, known_until: datetime | None = None) -> Spans:
    """The calendar months, or ISO weeks from Monday, that lie wholly in a period and up to ``known_until`` (now).

    Raises BadQuestion for an unknown grain or zone.
    """
    if grain not in get_args(Grain):
        raise BadQuestion(f"grain: {grain!r} is not known; use {' or '.join(get_args(Grain))}")
    try:
        there = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadQuestion(f"zone: {zone!r} is not a time zone") from None
    until = known_until or datetime.now(UTC)
    if until.tzinfo is None:
        raise BadQuestion(f"known_until: {until} has no time zone")
    start, end = period.start.astimezone(there), period.end.astimezone(there)
    found, left_out = [], 0
    begins = _first(start, grain)
    while begins < end:
        following = _next(begins, grain)
        if begins >= start and following <= end and following <= until:
            found.append(Period(begins, following))
        else:
            left_out += 1
        begins = following
    return Spans(tuple(found), grain, left_out)


def _first(start: datetime, grain: Grain) -> datetime:
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    if grain == "month":
        return midnight.replace(day=1)
    return midnight - timedelta(days=midnight.weekday())


def _next(begins: datetime, grain: Grain) -> datetime:
    if grain == "week":
        return begins + timedelta(days=7)
    year, month = divmod(begins.year * 12 + begins.month, 12)
    return begins.replace(year=year, month=month + 1)
