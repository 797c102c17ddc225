"""Source of the timeline: notes on the record."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.kernel.timeline import Asked, Strand, TimelineSource, Told


def _tell(note: Any, asked: Asked) -> Told:
    url = asked.url("customers:note", note.party_id, note.pk) if asked.member.may("customers.edit") else ""
    state = _("pinned") if note.pinned_at else ""
    return Told(_("Note"), note.text, url, note.author_label, state=state)


notes = TimelineSource(
    name="notes",
    title=_("Notes"),
    help=_("What somebody wrote down on the record, at the moment it was written."),
    icon="pencil",
    hue="profile",
    right="customers.view",
    field="notes",
    strands=(Strand(lambda asked: asked.rows("customers.PartyNote"), _tell, searched=("text", "author_label")),),
    topics=("parties",),
    order=40,
)
