"""The assumptions map: how much depends on each claim, and how much is known about it (B14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.blueprints import Section
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.board import Board, board_of
from rapport.apps.canvas.queries.note_views import NoteView
from rapport.ui import figures

HIGHEST = 5
MOST_FIRST = 5
# From this weight on a claim is worth a test, and up to this leaning it still needs one.
HEAVY = 3
DECIDED = 0.5


@dataclass(frozen=True, slots=True)
class Assumption:
    """A claim on the map: `number` is its place in the order, `leaning` how far its evidence has carried it."""

    number: int
    note: NoteView
    section: Section
    leaning: float

    @property
    def zone(self) -> str:
        """The part of the map it stands in."""
        return "against" if self.leaning < 0 else "for" if self.leaning > 0 else "open"

    @property
    def place(self) -> str:
        """The leaning as a script reads it."""
        return f"{self.leaning:.3f}"

    @property
    def strength(self) -> str:
        """The leaning for readers, with its sign: "+0.50"."""
        return figures.signed(round(self.leaning, 2)) if self.leaning else figures.number(0)

    @property
    def worth(self) -> float:
        """How much a test would tell: the importance, less what is known already.

        Importance 4 and one medium piece for it (leaning 2 / 5 = 0.4) make 4 × (1 − 0.4) = 2.4.
        """
        return (self.note.importance or 0) * (1 - abs(self.leaning))


@dataclass(frozen=True, slots=True)
class Band:
    """All claims of one importance, from what speaks against them to what speaks for them."""

    importance: int
    words: str
    marks: list[Assumption]


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The claims of a canvas: those that are weighed, by importance and then by evidence, and those that are not."""

    board: Board
    rows: list[Assumption]
    unweighed: list[Assumption]

    @property
    def canvas(self) -> Canvas:
        return self.board.canvas

    @property
    def bands(self) -> list[Band]:
        """The rows of the map, the most important on top."""
        words = {5: _("Everything depends on it"), 1: _("Little depends on it")}
        return [
            Band(level, words.get(level, ""), [one for one in self.rows if one.note.importance == level])
            for level in range(HIGHEST, 0, -1)
        ]

    @property
    def all_rows(self) -> list[Assumption]:
        """The table: in the order of the map, then what has to be weighed."""
        return [*self.rows, *self.unweighed]

    @property
    def first(self) -> list[Assumption]:
        """What to test first: important, and little known about it; what tells most stands first."""
        doubtful = [one for one in self.rows if (one.note.importance or 0) >= HEAVY and abs(one.leaning) < DECIDED]
        return sorted(doubtful, key=lambda one: (-one.worth, one.number))[:MOST_FIRST]


def assumptions_of(member: Member, canvas_id: int) -> Assumptions:
    """Every claim the member may see, in the one order that map and table share. Raises Missing.

    Importance falls from 5 to 1; within one importance the leaning rises from refuted to proven; what is alike
    stands as on the board.
    """
    board = board_of(member, canvas_id)
    claims = [(view.section, note) for view in board.sections for note in view.notes if note.standing is not None]
    weighed = sorted((claim for claim in claims if claim[1].importance), key=_place)
    unweighed = [claim for claim in claims if not claim[1].importance]
    return Assumptions(board, _numbered(weighed, 1), _numbered(unweighed, len(weighed) + 1))


def _place(claim: tuple[Section, NoteView]) -> tuple[int, float]:
    note = claim[1]
    return -(note.importance or 0), _leaning(note)


def _numbered(claims: Sequence[tuple[Section, NoteView]], first: int) -> list[Assumption]:
    return [
        Assumption(number, note, section, _leaning(note)) for number, (section, note) in enumerate(claims, start=first)
    ]


def _leaning(note: NoteView) -> float:
    return note.standing.leaning if note.standing else 0.0
