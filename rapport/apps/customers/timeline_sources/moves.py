"""Source of the timeline: segments that were entered and left."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.kernel.timeline import Asked, Strand, TimelineSource, Told, Words


def _entered(asked: Asked) -> Any:
    return asked.rows("customers.Membership").select_related("segment")


def _left(asked: Asked) -> Any:
    return _entered(asked).filter(until__isnull=False)


def _told(membership: Any, asked: Asked, title: Words) -> Told:
    return Told(title, url=asked.url("customers:segment", membership.segment_id), state=membership.segment.name)


moves = TimelineSource(
    name="moves",
    title=_("Segments"),
    help=_("When the customer entered a segment, and when they left it."),
    icon="user-group",
    hue="metric",
    right="segments.view",
    strands=(
        Strand(
            _entered,
            lambda row, asked: _told(row, asked, _("Entered a segment")),
            at="since",
            searched=("segment__name",),
        ),
        Strand(
            _left, lambda row, asked: _told(row, asked, _("Left a segment")), at="until", searched=("segment__name",)
        ),
    ),
    topics=("segments",),
    order=70,
)
