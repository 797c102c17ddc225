"""Messages that somebody keeps by hand: mails, chats, letters, either way."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.conversations.models import Message
from rapport.apps.conversations.operations._asking import (
    checked_choice,
    checked_line,
    checked_moment,
    checked_text,
    needed_party,
    row_for,
)
from rapport.apps.conversations.operations._keeping import alter, drop, label_of, make, name_subject
from rapport.apps.conversations.operations._telling import tell_of_words
from rapport.apps.conversations.queries.reach import EDIT
from rapport.apps.customers.models import CHANNELS
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused

LONGEST_SUBJECT = 300
FIELDS = ("channel", "direction", "subject", "text", "at")


def log_message(
    member: Member,
    party_id: int | None,
    *,
    direction: str,
    channel: str = "email",
    subject: str = "",
    text: str = "",
    at: datetime | None = None,
    meant: Sequence[int] = (),
) -> Message:
    """Something that was written to a customer or by one, just now unless `at` says when; who is mentioned is told."""
    member.require(EDIT)
    said = _checked({"channel": channel, "direction": direction, "subject": subject, "text": text, "at": at or now()})
    _require_words(said["subject"], said["text"])
    with recorded(member.actor, "message.logged") as change:
        party = needed_party(member, party_id)
        message = Message(
            workspace_id=member.workspace_id, party=party, member=member, member_label=label_of(member), **said
        )
        make(change, message)
        _name(change, message)
        tell_of_words(member, change, message, meant=meant)
    return message


def change_message(member: Member, message_id: int, *, meant: Sequence[int] = (), **said: Any) -> Message:
    """Change what is named; who is newly mentioned is told."""
    member.require(EDIT)
    if unknown := set(said) - set(FIELDS):
        raise Refused(_("This cannot be changed."), place=min(unknown), code="message")
    with recorded(member.actor, "message.changed") as change:
        message: Message = row_for(member, Message, message_id)
        checked = _checked(said)
        _require_words(checked.get("subject", message.subject), checked.get("text", message.text))
        if not alter(change, message, checked):
            change.leave_no_record()
        _name(change, message)
        tell_of_words(member, change, message, meant=meant)
    return message


def remove_message(member: Member, message_id: int) -> int:
    """Take a message away; returns the place in the log by which `take_back` brings it back."""
    member.require(EDIT)
    with recorded(member.actor, "message.removed") as change:
        message = row_for(member, Message, message_id)
        _name(change, message)
        drop(change, message)
    return change.sequence


def _checked(said: dict[str, Any]) -> dict[str, Any]:
    checked = dict(said)
    if "channel" in said:
        checked_choice(said["channel"], dict(CHANNELS), place="channel")
    if "direction" in said:
        checked_choice(said["direction"], Message.Direction.values, place="direction")
    if "subject" in said:
        checked["subject"] = checked_line(said["subject"], place="subject", longest=LONGEST_SUBJECT, needed=False)
    if "text" in said:
        checked["text"] = checked_text(said["text"], place="text")
    if "at" in said and checked_moment(said["at"], place="at", held=True) is None:
        raise Refused(_("Say when."), place="at", code="moment")
    return checked


def _require_words(subject: str, text: str) -> None:
    if not subject and not text:
        raise Refused(_("Write what it was about."), place="text", code="text")


def _name(change: Change, message: Message) -> None:
    name_subject(change, "message", message, message.party, str(message))
