"""Finding what stands on canvases: notes, evidence, comments and the canvases themselves (B26).

Every word must occur, in any order, without regard to accents and case; a word may be the beginning of a longer one.
What begins with the first word comes first, then what has a word that begins with it, then the rest, newest first.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.text import Truncator

from rapport.apps.accounts.models import Member
from rapport.apps.canvas.models import Canvas, Comment, Evidence, Note
from rapport.apps.canvas.queries.search.excerpts import Stretch, excerpt
from rapport.apps.canvas.queries.talk.places import address_on
from rapport.kernel.text import folded

LONGEST_SEARCH = 100
MOST_WORDS = 8
MOST_OF_A_KIND = 50
SHORT = 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for, and where: `canvas_id` looks into one canvas only, `near` puts one canvas first."""

    text: str
    canvas_id: int | None = None
    near: int | None = None
    archived: bool = False
    most: int = MOST_OF_A_KIND

    @property
    def words(self) -> list[str]:
        """The words as they are looked for."""
        return folded(self.text[:LONGEST_SEARCH].replace("\x00", "")).split()[:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: its words, where it stands, and the address that leads to it.

    `place` is the section of a note with its `hue`, and for evidence and comments the note they are on.
    """

    kind: str
    parts: list[Stretch]
    canvas: Canvas
    url: str
    place: str = ""
    hue: str = ""
    author: str = ""

    @property
    def text(self) -> str:
        """The excerpt without marks."""
        return "".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, by kind; `more` names the kinds of which there is more."""

    words: list[str]
    canvases: list[Hit] = field(default_factory=list)
    notes: list[Hit] = field(default_factory=list)
    evidence: list[Hit] = field(default_factory=list)
    comments: list[Hit] = field(default_factory=list)
    more: frozenset[str] = frozenset()

    @property
    def hits(self) -> list[Hit]:
        """Everything in the order of reading."""
        return [*self.canvases, *self.notes, *self.evidence, *self.comments]


def search(member: Member, wanted: Wanted) -> Found:
    """What the member may see of what they are looking for; private notes of others are not there for them."""
    member.require("canvas.view")
    if not wanted.words:
        return Found([])
    lists = {
        "canvases": [] if wanted.canvas_id else _canvases(member, wanted),
        "notes": [_note_hit(member, wanted, note) for note in _rows(member, wanted, Note)],
        "evidence": [_evidence_hit(member, wanted, one) for one in _rows(member, wanted, Evidence)],
        "comments": [_comment_hit(member, wanted, one) for one in _rows(member, wanted, Comment)],
    }
    more = frozenset(kind for kind, hits in lists.items() if len(hits) > wanted.most)
    return Found(wanted.words, **{kind: hits[: wanted.most] for kind, hits in lists.items()}, more=more)  # type: ignore[arg-type]


def _rows(member: Member, wanted: Wanted, model: type[Note | Evidence | Comment]) -> list[Any]:
    rows = model.objects.of(member).filter(deleted_at=None).filter(_visible(member, model))
    for word in wanted.words:
        rows = rows.filter(search_text__contains=word)
    if wanted.canvas_id is not None:
        rows = rows.filter(canvas=wanted.canvas_id)
    if not wanted.archived:
        rows = rows.filter(canvas__archived_at=None)
    # Sorted without what stands beside them, the many that fit are light; only the few that are shown are read whole.
    first = list(_ranked(rows, wanted).values_list("pk", flat=True)[: wanted.most + 1])
    beside = ["canvas__own_template", "author__user", *([] if model is Note else ["note"])]
    found = model.objects.of(member).filter(pk__in=first).select_related(*beside)
    return sorted(found, key=lambda row: first.index(row.pk))


def _visible(member: Member, model: type[Note | Evidence | Comment]) -> Q:
    if model is Note:
        return Q(is_private=False) | Q(author=member)
    on_note = Q(note__deleted_at=None) & (Q(note__is_private=False) | Q(note__author=member))
    return on_note | Q(note=None) if model is Comment else on_note


def _ranked(rows: QuerySet[Any], wanted: Wanted) -> QuerySet[Any]:
    first = wanted.words[0]
    near = Case(When(canvas=wanted.near or 0, then=Value(0)), default=Value(1), output_field=IntegerField())
    rank = Case(
        When(search_text__startswith=first, then=Value(0)),
        When(search_text__contains=f" {first}", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.annotate(near=near, rank=rank).order_by("near", "rank", "-added_at", "pk")


def _canvases(member: Member, wanted: Wanted) -> list[Hit]:
    canvases = Canvas.objects.within(member).order_by("-changed_at")
    chosen = canvases if wanted.archived else canvases.open()
    named = [canvas for canvas in chosen if _has_all(canvas.title, wanted.words)]
    slug = member.workspace.slug
    return [
        Hit("canvas", excerpt(canvas.title, wanted.words), canvas, address_on(slug, canvas.pk))
        for canvas in named[: wanted.most + 1]
    ]


def _has_all(text: str, words: Sequence[str]) -> bool:
    plain = folded(text)
    return all(word in plain for word in words)


def _note_hit(member: Member, wanted: Wanted, note: Note) -> Hit:
    said = " · ".join([note.text, *(f"#{tag}" for tag in note.tags)])
    section = note.canvas.blueprint.section(note.section)
    place, hue = (section.title, section.hue) if section else ("", "")
    return _hit(member, wanted, note, note.pk, said, place=place, hue=note.hue or hue)


def _evidence_hit(member: Member, wanted: Wanted, evidence: Evidence) -> Hit:
    said = " · ".join(filter(None, [evidence.title, evidence.quote]))
    return _hit(member, wanted, evidence, evidence.note_id, said, place=_short(evidence.note))


def _comment_hit(member: Member, wanted: Wanted, comment: Comment) -> Hit:
    return _hit(member, wanted, comment, comment.note_id, comment.text, comment=comment.pk, place=_short(comment.note))


def _hit(
    member: Member,
    wanted: Wanted,
    row: Note | Evidence | Comment,
    note_id: uuid.UUID | None,
    said: str,
    *,
    comment: uuid.UUID | None = None,
    **where: str,
) -> Hit:
    url = address_on(member.workspace.slug, row.canvas_id, note=note_id, comment=comment)
    author = str(row.author) if row.author else ""
    return Hit(row.TYPE, excerpt(said, wanted.words), row.canvas, url, author=author, **where)


def _short(note: Note | None) -> str:
    return Truncator(note.text).chars(SHORT) if note else ""
