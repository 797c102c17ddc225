"""Notes on a record: written, changed, pinned, removed, brought back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.accounts.operations.mentioning import tell_mentioned
from rapport.apps.activity.models import Activity
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import Party, PartyNote
from rapport.apps.customers.operations._reaching import reached_party
from rapport.apps.customers.rights import fields_of
from rapport.kernel.bulk import delete_rows
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing, Refused
from rapport.kernel.text import text_error
from rapport.kernel.tombstones import leave_tombstones

LONGEST_NOTE = 20_000
KEPT = ("text", "at", "author_id", "author_label", "pinned_at")


def write_note(member: Member, party_id: int, text: str, *, meant: Sequence[int] = ()) -> PartyNote:
    """A note by the member, as of now; who is mentioned in it is told.

    `meant` are members chosen from the list while writing, for names that several people have.
    """
    text = _checked(member, text)
    with recorded(member.actor, "note.written", topics=["parties"]) as change:
        party = reached_party(member, party_id)
        note: PartyNote = PartyNote.objects.create(
            workspace_id=member.workspace_id,
            change=change.sequence,
            party=party,
            text=text,
            at=now(),
            author=member,
            author_label=str(member)[:200],
        )
        _name(change, note)
        _tell_mentioned(member, note, before="", meant=meant)
    return note


def edit_note(member: Member, note_id: int, text: str, *, meant: Sequence[int] = ()) -> PartyNote:
    """Change the words of a note; who wrote it, and when, stays. Who is mentioned for the first time is told."""
    text = _checked(member, text)
    with recorded(member.actor, "note.edited", topics=["parties"]) as change:
        note = _locked(member, note_id)
        before = note.text
        if before == text:
            change.leave_no_record()
        _save(change, note, text=text)
        _tell_mentioned(member, note, before=before, meant=meant)
    return note


def pin_note(member: Member, note_id: int) -> PartyNote:
    """Keep a note above the others."""
    return _set_pinned(member, note_id, "note.pinned", pinned=True)


def unpin_note(member: Member, note_id: int) -> PartyNote:
    """Let a note stand among the others again."""
    return _set_pinned(member, note_id, "note.unpinned", pinned=False)


def remove_note(member: Member, note_id: int) -> int:
    """Take a note off its record; returns the place in the log by which `restore_note` brings it back."""
    _require(member)
    with recorded(member.actor, "note.removed", topics=["parties"]) as change:
        note = _locked(member, note_id)
        _name(change, note)
        kept: dict[str, Any] = {name: getattr(note, name) for name in KEPT}
        change.details["removed"] = {
            name: value.isoformat() if isinstance(value, datetime) else value for name, value in kept.items()
        }
        leave_tombstones(PartyNote, [note.pk], workspace_id=member.workspace_id, change=change.sequence)
        delete_rows(PartyNote.objects.of(member).filter(pk=note.pk))
    return change.sequence


def restore_note(member: Member, party_id: int, sequence: int) -> PartyNote:
    """Bring back a note that was removed at this place in the log; the same note twice is brought back once."""
    _require(member)
    with recorded(member.actor, "note.restored", topics=["parties"]) as change:
        party = reached_party(member, party_id)
        record = Activity.objects.of(member).filter(
            sequence=sequence, verb="note.removed", subject_type="party", subject_id=str(party.pk)
        )
        removed: dict[str, Any] | None = next((one.details.get("removed") for one in record), None)
        if not removed:
            raise Missing(_("There is no such note, or it was erased."))
        moments = {name: _moment(removed[name]) for name in ("at", "pinned_at")}
        author = Member.objects.of(member).filter(pk=removed["author_id"]).first()
        rows = PartyNote.objects.of(member).filter(party=party, at=moments["at"], author_label=removed["author_label"])
        note: PartyNote | None = rows.filter(text=removed["text"]).first()
        if note is not None:
            change.leave_no_record()
            return note
        said = {"text": removed["text"], "author": author, "author_label": removed["author_label"], **moments}
        note = PartyNote(workspace_id=member.workspace_id, change=change.sequence, party=party, **said)
        note.save()
        _name(change, note)
    return note


def _set_pinned(member: Member, note_id: int, verb: str, *, pinned: bool) -> PartyNote:
    _require(member)
    with recorded(member.actor, verb, topics=["parties"]) as change:
        note = _locked(member, note_id)
        if (note.pinned_at is not None) == pinned:
            change.leave_no_record()
        _save(change, note, pinned_at=(note.pinned_at or now()) if pinned else None)
    return note


def _require(member: Member) -> None:
    member.require("customers.edit")
    fields_of(member).require_writable(["notes"])


def _checked(member: Member, text: str) -> str:
    _require(member)
    text = text.strip()
    if error := (text_error(text, longest=LONGEST_NOTE) or ("" if text else _("Write something first."))):
        raise Refused(error, place="text", code="note")
    return text


def _locked(member: Member, note_id: int) -> PartyNote:
    rows = PartyNote.objects.of(member).select_related("party").select_for_update(of=("self",))
    note: PartyNote | None = rows.filter(pk=note_id).first()
    if note is None:
        raise Missing(_("There is no such note."))
    reached_party(member, note.party_id)
    return note


def _save(change: Change, note: PartyNote, **said: Any) -> None:
    for name, value in said.items():
        setattr(note, name, value)
    note.change = change.sequence
    note.save(update_fields=[*said, "change"])
    _name(change, note)


def _tell_mentioned(member: Member, note: PartyNote, *, before: str, meant: Sequence[int]) -> None:
    page = reverse("customers:party", args=[member.workspace.slug, note.party_id])
    tell_mentioned(
        member,
        [(before, note.text)],
        may_read=lambda reader: _may_read(reader, note),
        url=f"{page}#remark-{note.pk}",
        about=note.party.name,
        meant=meant,
    )


def _may_read(reader: Member, note: PartyNote) -> bool:
    if not reader.may("customers.view") or not fields_of(reader).shows("notes"):
        return False
    return bool(Party.objects.within(reader).filter(pk=note.party_id).exists())


def _name(change: Change, note: PartyNote) -> None:
    change.about("party", note.party_id, note.party.name)
    change.details["note"] = note.pk
    change.topics.append(f"party:{note.party_id}")


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
