"""Notes as pages show them: with their standing, comments, votes and colours, read once for a whole canvas."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_lazy, ngettext

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Comment, Evidence, Note, Vote, Workshop
from rapport.apps.canvas.queries.evidence import known_for
from rapport.apps.canvas.queries.standing import Judged, Standing, judged, standing_of
from rapport.apps.canvas.queries.workshops import running_workshop
from rapport.kernel.clock import now

MARKS = {"untested": "○", "supported": "✓", "contradicted": "✕", "mixed": "±", "stale": "◔"}
WORDS = {
    "untested": gettext_lazy("Untested"),
    "supported": gettext_lazy("Supported"),
    "contradicted": gettext_lazy("Contradicted"),
    "mixed": gettext_lazy("Mixed"),
    "stale": gettext_lazy("Stale"),
}


@dataclass(frozen=True, slots=True)
class Rival:
    """Another text of a note, waiting for a choice."""

    id: str
    text: str
    author: str
    at: datetime
    mine: bool


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note as a page shows it.

    `votes` counts the dots the reader may see, `meaning` is what its colour stands for on this canvas; `is_aside`
    where a filter leaves it out.
    """

    id: str
    section: str
    text: str
    version: int
    kind: str
    hue: str
    importance: int | None
    author: str
    may_change: bool
    standing: Standing | None
    rivals: list[Rival]
    is_deleted: bool
    tags: list[str] = field(default_factory=list)
    is_private: bool = False
    comments: int = 0
    votes: int = 0
    my_votes: int = 0
    is_voting: bool = False
    meaning: str = ""
    is_aside: bool = False

    @property
    def status(self) -> str:
        """The status of a claim; "" for a fact or a question."""
        return self.standing.status if self.standing else ""

    @property
    def mark(self) -> str:
        """The sign of the status."""
        return MARKS.get(self.status, "")

    @property
    def word(self) -> str:
        """The status in a word, or that this is a question."""
        return str(WORDS.get(self.status, "")) or (gettext("Question") if self.kind == Note.Kind.QUESTION else "")

    @property
    def counts(self) -> str:
        """How much speaks for the note and against it; "" where nothing does."""
        if self.standing is None or not (self.standing.supporting or self.standing.contradicting):
            return ""
        found = {"for": self.standing.supporting, "against": self.standing.contradicting}
        return gettext("%(for)s for · %(against)s against") % found

    @property
    def tag_lines(self) -> str:
        """The tags, one a line, as scripts read them."""
        return "\n".join(self.tags)

    @property
    def comment_words(self) -> str:
        """How many comments are open, in words."""
        return ngettext("%(count)s open comment", "%(count)s open comments", self.comments) % {"count": self.comments}

    @property
    def vote_words(self) -> str:
        """How many votes the note has, in words, and how many of them are the reader's."""
        said = ngettext("%(count)s vote", "%(count)s votes", self.votes) % {"count": self.votes}
        return gettext("%(votes)s, %(own)s yours") % {"votes": said, "own": self.my_votes} if self.my_votes else said


@dataclass(frozen=True, slots=True)
class Ballot:
    """The dots on one note: all that the reader may see, and the reader's own."""

    dots: int = 0
    own: int = 0


@dataclass
class Reading:
    """What has to be known to show notes of a canvas to a member, taken out once."""

    member: Member
    canvas: Canvas
    workshop: Workshop | None
    names: dict[int | None, str]
    pieces: Mapping[uuid.UUID, Sequence[Judged]]
    comments: Mapping[uuid.UUID, int]
    ballots: Mapping[uuid.UUID, Ballot]

    def view(self, note: Note) -> NoteView:
        """One note as a page shows it."""
        ballot = self.ballots.get(note.pk, Ballot())
        return NoteView(
            id=str(note.pk),
            section=note.section,
            text=note.text,
            version=note.text_version,
            kind=note.kind,
            hue=note.hue,
            importance=note.importance,
            author=self.names.get(note.author_id, ""),
            may_change=self._may_change(note),
            standing=_standing(note, self.pieces.get(note.pk, [])),
            rivals=[_rival(self.member, rival, self.names) for rival in note.rivals],
            is_deleted=note.deleted_at is not None,
            tags=note.tags,
            is_private=note.is_private,
            comments=self.comments.get(note.pk, 0),
            votes=ballot.dots,
            my_votes=ballot.own,
            is_voting=self.workshop is not None and self.workshop.is_voting and self.member.may("canvas.contribute"),
            meaning=self.canvas.colour_meanings.get(note.hue, ""),
        )

    def _may_change(self, note: Note) -> bool:
        own = note.author_id == self.member.pk and self.member.may("canvas.contribute")
        return (self.member.may("canvas.edit") or own) and self.canvas.archived_at is None


