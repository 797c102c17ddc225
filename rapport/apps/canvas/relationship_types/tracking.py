"""Somebody notices in time when a customer stops using what they bought."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.canvas.relationship_types._parts import ALERTS, EVENT_INTAKE, HEALTH, TARGETS
from rapport.apps.canvas.relationship_types._rule import EVERYBODY, Comparison, Rule
from rapport.apps.canvas.relationship_types._signs import Recorded
from rapport.apps.canvas.relationship_types._signs import Targets as TargetsSet
from rapport.apps.canvas.relationship_types._type import RelationshipType, Watch

tracking = RelationshipType(
    name="tracking",
    title=_("Tracking and monitoring"),
    help=_(
        "The business watches, with consent, how customers use what they bought and whether they fall silent, and"
        " steps in before they leave. Use also shows what to improve."
    ),
    example=_("The maker of an app sees where new users give up, and mends that screen first."),
    suits=_("They fall silent more often than others, and each one lost is worth a call."),
    claim=_("They leave quietly; a sign in time would let us act."),
    run_by=(EVENT_INTAKE, HEALTH, ALERTS, TARGETS),
    watch=(Watch(words=_("active use")), Watch("churn_rate"), Watch(words=_("customers won back in time"))),
    signs=(
        TargetsSet(("churn_rate", "retention_rate", "active_customers")),
        Recorded("touchpoint", ("usage", "in product", "in app", "product tour")),
    ),
    rule=Rule(
        words=_(
            "Proposed where customers fall silent at least 1.1 times as often as everybody, and a customer has brought"
            " at least as much: losing them costs more than watching."
        ),
        every=(
            Comparison("churn_rate", "at_least", 1.1, of=EVERYBODY),
            Comparison("lifetime_revenue", "at_least", 1.0, of=EVERYBODY),
        ),
        cautions=(
            _("Silence is measured by orders: who buys once in two years looks lost and is not."),
            _("Use of a product is not recorded yet."),
        ),
    ),
    order=100,
)
