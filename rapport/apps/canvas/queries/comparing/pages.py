"""The page of a comparison: columns, notes by section, figures, and a summary in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import NINE_SECTIONS, Section, blueprints
from rapport.apps.canvas.models import Canvas, CanvasVersion, Note
from rapport.apps.canvas.queries.canvases import canvas_of
from rapport.apps.canvas.queries.comparing.columns import Column, columns_of
from rapport.apps.canvas.queries.comparing.figures import FigureRow, figure_rows, figure_words, shares_people
from rapport.apps.canvas.queries.comparing.matching import Placed, Row, is_same_text, matched
from rapport.apps.canvas.queries.past import StillNote
from rapport.apps.canvas.queries.past.note_changes import NoteChange, summary_words
from rapport.apps.canvas.queries.past.word_pieces import Piece, word_pieces
from rapport.apps.canvas.queries.scenarios import inputs_of
from rapport.apps.canvas.queries.scenarios.copies import copy_id
from rapport.apps.canvas.queries.scenarios.pages import Changed, changed_by

NINE = "customer_relationship"


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A note in its column; `column` alone where the column does not have it."""

    column: Column
    pieces: list[Piece]
    elsewhere: str
    is_there: bool


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A note across the columns, and its mark in words."""

    says: str
    mark: str
    cells: list[ShownCell]


@dataclass(frozen=True, slots=True)
class SectionRows:
    """One of the nine sections: notes of several columns in rows, and for each column those it has alone."""

    section: Section
    rows: list[ShownRow]
    alone: list[ColumnNotes]

    @property
    def has_alone(self) -> bool:
        return any(one.rows for one in self.alone)

    @property
    def all_rows(self) -> list[ShownRow]:
        """Every row, those of one column last."""
        return [*self.rows, *(row for one in self.alone for row in one.rows)]


@dataclass(frozen=True, slots=True)
class ColumnNotes:
    """The notes that one column has alone."""

    column: Column
    rows: list[ShownRow]

    @property
    def cells(self) -> list[ShownCell]:
        return [next(cell for cell in row.cells if cell.is_there) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Against:
    """How a column differs from the first, a line for each section."""

    column: Column
    lines: list[str]
    changed: list[Changed]


@dataclass(frozen=True, slots=True)
class Option:
    """Something one can compare with."""

    word: str
    title: str
    group: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything the page shows."""

    columns: list[Column]
    sections: list[SectionRows]
    against: list[Against]
    figures: list[FigureRow]
    figure_words: list[str]
    shares_people: bool
    options: list[Option]

    @property
    def is_one(self) -> bool:
        """Is there nothing yet to compare with?"""
        return len(self.columns) < 2


def comparison_of(
    member: Member, canvas_id: int, words: Sequence[str], *, only_differences: bool = False
) -> Comparison:
    """The canvases of these words side by side."""
    columns = columns_of(member, words)
    options = _options(member, [column.canvas for column in columns], canvas_id)
    if len(columns) < 2:
        return Comparison(columns, [], [], [], [], False, options)
    rows = matched([_placed(member, column) for column in columns])
    figures = figure_rows(member, columns)
    shown = [row for row in rows if not (only_differences and row.says == "same" and row.is_everywhere)]
    return Comparison(
        columns=columns,
        sections=_sections(columns, shown),
        against=[_against(member, columns, rows, place) for place in range(1, len(columns))],
        figures=figures,
        figure_words=figure_words(figures),
        shares_people=shares_people(columns),
        options=options,
    )


def _against(member: Member, columns: Sequence[Column], rows: Sequence[Row], place: int) -> Against:
    column = columns[place]
    return Against(column, _lines(rows, place), _assumed(member, column.canvas))


def _assumed(member: Member, canvas: Canvas) -> list[Changed]:
    """What a scenario assumes to be other than today."""
    if not canvas.scenario_of_id or not canvas.assumptions or not member.may("metrics.view"):
        return []
    return changed_by(inputs_of(member, canvas_of(member, canvas.scenario_of_id)), canvas.assumptions)


def _placed(member: Member, column: Column) -> list[Placed]:
    """The notes of a column in reading order, by the nine sections; copies under the key of their origin."""
    origins = _origins(member, column)
    found = []
    for section, notes in column.still.sections:
        found += [Placed(origins.get(note.id, note.id), section.nine, note) for note in notes]
    return sorted(found, key=lambda placed: NINE_SECTIONS.index(placed.section))


