"""Reading the figure of an action, of the last three months of the canvas's subject.

Three months, whatever period the canvas shows: over a year before and after would mostly be the same days.
"""

from __future__ import annotations

from datetime import datetime

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.effects import Reading
from rapport.apps.insights.queries import Subject, figures_for
from rapport.kernel.clock import now

PERIOD = "last-3-months"


def reading_of(member: Member, canvas: Canvas, metric: str, *, patient: bool = True) -> Reading | None:
    """The figure as it is now; nothing for an action without one, or for a member who may not see figures.

    `patient=False` takes what is kept and does not wait for what has to be worked out first.
    """
    if not metric or not member.may("metrics.view"):
        return None
    subject = Subject.parse(canvas.figures_subject)
    found = figures_for(member, subject, region=canvas.region_id, period=PERIOD, metrics=[metric], patient=patient)
    [tile] = found.tiles
    return Reading(
        metric=metric,
        title=tile.name,
        unit=tile.unit,
        state=tile.state,
        at=now().isoformat(),
        value=_number(tile.value) if tile.shows_value else None,
        low=None if tile.is_total else _number(tile.low),
        high=None if tile.is_total else _number(tile.high),
        n=tile.n,
        n_text=tile.n_text,
        period=tile.period,
        start=_day(member, found.period.start),
        end=_day(member, found.period.end),
        words="" if tile.state == "ok" else tile.state_word,
    )


def _number(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]


def _day(member: Member, moment: datetime) -> str:
    """The day in the workspace, whoever asks from wherever."""
    return moment.astimezone(member.workspace.zone).date().isoformat()
