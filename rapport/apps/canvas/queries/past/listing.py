"""The versions of a canvas, each with what changed since the one before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, CanvasOperation, CanvasVersion
from rapport.apps.canvas.queries.past.difference import difference_of
from rapport.apps.canvas.queries.past.stills import Still, private_now, still_of
from rapport.apps.canvas.queries.projection import Picture, picture


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in the list; `since` are the changes since the one before it."""

    version: CanvasVersion
    since: list[str]
    notes: int

    @property
    def word(self) -> str:
        """The version in an address."""
        return f"version-{self.version.pk}"


@dataclass(frozen=True, slots=True)
class Versions:
    """All versions, the newest first, and what has changed since the newest."""

    lines: list[VersionLine]
    since_newest: list[str]


def versions_of(member: Member, canvas: Canvas) -> Versions:
    """The versions of a canvas, read off its log in one pass."""
    found = list(CanvasVersion.objects.of(member).filter(canvas=canvas).select_related("made_by__user"))
    found.sort(key=lambda version: (version.sequence, version.pk))
    stills = _stills(member, canvas, [*(version.sequence for version in found), canvas.sequence])
    lines = [
        VersionLine(version, _since(stills, found, place), len(stills[version.sequence].notes))
        for place, version in enumerate(found)
    ]
    newest = difference_of(stills[found[-1].sequence], stills[canvas.sequence]).words if found else []
    return Versions(lines[::-1], newest)


def _since(stills: dict[int, Still], versions: list[CanvasVersion], place: int) -> list[str]:
    still = stills[versions[place].sequence]
    if not place:
        return []
    return difference_of(stills[versions[place - 1].sequence], still).words or [_("Nothing changed")]


def _stills(member: Member, canvas: Canvas, sequences: Iterable[int]) -> dict[int, Still]:
    wanted = sorted(set(sequences))
    log = CanvasOperation.objects.of(member).filter(canvas=canvas).order_by("sequence").iterator(chunk_size=2_000)
    stills: dict[int, Still] = {}
    seen: Picture = {}
    private = private_now(member, canvas)
    waiting: CanvasOperation | None = next(log, None)
    for sequence in wanted:
        passed = []
        while waiting is not None and waiting.sequence <= sequence:
            passed.append(waiting)
            waiting = next(log, None)
        seen = picture(passed, seen)
        stills[sequence] = still_of(member, canvas, seen, private)
    return stills
