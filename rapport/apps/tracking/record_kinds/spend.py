"""Kind of record: what was spent on winning and keeping customers."""

from django.utils.translation import gettext_lazy as _

from rapport.analytics.facts.spend import spend as fact
from rapport.apps.tracking.record_kinds._kind import RecordField, RecordKind

spend = RecordKind(
    name="spend",
    title=_("Spending"),
    help=_(
        "What was spent on winning and keeping customers: advertising, campaigns, vouchers. One record an amount;"
        " a negative one takes something back."
    ),
    noun=_("amounts spent"),
    number_title=_("Number of the amount"),
    label="tracking.Spend",
    fact=fact,
    fields=(
        RecordField("at", _("Spent on")),
        RecordField("amount", _("Amount")),
        RecordField("currency", _("Currency"), help=_("Empty: that of the workspace."), required=False),
        RecordField("channel", _("Channel")),
        RecordField("campaign", _("Campaign")),
        RecordField("purpose", _("Purpose")),
        RecordField("customer", _("Customer")),
        RecordField("region", _("Region")),
    ),
    right="orders.edit",
    view="orders.view",
    order=5,
)
