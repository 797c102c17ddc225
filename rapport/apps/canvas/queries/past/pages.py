"""A canvas as it was, ready to be shown: the board of then, its figures, and the days to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import Cell, Section
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.canvases import canvas_of
from rapport.apps.canvas.queries.past.difference import Difference, difference_of
from rapport.apps.canvas.queries.past.moments import NOW, Moment, moment_of
from rapport.apps.canvas.queries.past.standings import standings_at
from rapport.apps.canvas.queries.past.stills import Still, StillNote, still_at
from rapport.apps.canvas.queries.past.timeline import Timeline, timeline_of
from rapport.apps.canvas.queries.people import names_of
from rapport.apps.canvas.queries.standing import Standing
from rapport.apps.insights.queries import period_ending


@dataclass(frozen=True, slots=True)
class PastNote:
    """A note of then; `since` says whether it is the same now, changed or gone."""

    note: StillNote
    author: str
    since: str
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class PastSection:
    """A section of then with its notes."""

    section: Section
    notes: list[PastNote]


@dataclass(frozen=True, slots=True)
class PastCell:
    """A place on the board of then."""

    cell: Cell
    sections: list[PastSection]


@dataclass(frozen=True, slots=True)
class Past:
    """A canvas at a moment, beside what has changed since."""

    canvas: Canvas
    moment: Moment
    still: Still
    cells: list[PastCell]
    since: Difference
    timeline: Timeline
    period: str
    may_edit: bool
    may_add: bool


def past_of(member: Member, canvas_id: int, word: str) -> Past:
    """The canvas as it was at the moment that the word of an address means. Raises Missing."""
    canvas = canvas_of(member, canvas_id)
    moment = moment_of(member, canvas, word)
    then, today = still_at(member, canvas, moment), still_at(member, canvas, moment_of(member, canvas, NOW))
    since = difference_of(then, today)
    in_use = canvas.archived_at is None and not moment.is_now
    return Past(
        canvas=canvas,
        moment=moment,
        still=then,
        cells=_cells(then, _shown(member, canvas, moment, then, today, since)),
        since=since,
        timeline=timeline_of(member, canvas, moment.day),
        period=period_at(canvas, moment),
        may_edit=in_use and member.may("canvas.edit"),
        may_add=in_use and member.may("canvas.contribute"),
    )


def period_at(canvas: Canvas, moment: Moment) -> str:
    """The canvas's period as seen on that day."""
    return period_ending(canvas.period, moment.day) if moment.day else canvas.period


def _shown(
    member: Member, canvas: Canvas, moment: Moment, then: Still, today: Still, since: Difference
) -> dict[str, PastNote]:
    names = names_of(member)
    standings = standings_at(member, canvas, moment, then, period_at(canvas, moment))
    changed = {change.note.id for section in since.sections for change in section.changes}

    def says(note: StillNote) -> str:
        return "same" if note.id not in changed else "changed" if note.id in today.notes else "gone"

    return {
        key: PastNote(note, names.get(note.author_id, ""), says(note), standings.get(key))
        for key, note in then.notes.items()
    }


def _cells(then: Still, shown: dict[str, PastNote]) -> list[PastCell]:
    notes = {section.key: [shown[note.id] for note in found] for section, found in then.sections}
    return [
        PastCell(cell, [PastSection(section, notes[section.key]) for section in cell.sections])
        for cell in then.blueprint.cells
    ]
