"""The days of a canvas: from its first to today, with the days on which something changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncDate

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, CanvasOperation
from rapport.apps.canvas.queries.past.moments import first_day, today

WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Mark:
    """A day with changes: where on the line of days, how high its mark, how many changes."""

    day: date
    x: str
    height: int
    count: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The line of days a slider goes along; `chosen` is how many days after the first."""

    first: date
    last: date
    chosen: int
    marks: list[Mark]

    @property
    def length(self) -> int:
        """How many steps there are between the first day and the last."""
        return (self.last - self.first).days

    @property
    def busy_days(self) -> list[Mark]:
        """The days with changes, the latest first."""
        return self.marks[::-1]


def timeline_of(member: Member, canvas: Canvas, day: date | None) -> Timeline:
    """The days of a canvas, with one chosen; None chooses today."""
    first, last = first_day(member, canvas), today(member)
    log = CanvasOperation.objects.of(member).filter(canvas=canvas)
    by_day = log.annotate(day=TruncDate("at", tzinfo=member.workspace.zone)).values_list("day")
    counts = dict(by_day.annotate(count=Count("pk")).order_by("day").values_list("day", "count"))
    length, most = max((last - first).days, 1), max(counts.values(), default=1)
    marks = [
        Mark(one, f"{(one - first).days * WIDTH / length:.0f}", 4 + round(16 * (count / most) ** 0.5), count)
        for one, count in counts.items()
    ]
    return Timeline(first, last, ((day or last) - first).days, marks)