def _origins(member: Member, column: Column) -> dict[str, str]:
    """The notes that copies in a scenario were made of; that canvas need not stand beside it."""
    if column.canvas.scenario_of_id is None:
        return {}
    ids = Note.objects.of(member).filter(canvas=column.canvas.scenario_of_id).values_list("pk", flat=True)
    return {str(copy_id(column.canvas, note_id)): str(note_id) for note_id in ids}


def _sections(columns: Sequence[Column], rows: Sequence[Row]) -> list[SectionRows]:
    found = []
    for section in blueprints.get(NINE).sections:
        here = [row for row in rows if row.section == section.nine]
        shared = [_shown(columns, row) for row in here if row.says != "only"]
        alone = [_alone(columns, place, here) for place in range(len(columns))]
        if here:
            found.append(SectionRows(section, shared, alone))
    return found


def _alone(columns: Sequence[Column], place: int, rows: Sequence[Row]) -> ColumnNotes:
    own = [row for row in rows if row.says == "only" and row.cells[place] is not None]
    return ColumnNotes(columns[place], [_shown(columns, row) for row in own])


def _shown(columns: Sequence[Column], row: Row) -> ShownRow:
    first = row.present[0]
    cells = [_cell(column, cell, first) for column, cell in zip(columns, row.cells, strict=True)]
    return ShownRow(row.says, _mark(columns, row), cells)


def _cell(column: Column, cell: Placed | None, first: Placed) -> ShownCell:
    if cell is None:
        return ShownCell(column, [], "", False)
    pieces = [Piece("same", cell.note.text)]
    if not is_same_text(first.note, cell.note):
        pieces = [piece for piece in word_pieces(first.note.text, cell.note.text) if piece.says != "gone"]
    return ShownCell(column, pieces, "" if cell.section == first.section else _title(cell.section), True)


def _mark(columns: Sequence[Column], row: Row) -> str:
    if row.says == "only":
        return _("only here")
    words = _("same") if row.says == "same" else _("changed")
    missing = [column.letter for column, cell in zip(columns, row.cells, strict=True) if cell is None]
    return _("%(mark)s, not in %(letters)s") % {"mark": words, "letters": ", ".join(missing)} if missing else words


def _lines(rows: Sequence[Row], place: int) -> list[str]:
    """How a column differs from the first, section by section: "Pain points: +2, −1, 1 moved from Needs"."""
    titles = {section: _title(section) for section in NINE_SECTIONS}
    changes = [change for row in rows if (change := _change(row, place)) is not None]
    lines = []
    for section in NINE_SECTIONS:
        words = summary_words([change for change in changes if change.note.section == section], titles)
        lines += [f"{titles[section]}: {words}"] if words else []
    return lines


def _change(row: Row, place: int) -> NoteChange | None:
    before, after = (_as_note(row.cells[at]) for at in (0, place))
    if before is None and after is None:
        return None
    if before and after and is_same_text(before, after):
        after = replace(after, text=before.text)
        return None if before.section == after.section else NoteChange(before, after)
    return NoteChange(before, after)


def _as_note(cell: Placed | None) -> StillNote | None:
    return replace(cell.note, section=cell.section) if cell else None


def _title(section: str) -> str:
    found = next((one for one in blueprints.get(NINE).sections if one.nine == section), None)
    return str(found.title) if found else section


def _options(member: Member, chosen: Sequence[Canvas], canvas_id: int) -> list[Option]:
    canvases = list(Canvas.objects.within(member).filter(archived_at=None).order_by("title", "pk"))
    plain = [Option(str(one.pk), one.title, _("Canvases")) for one in canvases if not one.scenario_of_id]
    scenarios = [Option(str(one.pk), one.title, _("Scenarios")) for one in canvases if one.scenario_of_id]
    ids = {canvas_id, *(canvas.pk for canvas in chosen)}
    versions = CanvasVersion.objects.of(member).filter(canvas_id__in=ids).order_by("-at", "-pk")
    titles = {one.pk: one.title for one in canvases}
    named = [
        Option(f"{one.canvas_id}@version-{one.pk}", f"{titles.get(one.canvas_id, '')} · {one.title}", _("Versions"))
        for one in versions
    ]
    return [*plain, *scenarios, *named]
