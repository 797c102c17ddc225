"""What is done again and again, and how it stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.kernel.clock import now
from rapport.kernel.jobs.models import Schedule
from rapport.kernel.jobs.schedules import Recurring, declared
from rapport.ui import figures

LATE_AFTER = timedelta(minutes=2)
MINUTE, HOUR, DAY = 60, 3600, 86_400


@dataclass(frozen=True, slots=True)
class Repeated:
    """Work that is due again and again for all workspaces: when it was last done, when it is due, what went wrong.

    Of an error only its kind is told, because its words may be about another workspace.
    """

    name: str
    room: str
    every: str
    last_success: datetime | None
    next_at: datetime | None
    is_late: bool
    is_stuck: bool
    last_error: str
    last_error_at: datetime | None


def repeated_work() -> list[Repeated]:
    """Everything the installed rooms do again and again, by room and name."""
    rows = {row.name: row for row in Schedule.objects.all()}
    return sorted((_told(one, rows.get(one.name)) for one in declared()), key=lambda one: (one.room, one.name))


def _told(one: Recurring, row: Schedule | None) -> Repeated:
    names = one.name.split(".")
    last, next_at, error_at = (row.last_at, row.next_at, row.last_error_at) if row else (None, None, None)
    return Repeated(
        name=names[-1].strip("_").replace("_", " ").capitalize(),
        room=names[2] if names[1] == "apps" else names[1],
        every=_span(one.seconds),
        last_success=last,
        next_at=next_at,
        is_late=next_at is not None and next_at < now() - LATE_AFTER,
        is_stuck=error_at is not None and (last is None or error_at > last),
        last_error=row.last_error.split(":", 1)[0] if row else "",
        last_error_at=error_at,
    )


def _span(seconds: float) -> str:
    size, unit = next(
        ((size, unit) for size, unit in ((DAY, "days"), (HOUR, "hours")) if seconds >= size), (MINUTE, "minutes")
    )
    return figures.figure(seconds / size, unit)
