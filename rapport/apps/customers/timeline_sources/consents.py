"""Source of the timeline: what a person allowed and took back."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from rapport.kernel.timeline import Asked, Strand, TimelineSource, Told, Words

TITLES: dict[str, Words] = {
    "given": _("Consent given"),
    "withdrawn": _("Consent withdrawn"),
    "unasked": _("Consent counts as never asked"),
}


def _rows(asked: Asked) -> Any:
    return asked.rows("customers.Consent").select_related("purpose")


def _tell(consent: Any, asked: Asked) -> Told:
    purpose = _now("everything") if consent.everything else consent.purpose.title
    text = f"{purpose} · {consent.get_channel_display()} · {consent.source}"
    return Told(TITLES.get(consent.state, consent.get_state_display()), text, who=consent.recorded_label)


consents = TimelineSource(
    name="consents",
    title=_("Consent"),
    help=_("For which purpose, on which channel and how consent was given or withdrawn."),
    icon="shield-check",
    hue="relationship",
    right="customers.view",
    strands=(Strand(_rows, _tell, searched=("purpose__title", "source", "recorded_label")),),
    topics=("parties", "consents"),
    order=60,
)
