"""What happened to one record, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity

LATEST = 20
WORDS: dict[str, str | Promise] = {
    "party.created": _("added this record"),
    "party.updated": _("changed this record"),
    "party.archived": _("archived it"),
    "party.restored": _("brought it back"),
    "party.contact_added": _("added an address or number"),
    "party.contact_removed": _("removed an address or number"),
    "party.address_added": _("added a place"),
    "party.address_removed": _("removed a place"),
    "party.fact_added": _("added something personal"),
    "party.fact_removed": _("removed something personal"),
    "party.terms_set": _("changed the terms"),
    "relation.added": _("added a relation"),
    "relation.changed": _("changed a relation"),
    "relation.removed": _("removed a relation"),
    "note.written": _("wrote a note"),
    "note.edited": _("changed a note"),
    "note.pinned": _("pinned a note"),
    "note.unpinned": _("unpinned a note"),
    "note.removed": _("removed a note"),
    "note.restored": _("brought a note back"),
    "file.kept": _("added a file"),
    "file.removed": _("removed a file"),
    "segment.created": _("made this segment"),
    "segment.updated": _("changed it"),
    "segment.archived": _("archived it"),
    "segment.restored": _("brought it back"),
    "segment.refreshed": _("brought its members up to date"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened: who, what, when; for segments also how many came in and how many left."""

    who: str
    what: str | Promise
    at: datetime
    entered: int
    left: int


def history_of(member: Member, subject_type: str, subject_id: int) -> list[Told]:
    """The latest things that happened to one record, newest first."""
    member.require("activity.view")
    found = Activity.objects.of(member).filter(subject_type=subject_type, subject_id=str(subject_id))
    return [
        Told(
            one.actor_label,
            WORDS.get(one.verb, one.verb.replace(".", " ")),
            one.at,
            one.details.get("entered", 0),
            one.details.get("left", 0),
        )
        for one in found.order_by("-sequence")[:LATEST]
    ]
