"""Kind of record: invitations to surveys."""

from django.utils.translation import gettext_lazy as _

from rapport.analytics.facts.invitations import invitations as fact
from rapport.apps.tracking.record_kinds._kind import RecordField, RecordKind

invitations = RecordKind(
    name="invitations",
    title=_("Invitations to surveys"),
    help=_("Who was asked to answer a survey, and whether it reached them: without them there is no response rate."),
    noun=_("invitations"),
    number_title=_("Number of the invitation"),
    label="tracking.Invitation",
    fact=fact,
    fields=(
        RecordField("customer", _("Customer")),
        RecordField("at", _("Sent on")),
        RecordField("state", _("What became of it")),
        RecordField("survey", _("Survey")),
        RecordField("channel", _("Channel")),
        RecordField("region", _("Region")),
    ),
    right="responses.edit",
    view="responses.view",
    recognised_by=("customer", "survey", "at"),
    order=2,
)
