"""What happened to one record, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.models import Activity
from rapport.apps.customers.timeline_sources._words import OF_ONE

LATEST = 20
WORDS: dict[str, str | Promise] = {
    **OF_ONE,
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
