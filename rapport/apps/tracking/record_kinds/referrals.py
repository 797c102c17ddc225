"""Kind of record: customers who brought others."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from rapport.analytics.facts.referrals import referrals as fact
from rapport.apps.tracking.record_kinds._kind import RecordField, RecordKind, RecordRule, never_before


def _themselves(values: Mapping[str, Any]) -> bool:
    return values.get("referrer") is not None and values.get("referrer") == values.get("referred")


referrals = RecordKind(
    name="referrals",
    title=_("Referrals"),
    help=_("Customers who brought others, one record for each person brought."),
    noun=_("referrals"),
    number_title=_("Number of the referral"),
    label="tracking.Referral",
    fact=fact,
    fields=(
        RecordField("referrer", _("Who brought somebody")),
        RecordField("referred", _("Who was brought")),
        RecordField("at", _("When")),
        RecordField("converted_at", _("Became a customer on")),
        RecordField("region", _("Region")),
    ),
    rules=(
        never_before("converted_at", "at", _("A referral cannot convert before it is made.")),
        RecordRule(_themselves, "referred", _("Nobody brings themselves.")),
    ),
    recognised_by=("referrer", "referred"),
    alive="at",
    order=8,
)
