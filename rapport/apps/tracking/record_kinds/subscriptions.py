"""Kind of record: subscriptions."""

from django.utils.translation import gettext_lazy as _

from rapport.analytics.facts.subscriptions import subscriptions as fact
from rapport.apps.tracking.record_kinds._kind import RecordField, RecordKind, amount, never_before

subscriptions = RecordKind(
    name="subscriptions",
    title=_("Subscriptions"),
    help=_(
        "Agreements that recur: one record for each stretch of time at one price. A change of price ends one"
        " record and begins another."
    ),
    noun=_("subscriptions"),
    number_title=_("Number of the subscription"),
    label="tracking.Subscription",
    fact=fact,
    fields=(
        RecordField("customer", _("Customer")),
        RecordField("since", _("Since")),
        RecordField("until", _("Until")),
        amount("amount", _("Price")),
        RecordField("currency", _("Currency"), help=_("Empty: that of the workspace."), required=False),
        RecordField("billing", _("Paid every")),
        RecordField("plan", _("Plan")),
        RecordField("channel", _("Channel")),
        RecordField("region", _("Region")),
    ),
    rules=(never_before("until", "since", _("A subscription cannot end before it begins.")),),
    right="orders.edit",
    view="orders.view",
    recognised_by=("customer", "plan", "since"),
    moment="since",
    alive="until",
    order=1,
)
