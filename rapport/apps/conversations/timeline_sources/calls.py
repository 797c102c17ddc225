"""Source of the timeline: calls."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.apps.conversations.timeline_sources._held import not_held
from rapport.kernel.timeline import Asked, Strand, TimelineSource, Told


def _rows(asked: Asked) -> Any:
    return asked.rows("conversations.Call").filter(cancelled_at=None)


def _tell(call: Any, asked: Asked) -> Told:
    told = call.get_result_display() if call.held_at else not_held(call.at)
    title = call.subject or call.get_direction_display()
    return Told(title, call.notes, asked.url("conversations:call", call.pk), call.member_label, state=told)


calls = TimelineSource(
    name="calls",
    title=_("Calls"),
    help=_("Calls that were held, and those that are planned; cancelled ones are left out."),
    icon="phone",
    hue="journey",
    right="conversations.view",
    strands=(Strand(_rows, _tell, searched=("subject", "notes", "member_label")),),
    topics=("calls", "work"),
    order=20,
)
