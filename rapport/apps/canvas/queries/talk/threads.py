"""The conversations about a note, or about a canvas as a whole: a comment with the replies to it."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from zlib import crc32

from django.db.models import Q, QuerySet
from django.utils.text import Truncator

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.queries.mentionable import names_of
from rapport.apps.canvas.models import Canvas, CanvasOperation, Comment, Note
from rapport.apps.canvas.queries.canvases import canvas_of
from rapport.apps.canvas.queries.talk.places import address_on
from rapport.kernel.errors import Missing
from rapport.kernel.mentions import Piece, pieces_of, text_of_today

SHORT = 90


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment as a page shows it; `text` is what its author edits."""

    id: str
    author: str
    at: datetime
    pieces: list[Piece]
    text: str
    is_edited: bool
    is_removed: bool
    may_edit: bool
    may_remove: bool

    @property
    def version(self) -> int:
        """Another number whenever something about it looks different."""
        return crc32(repr((self.author, self.pieces, self.text, self.is_edited, self.is_removed)).encode())


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and the replies to it, oldest first."""

    first: Remark
    replies: list[Remark]
    is_resolved: bool
    resolved_by: str = ""


@dataclass(frozen=True, slots=True)
class NoteTalk:
    """A note that is being talked about: how many open threads, and the latest words."""

    text: str
    url: str
    open: int
    latest: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Talk:
    """What is said about one note (`note_id`), or about the canvas as a whole and, in short, about its notes."""

    canvas: Canvas
    note_id: str
    open: list[Thread]
    resolved: list[Thread]
    may_comment: bool
    on_notes: list[NoteTalk] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Has nobody said anything yet?"""
        return not (self.open or self.resolved)


def talk_on_note(member: Member, canvas: Canvas, note: Note) -> Talk:
    """The threads about a note that the member may see."""
    threads = _threads(member, canvas, Q(note=note))
    may_comment = _may_comment(member, canvas) and note.deleted_at is None
    return _talk(member, canvas, str(note.pk), threads, may_comment, [])


def talk_of(member: Member, canvas_id: int, *, note_id: uuid.UUID | None = None) -> Talk:
    """The threads about a note, or those about the whole canvas. Raises Missing."""
    canvas = canvas_of(member, canvas_id)
    if note_id is None:
        threads = _threads(member, canvas, Q(note=None))
        return _talk(member, canvas, "", threads, _may_comment(member, canvas), _on_notes(member, canvas))
    note: Note | None = Note.objects.of(member).visible_to(member).filter(canvas=canvas, pk=note_id).first()
    if note is None:
        raise Missing("There is no such note on this canvas.")
    return talk_on_note(member, canvas, note)


def open_threads(member: Member, canvas: Canvas) -> int:
    """How many threads on the canvas and its notes wait for an end."""
    return int(_open_roots(member, canvas).count())


def note_of_comment(member: Member, canvas_id: int, comment_id: uuid.UUID) -> uuid.UUID | None:
    """The note a comment is on; None for one on the whole canvas. Removed comments are found too. Raises Missing."""
    found = Comment.objects.of(member).filter(canvas=canvas_of(member, canvas_id), pk=comment_id).first()
    if found is None:
        raise Missing("There is no such comment on this canvas.")
    return found.note_id  # type: ignore[no-any-return]


def _may_comment(member: Member, canvas: Canvas) -> bool:
    return canvas.archived_at is None and member.may("canvas.contribute")


def _talk(
    member: Member, canvas: Canvas, note_id: str, threads: list[Thread], may_comment: bool, on_notes: list[NoteTalk]
) -> Talk:
    return Talk(
        canvas=canvas,
        note_id=note_id,
        open=[thread for thread in threads if not thread.is_resolved],
        resolved=[thread for thread in threads if thread.is_resolved],
        may_comment=may_comment,
        on_notes=on_notes,
    )


def _threads(member: Member, canvas: Canvas, where: Q) -> list[Thread]:
    comments = list(Comment.objects.of(member).filter(where, canvas=canvas).order_by("added_at", "pk"))
    under: dict[uuid.UUID | None, list[Comment]] = defaultdict(list)
    for comment in comments:
        under[comment.parent_id].append(comment)
    view = _Viewing(member, canvas, comments)
    threads = [view.thread(first, under[first.pk]) for first in under[None]]
    return [thread for thread in threads if thread.replies or not thread.first.is_removed]


class _Viewing:
    """What is read once for all comments of a page: names of today, and which were edited and resolved by whom."""

    def __init__(self, member: Member, canvas: Canvas, comments: Iterable[Comment]) -> None:
        self._member, self._canvas = member, canvas
        self._names = names_of(member) if comments else {}
        log = CanvasOperation.objects.of(member).filter(
            canvas=canvas,
            object_id__in=[str(comment.pk) for comment in comments],
            kind__in=["comment.edited", "comment.resolved"],
        )
        told = log.order_by("sequence").values_list("kind", "object_id", "author_id") if comments else []
        self._by = {(kind, object_id): author_id for kind, object_id, author_id in told}

    def thread(self, first: Comment, replies: list[Comment]) -> Thread:
        living = [self._remark(reply) for reply in replies if not reply.deleted_at]
        resolver = self._by.get(("comment.resolved", str(first.pk)))
        return Thread(self._remark(first), living, first.resolved, self._name(resolver) if first.resolved else "")

    def _remark(self, comment: Comment) -> Remark:
        may_write = _may_comment(self._member, self._canvas)
        own = comment.author_id == self._member.pk
        return Remark(
            id=str(comment.pk),
            author=self._name(comment.author_id),
            at=comment.added_at,
            pieces=pieces_of(comment.text, comment.mentions, self._names, me=self._member.pk),
            text=text_of_today(comment.text, comment.mentions, self._names),
            is_edited=("comment.edited", str(comment.pk)) in self._by,
            is_removed=comment.deleted_at is not None,
            may_edit=may_write and own,
            may_remove=may_write and (own or self._member.may("canvas.edit")),
        )

    def _name(self, member_id: int | None) -> str:
        return self._names.get(member_id or 0, "")


def _open_roots(member: Member, canvas: Canvas) -> QuerySet[Comment]:
    visible = Q(note__deleted_at=None) & (Q(note__is_private=False) | Q(note__author=member))
    roots = Comment.objects.of(member).living().filter(canvas=canvas, parent=None, resolved=False)
    return roots.filter(visible | Q(note=None))


def _on_notes(member: Member, canvas: Canvas) -> list[NoteTalk]:
    """The notes with open threads, the one talked about last first."""
    roots = list(_open_roots(member, canvas).exclude(note=None).select_related("note"))
    said = Comment.objects.of(member).living().filter(Q(pk__in=[root.pk for root in roots]) | Q(parent__in=roots))
    latest = {comment.note_id: comment for comment in said.select_related("author__user").order_by("added_at", "pk")}
    counts: dict[Note, int] = defaultdict(int)
    for root in roots:
        if root.note:
            counts[root.note] += 1
    found = [_note_talk(member, note, count, latest[note.pk]) for note, count in counts.items()]
    return sorted(found, key=lambda talk: talk.at, reverse=True)


def _note_talk(member: Member, note: Note, count: int, latest: Comment) -> NoteTalk:
    return NoteTalk(
        text=Truncator(note.text).chars(SHORT),
        url=address_on(member.workspace.slug, note.canvas_id, note=note.pk, comment=latest.pk),
        open=count,
        latest=Truncator(latest.text).chars(SHORT),
        author=str(latest.author) if latest.author else "",
        at=latest.added_at,
    )
