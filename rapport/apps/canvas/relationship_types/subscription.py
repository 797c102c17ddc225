"""Customers receive it again and again, until they say stop."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.canvas.relationship_types._parts import SUBSCRIPTIONS
from rapport.apps.canvas.relationship_types._rule import Comparison, Rule
from rapport.apps.canvas.relationship_types._signs import Recorded
from rapport.apps.canvas.relationship_types._type import RelationshipType, Watch

_WORDS = ("subscription", "subscriber", "plan", "membership", "renewal", "monthly", "abo", "suscripcion", "abonnement")

subscription = RelationshipType(
    name="subscription",
    title=_("Subscription"),
    help=_(
        "An agreement that goes on: a delivery, a service or access each month, with one price. Leaving must be as easy"
        " as joining, and joining must be worth it every month."
    ),
    example=_("A streaming plan: everything to hear for one price a month."),
    suits=_("They buy the same kind of thing regularly, several times a year."),
    claim=_("They would rather have it arrive than remember to order it."),
    run_by=(SUBSCRIPTIONS,),
    watch=(Watch("churn_rate"), Watch(words=_("revenue kept and grown with subscribers"))),
    signs=(Recorded("product", _WORDS), Recorded("order_channel", _WORDS), Recorded("tag", _WORDS, prepares=True)),
    rule=Rule(
        words=_(
            "Proposed where a buyer orders at least four times a year and at least half of the buyers bought more than"
            " once: there is a rhythm to put on a plan."
        ),
        every=(Comparison("orders_a_year", "at_least", 4), Comparison("repeat_purchase_rate", "at_least", 0.5)),
        cautions=(_("A mean of four may be a few who order weekly: look at who would subscribe."),),
    ),
    order=90,
)
