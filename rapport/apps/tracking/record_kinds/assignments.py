"""Kind of record: draws of experiments."""

from django.utils.translation import gettext_lazy as _

from rapport.analytics.facts.assignments import assignments as fact
from rapport.apps.tracking.record_kinds._kind import RecordField, RecordKind

assignments = RecordKind(
    name="assignments",
    title=_("Draws of experiments"),
    help=_("Who was drawn into which arm of an experiment: treated, or held out to compare with."),
    noun=_("draws"),
    number_title=_("Number of the draw"),
    label="tracking.Assignment",
    fact=fact,
    fields=(
        RecordField("experiment", _("Experiment")),
        RecordField("customer", _("Customer")),
        RecordField("arm", _("Arm")),
        RecordField("at", _("Drawn on")),
        RecordField("region", _("Region")),
    ),
    recognised_by=("experiment", "customer"),
    order=9,
)
