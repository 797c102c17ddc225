"""Kind of record: leads."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.analytics.facts.leads import leads as fact
from rapport.apps.tracking.record_kinds._kind import RecordField, RecordKind, RecordRule, never_before

BEFORE = _("A lead cannot be decided before it came.")


def _won_and_lost(values: Mapping[str, Any]) -> bool:
    return values.get("won_at") is not None and values.get("lost_at") is not None


leads = RecordKind(
    name="leads",
    title=_("Leads"),
    help=_("People and companies who showed interest, and what became of it."),
    noun=_("leads"),
    number_title=_("Number of the lead"),
    label="tracking.Lead",
    fact=fact,
    fields=(
        RecordField("customer", _("Customer")),
        RecordField("at", _("Came on")),
        RecordField("first_response_at", _("First answered on")),
        RecordField("qualified_at", _("Qualified on")),
        RecordField("won_at", _("Won on")),
        RecordField("lost_at", _("Lost on")),
        RecordField("reason", _("Why it was lost"), free=True),
        RecordField("channel", _("Channel")),
        RecordField("campaign", _("Campaign")),
        RecordField("region", _("Region")),
    ),
    rules=(
        never_before("first_response_at", "at", _("A lead cannot be answered before it came.")),
        *(never_before(name, "at", BEFORE) for name in ("qualified_at", "won_at", "lost_at")),
        RecordRule(_won_and_lost, "lost_at", _("A lead cannot be both won and lost.")),
    ),
    alive="at",
    order=6,
)
