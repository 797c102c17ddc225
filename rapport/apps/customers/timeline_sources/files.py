"""Source of the timeline: files kept with the record."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.kernel.timeline import Asked, Strand, TimelineSource, Told


def _tell(kept: Any, asked: Asked) -> Told:
    return Told(kept.name, url=asked.url("customers:file", kept.party_id, kept.pk), who=kept.author_label)


files = TimelineSource(
    name="files",
    title=_("Files"),
    help=_("Files that were put with the record and still are there."),
    icon="paper-clip",
    hue="profile",
    right="customers.view",
    field="files",
    strands=(Strand(lambda asked: asked.rows("customers.PartyFile"), _tell, searched=("name", "author_label")),),
    topics=("parties",),
    order=50,
)
