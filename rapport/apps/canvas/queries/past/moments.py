"""Places in the log of a canvas by the words they have in addresses: "now", "version-12", "2026-03-01"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, CanvasOperation, CanvasVersion
from rapport.apps.canvas.queries.replay import sequence_at
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing
from rapport.ui import figures

NOW = "now"
VERSION = re.compile(r"version-(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Moment:
    """A place in the log, in words and as a day; `day` is None for now."""

    word: str
    title: str
    sequence: int
    at: datetime
    day: date | None

    @property
    def is_now(self) -> bool:
        return self.word == NOW

    @property
    def is_a_day(self) -> bool:
        """Is it a day of the calendar, rather than a version or now?"""
        return self.day is not None and self.word == self.day.isoformat()


def moment_of(member: Member, canvas: Canvas, word: str) -> Moment:
    """The moment that a word of an address means. Raises Missing."""
    version = VERSION.fullmatch(word)
    if version:
        found = CanvasVersion.objects.of(member).filter(canvas=canvas, pk=int(version[1])).first()
        if found is None:
            raise Missing(_("There is no such version of this canvas."), place="version")
        return _version(member, found)
    elif word in {"", NOW}:
        return Moment(NOW, _("Now"), canvas.sequence, now(), None)
    else:
        return _on_day(member, canvas, _day(word))


def moments_of(member: Member, canvas: Canvas) -> list[Moment]:
    """Now and every version, the newest first."""
    versions = CanvasVersion.objects.of(member).filter(canvas=canvas).order_by("-sequence", "-pk")
    return [moment_of(member, canvas, NOW), *(_version(member, one) for one in versions)]


def first_day(member: Member, canvas: Canvas) -> date:
    """The day on which the canvas was made."""
    log = CanvasOperation.objects.of(member).filter(canvas=canvas).order_by("sequence")
    begun: datetime = log.values_list("at", flat=True).first() or canvas.created_at
    return begun.astimezone(member.workspace.zone).date()


def today(member: Member) -> date:
    """Today where the workspace is."""
    return now().astimezone(member.workspace.zone).date()


def _version(member: Member, version: CanvasVersion) -> Moment:
    day = version.at.astimezone(member.workspace.zone).date()
    return Moment(f"version-{version.pk}", version.title, version.sequence, version.at, day)


def _on_day(member: Member, canvas: Canvas, day: date) -> Moment:
    """The end of a day; one before the canvas was made means the day it was made."""
    if day >= today(member):
        return moment_of(member, canvas, NOW)
    kept = max(day, first_day(member, canvas))
    zone = member.workspace.zone
    end = datetime(kept.year, kept.month, kept.day, tzinfo=zone) + timedelta(days=1)
    return Moment(kept.isoformat(), figures.day(kept), sequence_at(canvas, end), end, kept)


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError as error:
        raise Missing(_("Give a day as 2026-03-01, or a version."), place="day") from error
