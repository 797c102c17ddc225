"""Questions and complaints are answered within a promised time, up to round the clock."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.canvas.relationship_types._parts import SERVICE_HOURS, SURVEYS
from rapport.apps.canvas.relationship_types._rule import EVERYBODY, Comparison, Rule
from rapport.apps.canvas.relationship_types._signs import Recorded
from rapport.apps.canvas.relationship_types._type import RelationshipType, Watch

customer_service = RelationshipType(
    name="customer_service",
    title=_("Customer service, up to 24 hours"),
    help=_(
        "Whoever has a question or a complaint reaches somebody within a promised time, by day or round the clock, and"
        " the promise is measured."
    ),
    example=_("A hotline for diabetics that a nurse answers at three in the morning."),
    suits=_("Something goes wrong more often than elsewhere, or they cannot wait."),
    claim=_("When something goes wrong they need an answer the same day."),
    run_by=(SERVICE_HOURS, SURVEYS),
    watch=(Watch(words=_("answers within the promised time")), Watch(words=_("time to solve")), Watch("csat")),
    signs=(
        Recorded(
            "touchpoint",
            ("support", "customer service", "service", "helpdesk", "help desk", "hotline", "complaint", "claim",
             "atencion", "kundendienst", "reklamation"),
            unless=("self",),
        ),
    ),
    rule=Rule(
        words=_(
            "Proposed where at most seven in ten answers are satisfied, where more is given back than elsewhere, or"
            " where at most six in ten find it easy."
        ),
        some=(
            Comparison("csat", "at_most", 0.7),
            Comparison("refund_share", "at_least", 1.2, of=EVERYBODY),
            Comparison("ces_share", "at_most", 0.6),
        ),
        cautions=(
            _("Find out first what goes wrong: a mended cause is better than a quick answer."),
            _("Round the clock costs much; the hours at which they write are not recorded yet."),
        ),
    ),
    order=110,
)  # fmt: skip
