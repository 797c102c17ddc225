"""Kind of record: contacts that other tools have recorded."""

from django.utils.translation import gettext_lazy as _

from rapport.analytics.facts.touches import touches as fact
from rapport.apps.tracking.record_kinds._kind import RecordField, RecordKind, amount, minutes

touches = RecordKind(
    name="touches",
    title=_("Contacts"),
    help=_(
        "Contacts with customers that other tools have recorded: letters, visits, campaigns, chats. Calls, meetings"
        " and messages that are kept in here count by themselves."
    ),
    noun=_("contacts"),
    number_title=_("Number of the contact"),
    label="tracking.Touch",
    fact=fact,
    fields=(
        RecordField("customer", _("Customer")),
        RecordField("at", _("When")),
        RecordField("channel", _("Channel")),
        RecordField("touchpoint", _("Touchpoint")),
        RecordField("direction", _("Direction")),
        RecordField("purpose", _("Purpose")),
        RecordField("campaign", _("Campaign")),
        RecordField("personalised", _("Personalised")),
        RecordField("replied", _("Replied")),
        minutes("minutes", _("Working time in minutes")),
        amount("cost", _("Cost"), help=_("In the currency of the workspace; empty where unknown.")),
        RecordField("region", _("Region")),
    ),
    alive="at",
    order=4,
)
