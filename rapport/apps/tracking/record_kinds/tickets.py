"""Kind of record: tickets of a service desk."""

from django.utils.translation import gettext_lazy as _

from rapport.analytics.facts.tickets import tickets as fact
from rapport.apps.tracking.record_kinds._kind import RecordField, RecordKind, amount, minutes, never_before

tickets = RecordKind(
    name="tickets",
    title=_("Tickets"),
    help=_("Questions and complaints from the service desk, one record each, also those no person had to answer."),
    noun=_("tickets"),
    number_title=_("Number of the ticket"),
    label="tracking.Ticket",
    fact=fact,
    fields=(
        RecordField("customer", _("Customer")),
        RecordField("opened_at", _("Opened on")),
        RecordField("first_response_at", _("First answered on")),
        RecordField("resolved_at", _("Resolved on")),
        minutes("response_minutes", _("Opening hours to the first answer, in minutes")),
        minutes("resolution_minutes", _("Opening hours to the resolution, in minutes")),
        RecordField("channel", _("Channel")),
        RecordField("topic", _("Topic"), free=True),
        RecordField("route", _("Taken up by")),
        RecordField("handed_over", _("Handed over to a person")),
        RecordField("complaint", _("Complaint")),
        RecordField("reopened", _("Opened again")),
        RecordField("saved", _("Stayed after wanting to leave")),
        minutes("minutes", _("Working time in minutes")),
        amount("cost", _("Cost"), help=_("In the currency of the workspace; empty where unknown.")),
        RecordField("region", _("Region")),
    ),
    rules=(
        never_before("first_response_at", "opened_at", _("A ticket cannot be answered before it is opened.")),
        never_before("resolved_at", "opened_at", _("A ticket cannot be resolved before it is opened.")),
    ),
    moment="opened_at",
    alive="opened_at",
    order=3,
)
