"""A machine answers as a good colleague would, and hands over when it cannot."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.canvas.relationship_types._parts import AUTOMATIONS, CHAT_ANSWERS
from rapport.apps.canvas.relationship_types._rule import EVERYBODY, Comparison, Rule
from rapport.apps.canvas.relationship_types._signs import Recorded
from rapport.apps.canvas.relationship_types._type import RelationshipType, Watch

automated_service = RelationshipType(
    name="automated_service",
    title=_("Automated service"),
    help=_(
        "A machine does what a person would do for a known customer: it answers, reminds and sends what is needed, at"
        " any hour, and passes on to a person what it cannot."
    ),
    example=_("A parcel is late; before anybody asks, a message says when it comes and offers a choice."),
    suits=_("Many customers with small orders ask much the same."),
    claim=_("They want an answer at once more than they want a person."),
    run_by=(CHAT_ANSWERS, AUTOMATIONS),
    watch=(Watch(words=_("questions answered to the end")), Watch("csat"), Watch(words=_("hand-over rate"))),
    signs=(Recorded("touchpoint", ("chatbot", "bot", "assistant", "voice menu", "automatic answer")),),
    rule=Rule(
        words=_(
            "Proposed where the group has at least 1,000 active customers and an order brings no more than"
            " everybody's: many contacts of small value each."
        ),
        every=(
            Comparison("active_customers", "at_least", 1_000),
            Comparison("average_order_value", "at_most", 1.0, of=EVERYBODY),
        ),
        cautions=(_("Rapport does not yet know what they ask about: read their messages before choosing."),),
    ),
    order=40,
)
