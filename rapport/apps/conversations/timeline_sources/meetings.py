"""Source of the timeline: meetings in which the customer takes part."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.apps.conversations.timeline_sources._held import not_held
from rapport.kernel.timeline import Asked, Strand, TimelineSource, Told


def _rows(asked: Asked) -> Any:
    return asked.rows("conversations.Attendee").filter(meeting__cancelled_at=None).select_related("meeting")


def _tell(attendee: Any, asked: Asked) -> Told:
    meeting = attendee.meeting
    state = "" if meeting.held_at else not_held(attendee.at)
    text = meeting.minutes or meeting.agenda or meeting.place
    url = asked.url("conversations:meeting", meeting.pk)
    return Told(meeting.subject, text, url, meeting.organiser_label, state=state)


meetings = TimelineSource(
    name="meetings",
    title=_("Meetings"),
    help=_("Meetings that were held, with their minutes, and those that are planned; cancelled ones are left out."),
    icon="calendar-days",
    hue="journey",
    right="conversations.view",
    strands=(
        Strand(
            _rows,
            _tell,
            searched=("meeting__subject", "meeting__minutes", "meeting__agenda", "meeting__organiser_label"),
        ),
    ),
    topics=("meetings", "work"),
    order=25,
)
