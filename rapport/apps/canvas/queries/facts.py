"""What the subject of a canvas does, thinks and feels, side by side, and which of the three is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas
from rapport.apps.canvas.queries.board import Board, NoteView, board_of
from rapport.apps.canvas.queries.emotions import Felt, felt_in
from rapport.apps.canvas.queries.empathy import notes_tagged, tags_of
from rapport.apps.customers.queries import segment_members
from rapport.apps.feedback.models import Response
from rapport.apps.feedback.queries import Distribution, distributions
from rapport.apps.insights.queries import Subject, figures_for

YEAR = timedelta(days=365)
MOST_READ = 2_000
MOST_QUOTED = 4
BEHAVIOUR = ("active_customers", "purchase_frequency", "repeat_purchase_rate", "average_order_value")
BEHAVIOUR_OF_ONE = ("orders", "revenue", "average_order_value", "refunds")
WHOLE = {"does": ("profile",), "thinks": ("needs", "pains"), "feels": ()}


@dataclass(frozen=True, slots=True)
class Answers:
    """Survey answers of the subject over the year before the newest one."""

    count: int
    scores: list[Distribution]
    texts: list[str]
    felt: list[Felt]
    first: datetime | None = None
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """The three kinds of facts of a canvas."""

    canvas: Canvas
    metrics: str
    does: list[NoteView]
    thinks: list[NoteView]
    feels: list[NoteView]
    answers: Answers
    has_behaviour: bool

    @property
    def quotes(self) -> list[str]:
        """The newest things they wrote, each once."""
        return list(dict.fromkeys(self.answers.texts))[:MOST_QUOTED]

    @property
    def missing(self) -> list[str]:
        """What is not known, in sentences; empty where something is known of all three."""
        found = [
            "" if self.has_behaviour or self.does else _("What they do is missing: no figure of buying, no note."),
            "" if self.thinks or self.answers.texts else _("What they think is missing: no note, no answer in words."),
            ""
            if self.feels or self.answers.scores or self.answers.felt
            else _("What they feel is missing: no score, no word of feeling in an answer, no note."),
        ]
        return [sentence for sentence in found if sentence]

    @property
    def guessed(self) -> list[str]:
        """What rests on notes alone, in sentences."""
        only_notes = [
            (_("what they do"), bool(self.does) and not self.has_behaviour),
            (_("what they think"), bool(self.thinks) and not self.answers.texts),
            (_("what they feel"), bool(self.feels) and not (self.answers.scores or self.answers.felt)),
        ]
        return [
            _("You only believe to know %(what)s: there are notes, and no data.") % {"what": what}
            for what, so in only_notes
            if so
        ]


def facts_of(member: Member, canvas_id: int) -> Facts:
    """What is known of a canvas's subject. Raises Missing."""
    board = board_of(member, canvas_id, patient=False)
    tags = tags_of(member, board.canvas)
    metrics = BEHAVIOUR_OF_ONE if board.canvas.party_id else BEHAVIOUR
    return Facts(
        canvas=board.canvas,
        metrics=",".join(metrics),
        does=_notes(board, tags, "does"),
        thinks=_notes(board, tags, "thinks"),
        feels=_notes(board, tags, "feels"),
        answers=_answers(member, board.canvas),
        has_behaviour=_has_behaviour(member, board.canvas, metrics),
    )


def _notes(board: Board, tags: dict[str, set[str]], word: str) -> list[NoteView]:
    """Notes with the word, and those of whole sections that speak of the same and bear no other of the words."""
    tagged = notes_tagged(board, tags, word)
    own = [note for view in board.sections if view.section.key == word for note in view.notes]
    whole = [note for view in board.sections if view.section.nine in WHOLE[word] for note in view.notes]
    others = {"says", "thinks", "does", "feels"} - {word}
    plain = [note for note in whole if not tags.get(note.id, set()) & others]
    return list({note.id: note for note in (*tagged, *own, *plain) if note.kind != "question"}.values())


def _answers(member: Member, canvas: Canvas) -> Answers:
    if not member.may("responses.view"):
        return Answers(0, [], [], [])
    rows = _responses(member, canvas)
    last = rows.order_by("-at").values_list("at", flat=True).first()
    if last is None:
        return Answers(0, [], [], [])
    rows = rows.filter(at__gt=last - YEAR)
    texts = list(rows.exclude(text="").order_by("-at", "-pk").values_list("text", flat=True)[:MOST_READ])
    first = rows.order_by("at").values_list("at", flat=True).first()
    return Answers(rows.count(), distributions(rows), texts, felt_in(texts), first, last)


def _responses(member: Member, canvas: Canvas) -> Any:
    rows = Response.objects.within(member)
    if canvas.segment and member.may("segments.view"):
        rows = rows.filter(customer__in=segment_members(member, canvas.segment))
    elif canvas.segment_id:
        rows = rows.none()
    elif canvas.party_id:
        rows = rows.filter(customer=canvas.party_id)
    if canvas.region_id:
        anonymous = Q(customer=None, region=canvas.region_id)
        rows = rows.filter(Q(customer__region=canvas.region_id) | anonymous)
    return rows


def _has_behaviour(member: Member, canvas: Canvas, metrics: tuple[str, ...]) -> bool:
    if not member.may("metrics.view"):
        return False
    subject = Subject.parse(canvas.figures_subject)
    found = figures_for(member, subject, region=canvas.region_id, period=canvas.period, metrics=metrics, patient=False)
    return any(tile.shows_value for tile in found.tiles)
