"""What operations take up: customers and rows within reach, members of the workspace, texts that can be kept."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.conversations.models import Meeting
from rapport.apps.conversations.queries.reach import CARERS, EDIT, reached_meetings, reached_rows
from rapport.apps.customers.models import Party
from rapport.apps.customers.models.parties import reached_by
from rapport.kernel.clock import now
from rapport.kernel.errors import Missing, Refused
from rapport.kernel.text import text_error

LONGEST_TEXT = 20_000
LONGEST_TITLE = 200
FARTHEST = timedelta(days=366 * 20)


def party_for(member: Member, party_id: int | None) -> Party | None:
    """The customer whom something new is about, where the member may. Raises Missing."""
    if party_id is None:
        return None
    seen = reached_by(member, "customers.view")
    rows = Party.objects.within(member, EDIT).filter(seen, pk=party_id, erased_at=None)
    party: Party | None = rows.first()
    if party is None:
        raise Missing(_("There is no such person or company."))
    return party


def needed_party(member: Member, party_id: int | None) -> Party:
    """The customer whom a talk was with. Raises Missing, and Refused where none is named."""
    party = party_for(member, party_id)
    if party is None:
        raise Refused(_("Say with whom."), place="party", code="party")
    return party


def row_for(member: Member, model: Any, row_id: int) -> Any:
    """A task, call or message that the member may change. Raises Missing."""
    rows = model.objects.of(member).filter(reached_rows(member, EDIT, carers=CARERS[model]))
    found = rows.select_related("party").filter(pk=row_id).first()
    if found is None:
        raise Missing(_("This is no longer there."))
    return found


def meeting_for(member: Member, meeting_id: int) -> Meeting:
    """A meeting that the member may change. Raises Missing."""
    rows = Meeting.objects.of(member).filter(reached_meetings(member, EDIT))
    found: Meeting | None = rows.filter(pk=meeting_id).first()
    if found is None:
        raise Missing(_("There is no such meeting."))
    return found


def colleague(member: Member, member_id: int | None) -> Member | None:
    """A member of the same workspace who works here now. Raises Refused."""
    if member_id is None:
        return None
    rows = Member.objects.of(member).active().with_account().select_related("user")
    found: Member | None = rows.filter(pk=member_id).first()
    if found is None:
        raise Refused(_("Choose a member of this workspace."), place="owner", code="member")
    return found


def checked_line(text: str, *, place: str, longest: int = LONGEST_TITLE, needed: bool = True) -> str:
    """One line of text. Raises Refused."""
    line = " ".join(text.split())
    if error := (text_error(line, longest=longest) or (_("Write something first.") if needed and not line else "")):
        raise Refused(error, place=place, code="text")
    return line


def checked_text(text: str, *, place: str) -> str:
    """Some paragraphs. Raises Refused."""
    words = text.strip()
    if error := text_error(words, longest=LONGEST_TEXT):
        raise Refused(error, place=place, code="text")
    return words


def checked_choice(value: Any, choices: Any, *, place: str) -> Any:
    """One of the choices. Raises Refused."""
    if value not in choices:
        raise Refused(_("Choose one of the list."), place=place, code="choice")
    return value


def checked_moment(at: datetime | None, *, place: str, held: bool = False) -> datetime | None:
    """A moment with a zone, neither in the far past nor the far future; what was held is not to come."""
    if at is None:
        return None
    if at.tzinfo is None:
        raise Refused(_("Say the time with its zone."), place=place, code="moment")
    if abs(at - now()) > FARTHEST:
        raise Refused(_("This is too far away."), place=place, code="moment")
    if held and at > now() + timedelta(minutes=1):
        raise Refused(_("This is still to come. Plan it instead."), place=place, code="moment")
    return at
