"""Comments on notes and on the whole canvas, as steps at an open desk; and who is told of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations import notify_members
from rapport.apps.accounts.queries.mentionable import names_of, people_of
from rapport.apps.canvas.models import Comment, Note
from rapport.apps.canvas.operations.log import Desk, Outcome, perform
from rapport.apps.canvas.operations.texts import clean_text
from rapport.apps.canvas.queries.talk.places import address_on
from rapport.kernel.errors import Missing, NotPermitted, Refused
from rapport.kernel.ids import new_id
from rapport.kernel.mentions import Mention, Person, mentions_in, text_of_today

LONGEST_COMMENT = 4_000
MOST_COMMENTS = 2_000


def add_comment(
    member: Member,
    canvas_id: int,
    text: str,
    *,
    note_id: uuid.UUID | None = None,
    parent_id: uuid.UUID | None = None,
    meant: Sequence[int] = (),
) -> Comment:
    """Say something about a note, about the whole canvas, or in reply to a comment; those concerned are told.

    `meant` are members chosen from the list while writing, for names that several people have.
    """
    made: list[Comment] = []

    def act(desk: Desk) -> None:
        made.append(_add(desk, text, note_id, parent_id, meant))
        _tell_of_new(desk, made[0])

    perform(member, canvas_id, "comment.added", act)
    return made[0]


def edit_comment(
    member: Member, canvas_id: int, comment_id: uuid.UUID, text: str, *, meant: Sequence[int] = ()
) -> Outcome:
    """Write one's own comment anew; who is mentioned for the first time is told."""

    kept = clean_text(text, place="comment", longest=LONGEST_COMMENT)

    def act(desk: Desk) -> None:
        comment = _comment(desk, comment_id)
        if comment.author_id != desk.member.pk:
            raise NotPermitted("You may change your own comments, not those of others.", code="canvas.edit")
        known = _mentioned(comment)
        if _rewrite(desk, comment, kept, meant):
            _tell(desk, comment, {"mention": _mentioned(comment) - known})

    return perform(member, canvas_id, "comment.edited", act)


def remove_comment(member: Member, canvas_id: int, comment_id: uuid.UUID) -> Outcome:
    """Take one's own comment away; editors take away those of others too. Replies stay."""

    def act(desk: Desk) -> None:
        comment = _comment(desk, comment_id)
        _require_own(desk, comment)
        desk.remove(comment, "comment.removed")

    return perform(member, canvas_id, "comment.removed", act)


def restore_comment(member: Member, canvas_id: int, comment_id: uuid.UUID) -> Outcome:
    """Put a removed comment back."""

    def act(desk: Desk) -> None:
        comment = _comment(desk, comment_id, removed_too=True)
        _require_own(desk, comment)
        desk.put_back(comment, "comment.restored")

    return perform(member, canvas_id, "comment.restored", act)


def resolve_comment(member: Member, canvas_id: int, comment_id: uuid.UUID) -> Outcome:
    """Say that a thread has come to its end."""

    def act(desk: Desk) -> None:
        desk.set(_root(desk, _comment(desk, comment_id)), "comment.resolved", "resolved", True)

    return perform(member, canvas_id, "comment.resolved", act)


def reopen_comment(member: Member, canvas_id: int, comment_id: uuid.UUID) -> Outcome:
    """Take a resolved thread up again."""

    def act(desk: Desk) -> None:
        desk.set(_root(desk, _comment(desk, comment_id)), "comment.reopened", "resolved", False)

    return perform(member, canvas_id, "comment.reopened", act)


def _add(
    desk: Desk, text: str, note_id: uuid.UUID | None, parent_id: uuid.UUID | None, meant: Sequence[int]
) -> Comment:
    kept = clean_text(text, place="comment", longest=LONGEST_COMMENT)
    root = _root(desk, _comment(desk, parent_id)) if parent_id else None
    about = root.note_id if root else note_id
    if about and desk.note(about).deleted_at:
        raise Missing("This note has been deleted.")
    if len(desk.rows(Comment)) >= MOST_COMMENTS:
        raise Refused(f"A canvas holds at most {MOST_COMMENTS:,} comments.", place="comment", code="full")
    if root and root.resolved:
        desk.set(root, "comment.reopened", "resolved", False)
    comment = Comment(id=new_id(), workspace_id=desk.canvas.workspace_id, canvas=desk.canvas)
    mentions = mentions_in(kept, people_of(desk.member), meant=meant)
    parent = root.pk if root else None
    desk.add(comment, "comment.added", note_id=about, parent_id=parent, text=kept, mentions=mentions, resolved=False)
    return comment


def _rewrite(desk: Desk, comment: Comment, text: str, meant: Sequence[int]) -> bool:
    names = names_of(desk.member)
    if text == text_of_today(comment.text, comment.mentions, names):
        return False
    old: list[Mention] = comment.mentions
    before = [Person(one["member"], names.get(one["member"], one["name"]), "") for one in old]
    others = [person for person in people_of(desk.member) if person.id not in {one.id for one in before}]
    mentions = mentions_in(text, [*before, *others], meant=[*meant, *(one.id for one in before)])
    desk.set(comment, "comment.edited", "text", text)
    desk.set(comment, "comment.edited", "mentions", mentions)
    return True


def _comment(desk: Desk, comment_id: uuid.UUID, *, removed_too: bool = False) -> Comment:
    found = desk.rows(Comment).get(comment_id)
    if found is None or (found.deleted_at and not removed_too):
        raise Missing("There is no such comment on this canvas.")
    if found.note_id:
        desk.note(found.note_id)
    return found


def _root(desk: Desk, comment: Comment) -> Comment:
    return desk.rows(Comment)[comment.parent_id] if comment.parent_id else comment


def _require_own(desk: Desk, comment: Comment) -> None:
    if not desk.member.may("canvas.edit") and comment.author_id != desk.member.pk:
        raise NotPermitted("You may remove your own comments, not those of others.", code="canvas.edit")


def _mentioned(comment: Comment) -> set[int]:
    return {mention["member"] for mention in comment.mentions}


def _tell_of_new(desk: Desk, comment: Comment) -> None:
    """Each person is told once, for the reason that concerns them most."""
    root = _root(desk, comment)
    thread = [other for other in desk.rows(Comment).values() if other.parent_id == root.pk and not other.deleted_at]
    note = desk.notes[comment.note_id] if comment.note_id else None
    _tell(
        desk,
        comment,
        {
            "mention": _mentioned(comment),
            "reply": {root.author_id} if root is not comment else set(),
            "thread": {other.author_id for other in thread},
            "comment": {note.author_id} if note and root is comment else set(),
        },
    )


def _tell(desk: Desk, comment: Comment, concerned: dict[str, Iterable[int | None]]) -> None:
    note = desk.notes[comment.note_id] if comment.note_id else None
    url = address_on(desk.member.workspace.slug, desk.canvas.pk, note=comment.note_id, comment=comment.pk)
    told: set[int] = set()
    for kind, members in concerned.items():
        wanted = {one for one in members if one and one not in told and _may_read(note, one)}
        told |= wanted
        if wanted:
            notify_members(desk.member, wanted, kind=kind, about=desk.canvas.title, text=comment.text, url=url)


def _may_read(note: Note | None, member_id: int) -> bool:
    return note is None or not note.is_private or note.author_id == member_id
