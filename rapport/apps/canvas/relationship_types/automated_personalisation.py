"""Every customer sees what suits them, without anybody choosing it by hand."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.canvas.relationship_types._parts import CAMPAIGNS, RECOMMENDATIONS
from rapport.apps.canvas.relationship_types._rule import Comparison, Rule
from rapport.apps.canvas.relationship_types._signs import Recorded
from rapport.apps.canvas.relationship_types._type import RelationshipType, Watch

automated_personalisation = RelationshipType(
    name="automated_personalisation",
    title=_("Automated personalisation"),
    help=_(
        "What somebody bought and looked at decides what they are shown, offered and written next. It must earn its"
        " keep against customers who are left without it."
    ),
    example=_("The reminder comes when the jar is about empty, with the shade bought last time."),
    suits=_("They buy often enough to learn from, and are many enough to compare."),
    claim=_("They welcome suggestions drawn from what they bought."),
    run_by=(RECOMMENDATIONS, CAMPAIGNS),
    watch=(Watch(words=_("orders above those of customers left out")), Watch("purchase_frequency")),
    signs=(
        Recorded("touchpoint", ("recommendation", "suggestion", "personal offer")),
        Recorded("order_channel", ("recommendation", "personal offer")),
    ),
    rule=Rule(
        words=_(
            "Proposed where a buyer orders at least twice in the period and there are at least 500 active customers:"
            " enough purchases to learn from, and enough people to leave some out for comparison."
        ),
        every=(
            Comparison("purchase_frequency", "at_least", 2),
            Comparison("active_customers", "at_least", 500),
        ),
        cautions=(
            _("Frequent buyers may buy as much without it: only a comparison shows what it adds."),
            _("Ask for consent where what people looked at is used."),
        ),
    ),
    order=50,
)
