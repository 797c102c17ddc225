"""Needs and pains on one side, answers on the other: which of them has no answer, which answer answers nothing."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Proposition
from rapport.apps.canvas.queries.board import Board, NoteView, board_for_all, board_of
from rapport.apps.canvas.queries.ranking import Asked

ASKING = ("needs", "pains")
ANSWERING = "value"


@dataclass(frozen=True, slots=True)
class Answer:
    """A proposition, or a note of the value section that none has been made from yet."""

    id: str
    text: str
    is_proposition: bool
    answers: tuple[str, ...] = ()
    status: str = ""

    @property
    def is_loose(self) -> bool:
        """Does it answer nothing?"""
        return not self.answers


@dataclass(frozen=True, slots=True)
class Need:
    """A need or a pain with what answers it."""

    note: NoteView
    nine: str
    answers: list[Answer]

    @property
    def is_pain(self) -> bool:
        return self.nine == "pains"

    @property
    def asked(self) -> Asked:
        """As the ranking reads it."""
        return Asked(self.note.id, self.note.text, self.nine, self.note.importance, self.note.status)


@dataclass(frozen=True, slots=True)
class Fit:
    """Both sides of a canvas."""

    canvas: Canvas
    needs: list[Need]
    answers: list[Answer]

    @property
    def unanswered(self) -> list[Need]:
        """Needs and pains without an answer, those that weigh most first; what evidence contradicts asks for none."""
        bare = [need for need in self.needs if not need.answers and need.note.status != "contradicted"]
        return sorted(bare, key=lambda need: -need.asked.weight)

    @property
    def loose(self) -> list[Answer]:
        """Answers to nothing."""
        return [answer for answer in self.answers if answer.is_loose]

    @property
    def words(self) -> str:
        """ "2 needs and 1 pain without an answer" """
        pains = sum(need.is_pain for need in self.unanswered)
        return unanswered_words(len(self.unanswered) - pains, pains)

    @property
    def loose_words(self) -> str:
        """ "1 answer answers nothing"; "" where none does."""
        count = len(self.loose)
        if not count:
            return ""
        return ngettext("%(count)s answer answers nothing", "%(count)s answers answer nothing", count) % {
            "count": count
        }

    @property
    def pains(self) -> list[Need]:
        return [need for need in self.needs if need.is_pain]

    @property
    def wants(self) -> list[Need]:
        return [need for need in self.needs if not need.is_pain]


def unanswered_words(needs: int, pains: int) -> str:
    """How many needs and pains have no answer, in a sentence without its full stop.

    >>> unanswered_words(2, 1), unanswered_words(0, 0)
    ('2 needs and 1 pain without an answer', 'Every need and pain has an answer')
    """
    parts = []
    if needs:
        parts.append(ngettext("%(count)s need", "%(count)s needs", needs) % {"count": needs})
    if pains:
        parts.append(ngettext("%(count)s pain", "%(count)s pains", pains) % {"count": pains})
    if not parts:
        return _("Every need and pain has an answer")
    return _("%(what)s without an answer") % {"what": _(" and ").join(parts)}


def fit_of(member: Member, canvas_id: int) -> Fit:
    """The fit of a canvas as the member sees it."""
    board = board_of(member, canvas_id, patient=False)
    return fit_on(board, propositions_of(member, board.canvas))


def fit_for_all(member: Member, canvas_id: int) -> Fit:
    """The fit without anybody's private notes: its box is shown to audiences too."""
    board = board_for_all(member, canvas_id)
    return fit_on(board, propositions_of(member, board.canvas))


def propositions_of(member: Member, canvas: Canvas) -> list[Proposition]:
    """The propositions of a canvas in order."""
    rows = Proposition.objects.of(member).living().filter(canvas=canvas).select_related("author__user")
    return sorted(rows, key=lambda row: (row.order_key, row.pk))


def fit_on(board: Board, propositions: Iterable[Proposition]) -> Fit:
    """The fit of a board that has been read already."""
    asking = notes_of_nine(board, *ASKING)
    known = {note.id for note, _nine in asking}
    values = [note for note, _nine in notes_of_nine(board, ANSWERING)]
    made = list(propositions)
    taken = {one for proposition in made for one in proposition.answers}
    answers = [_answer(proposition, known, values) for proposition in made]
    answers += [Answer(note.id, note.text, False, (), note.status) for note in values if note.id not in taken]
    needs = [Need(note, nine, [one for one in answers if note.id in one.answers]) for note, nine in asking]
    return Fit(board.canvas, needs, answers)


def notes_of_nine(board: Board, *names: str) -> list[tuple[NoteView, str]]:
    """The notes of a board that belong to these of the nine sections, with the name of theirs."""
    return [
        (note, view.section.nine)
        for name in names
        for view in board.sections
        if view.section.nine == name
        for note in view.notes
        if note.kind != "question"
    ]


def _answer(proposition: Proposition, known: set[str], values: list[NoteView]) -> Answer:
    source = next((note for note in values if note.id in proposition.answers), None)
    answered = tuple(one for one in proposition.answers if one in known)
    return Answer(str(proposition.pk), proposition.statement, True, answered, source.status if source else "")


def as_id(text: str) -> uuid.UUID | None:
    """An id out of an address; nothing where it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
