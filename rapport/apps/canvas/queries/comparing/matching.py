"""Which notes of several canvases are the same.

By origin where there is one: the same note of one canvas at two moments, and a note and its copy in a scenario. Else by
text: two notes of one section whose words, in any order, are at least 85 of 100 alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from rapidfuzz import fuzz

from rapport.apps.canvas.queries.past import StillNote
from rapport.kernel.text import folded

ALIKE = 85


@dataclass(frozen=True, slots=True)
class Placed:
    """A note to be matched: `key` is the same for notes of one origin, `section` its place in the nine sections."""

    key: str
    section: str
    note: StillNote


@dataclass(slots=True)
class Row:
    """The same note in several columns; None where a column does not have it."""

    cells: list[Placed | None]
    keys: set[str] = field(default_factory=set)

    @property
    def present(self) -> list[Placed]:
        return [cell for cell in self.cells if cell is not None]

    @property
    def section(self) -> str:
        """The section it stands in, of the first column that has it."""
        return self.present[0].section

    @property
    def says(self) -> str:
        """only: in one column alone; same or changed: where it is in several; all of them or not."""
        if len(self.present) == 1:
            return "only"
        first, *others = self.present
        alike = all(is_same_text(first.note, one.note) and first.section == one.section for one in others)
        return "same" if alike else "changed"

    @property
    def is_everywhere(self) -> bool:
        return None not in self.cells


def is_same_text(one: StillNote, other: StillNote) -> bool:
    """Do two notes say the same, case, accents and spaces aside?"""
    return folded(one.text) == folded(other.text)


def matched(columns: Sequence[Sequence[Placed]]) -> list[Row]:
    """The notes of all columns as rows, in the order of the first column and then of the later ones."""
    rows: list[Row] = []
    for place, notes in enumerate(columns):
        rest = _join_by_origin(rows, place, notes)
        rest = _join_by_text(rows, place, rest)
        for placed in rest:
            cells: list[Placed | None] = [None] * len(columns)
            cells[place] = placed
            rows.append(Row(cells, {placed.key}))
    return rows


def _join_by_origin(rows: list[Row], place: int, notes: Sequence[Placed]) -> list[Placed]:
    by_key = {key: row for row in rows for key in row.keys}
    rest = []
    for placed in notes:
        row = by_key.get(placed.key)
        if row is not None and row.cells[place] is None:
            _join(row, place, placed)
        else:
            rest.append(placed)
    return rest


def _join_by_text(rows: list[Row], place: int, notes: Sequence[Placed]) -> list[Placed]:
    """The pairs most alike first, each note once."""
    free = [row for row in rows if row.cells[place] is None]
    scored = [
        (score, at, row)
        for (at, placed), row in product(enumerate(notes), free)
        if row.section == placed.section and (score := likeness(row.present[-1].note.text, placed.note.text)) >= ALIKE
    ]
    taken: set[int] = set()
    for _score, at, row in sorted(scored, key=lambda entry: (-entry[0], entry[1])):
        if at not in taken and row.cells[place] is None:
            _join(row, place, notes[at])
            taken.add(at)
    return [placed for at, placed in enumerate(notes) if at not in taken]


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 100, the order of their words aside.

    >>> likeness("The price is too high", "Price is too high!") > 85, likeness("Late delivery", "Good advice") < 50
    (True, True)
    """
    return fuzz.token_sort_ratio(_plain(one), _plain(other))


def _plain(text: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in folded(text))


def _join(row: Row, place: int, placed: Placed) -> None:
    row.cells[place] = placed
    row.keys.add(placed.key)