def reading_of(member: Member, canvas: Canvas, *, patient: bool = True) -> Reading:
    """Everything that stands beside the texts of a canvas's notes."""
    workshop = running_workshop(member, canvas)
    evidence = list(Evidence.objects.of(member).living().filter(canvas=canvas))
    return Reading(
        member=member,
        canvas=canvas,
        workshop=workshop,
        names=_names(member),
        pieces=_judged(member, canvas, evidence, patient=patient),
        comments=_open_comments(member, canvas),
        ballots=_ballots(member, canvas, hidden=workshop is not None and workshop.hides_votes),
    )


def evidence_on(member: Member, canvas: Canvas, note: Note) -> list[Judged]:
    """The evidence on one note, oldest first, each with what it says today."""
    found = list(Evidence.objects.of(member).living().filter(note=note).select_related("author__user"))
    return list(_judged(member, canvas, found, patient=True).get(note.pk, []))


def note_view(member: Member, canvas: Canvas, note: Note, pieces: list[Judged]) -> NoteView:
    """One note as a page shows it."""
    workshop = running_workshop(member, canvas)
    ballots = _ballots(member, canvas, hidden=workshop is not None and workshop.hides_votes)
    known = {note.pk: pieces}
    return Reading(member, canvas, workshop, _names(member), known, _open_comments(member, canvas), ballots).view(note)


def _judged(
    member: Member, canvas: Canvas, evidence: list[Evidence], *, patient: bool
) -> dict[uuid.UUID, list[Judged]]:
    known = known_for(member, canvas, evidence, patient=patient)
    at = now()
    pieces: dict[uuid.UUID, list[Judged]] = defaultdict(list)
    for one in sorted(evidence, key=lambda row: row.added_at):
        pieces[one.note_id].append(judged(one, known, fresh_days=canvas.fresh_days, at=at))
    return pieces


def _open_comments(member: Member, canvas: Canvas) -> dict[uuid.UUID, int]:
    """Comments by note, without the threads that are resolved."""
    living = Comment.objects.of(member).living().filter(canvas=canvas).exclude(note=None)
    rows = list(living.values_list("pk", "note_id", "parent_id", "resolved"))
    resolved = {pk for pk, _, _, is_resolved in rows if is_resolved}
    counts: dict[uuid.UUID, int] = defaultdict(int)
    for pk, note_id, parent_id, _ in rows:
        counts[note_id] += pk not in resolved and parent_id not in resolved
    return counts


def _ballots(member: Member, canvas: Canvas, *, hidden: bool) -> dict[uuid.UUID, Ballot]:
    """The dots by note; while votes are hidden, each sees the own ones only."""
    votes = Vote.objects.of(member).living().filter(canvas=canvas)
    found: dict[uuid.UUID, Ballot] = {}
    for note_id, author_id, dots in votes.values_list("note_id", "author_id", "dots"):
        own = dots if author_id == member.pk else 0
        before = found.get(note_id, Ballot())
        found[note_id] = Ballot(before.dots + (own if hidden else dots), before.own + own)
    return found


def _standing(note: Note, pieces: Sequence[Judged]) -> Standing | None:
    if note.kind == Note.Kind.CLAIM or pieces:
        return standing_of(pieces)
    else:
        return None


def _rival(member: Member, rival: dict[str, Any], names: dict[int | None, str]) -> Rival:
    return Rival(
        id=rival["id"],
        text=rival["text"],
        author=names.get(rival["author"], gettext("Somebody")),
        at=datetime.fromisoformat(rival["at"]),
        mine=rival["author"] == member.pk,
    )


def _names(member: Member) -> dict[int | None, str]:
    people: Iterable[Member] = Member.objects.of(member).select_related("user")
    return {person.pk: str(person.user) for person in people}
