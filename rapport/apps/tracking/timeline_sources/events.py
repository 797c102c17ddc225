"""Source of the timeline: what the customer did on websites and in apps."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.kernel.timeline import Asked, Strand, TimelineSource, Told

MOST_SHOWN, LONGEST = 4, 60


def _tell(event: Any, asked: Asked) -> Told:
    text = " · ".join(_properties(event.properties))
    return Told(event.name.replace("_", " ").capitalize(), text, state=event.channel)


def _properties(properties: dict[str, Any]) -> Iterator[str]:
    plain = [(name, value) for name, value in properties.items() if isinstance(value, str | int | float)]
    for name, value in plain[:MOST_SHOWN]:
        yield f"{name}: {str(value)[:LONGEST]}"


events = TimelineSource(
    name="events",
    title=_("Events"),
    help=_("What the customer did on websites and in apps, as these reported it."),
    icon="cursor-arrow-rays",
    hue="touchpoint",
    right="customers.view",
    strands=(Strand(lambda asked: asked.rows("tracking.Event"), _tell, searched=("name", "channel")),),
    topics=("events",),
    order=80,
)
