"""Source of the timeline: mail and other messages."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.kernel.timeline import Asked, Strand, TimelineSource, Told


def _tell(message: Any, asked: Asked) -> Told:
    who = message.member_label if message.direction == "out" else ""
    way = message.get_direction_display()
    state = f"{message.get_channel_display()} · {way}"
    title, text = (message.subject, message.text) if message.subject else (way, message.text)
    return Told(title, text, asked.url("conversations:message", message.pk), who, state=state)


messages = TimelineSource(
    name="messages",
    title=_("Messages"),
    help=_("Mail, letters, chats and posts, written by the customer or to them."),
    icon="envelope",
    hue="touchpoint",
    right="conversations.view",
    strands=(
        Strand(lambda asked: asked.rows("conversations.Message"), _tell, searched=("subject", "text", "member_label")),
    ),
    topics=("messages", "work"),
    order=10,
)
