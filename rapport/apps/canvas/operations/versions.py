"""Versions: naming the present state, and bringing a canvas back to an earlier one through its log."""

from __future__ import annotations

import uuid

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import recorded
from rapport.apps.canvas.models import CanvasVersion, Evidence, Note
from rapport.apps.canvas.operations import notes
from rapport.apps.canvas.operations.log import Desk, Outcome, canvas_for_writing, perform
from rapport.apps.canvas.operations.restoring import Restoration
from rapport.apps.canvas.operations.texts import clean_text
from rapport.apps.canvas.queries.past import StillNote, moment_of, still_at
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing
from rapport.kernel.ids import new_id

LONGEST_TITLE = 120


def name_version(member: Member, canvas_id: int, title: str) -> CanvasVersion:
    """Give the present state of a canvas a name."""
    member.require("canvas.edit")
    kept = clean_text(title, place="title", longest=LONGEST_TITLE)
    with recorded(member.actor, "version.named", topics=[f"canvas:{canvas_id}"]) as change:
        canvas = canvas_for_writing(member, canvas_id)
        change.about("canvas", canvas.pk, canvas.title)
        change.details["version"] = kept
        return CanvasVersion.objects.create(
            workspace_id=member.workspace_id,
            canvas=canvas,
            sequence=canvas.sequence,
            title=kept,
            reason=CanvasVersion.Reason.NAMED,
            made_by=member,
            at=now(),
        )


def restore_version(member: Member, canvas_id: int, word: str) -> Outcome:
    """Bring a canvas to the state it had at a moment ("version-12", "2026-03-01").

    What is there now is kept as a version first; then new operations in the log change only what differs, as one step
    of undo. Comments, votes and the private notes of others stay as they are.
    """

    def act(desk: Desk) -> None:
        moment = moment_of(member, desk.canvas, word)
        restoration = Restoration(desk, moment)
        before = desk.canvas.sequence
        restoration.carry_out()
        if desk.canvas.sequence == before:
            desk.tell("nothing", _("The canvas is as it was then; nothing had to be changed."))
            return
        _keep(desk, before, _("Before going back to “%s”") % moment.title, CanvasVersion.Reason.SAFETY)
        _keep(desk, desk.canvas.sequence, _("Back to “%s”") % moment.title, CanvasVersion.Reason.NAMED)

    return perform(member, canvas_id, "canvas.rewound", act, right="canvas.edit")


def copy_note_back(member: Member, canvas_id: int, note_id: uuid.UUID, word: str) -> Outcome:
    """Bring one note back as it was at a moment, with its evidence.

    A note that is gone is put back with its old text. Where it still stands nothing is overwritten: the old one becomes
    a note of its own below it.
    """

    def act(desk: Desk) -> None:
        moment = moment_of(member, desk.canvas, word)
        then = still_at(member, desk.canvas, moment).notes.get(str(note_id))
        if then is None:
            raise Missing(_("There was no such note then."))
        note = desk.note(note_id)
        may_change = member.may("canvas.edit") or note.author_id == member.pk
        if note.deleted_at and may_change:
            notes.restore(desk, note_id)
            notes.edit(desk, note_id, then.text)
            desk.tell("put back", _("The note is back, with its old text."), note=str(note_id))
        else:
            copy = _copied(desk, note, then)
            desk.tell("copied", _("The old note is back as a copy; nothing was overwritten."), note=str(copy.pk))

    return perform(member, canvas_id, "note.added", act)


def _copied(desk: Desk, note: Note, then: StillNote) -> Note:
    stands = desk.canvas.blueprint.section(then.section) is not None
    section = then.section if stands else desk.canvas.blueprint.sections[0].key
    below = note.pk if note.section == section and not note.deleted_at else notes.AT_THE_END
    [copy] = notes.add(desk, section=section, texts=[then.text], below=below, kind=then.kind, hue=then.hue)
    desk.set(copy, "note.weighed", "importance", then.importance)
    desk.set(copy, "note.tagged", "tags", list(then.tags))
    for piece in then.evidence:
        given = {name: getattr(piece, name) for name in ("kind", "settings", "direction", "strength", "quote")}
        evidence = Evidence(id=new_id(), workspace_id=desk.canvas.workspace_id, canvas=desk.canvas)
        given["added_at"] = piece.added_at.isoformat()
        desk.write("evidence.added", evidence, "add", None, {"note_id": str(copy.pk), **given})
    return copy


def _keep(desk: Desk, sequence: int, title: str, reason: CanvasVersion.Reason) -> None:
    CanvasVersion.objects.create(
        workspace_id=desk.canvas.workspace_id,
        canvas=desk.canvas,
        sequence=sequence,
        title=title[:LONGEST_TITLE],
        reason=reason,
        made_by=desk.member,
        at=desk.at,
    )
