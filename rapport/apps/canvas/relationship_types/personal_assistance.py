"""People help people: whoever is free answers, and answers as a person."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.canvas.relationship_types._parts import OWNERS, SUPPORT_INBOX, TASKS
from rapport.apps.canvas.relationship_types._rule import EVERYBODY, Comparison, Rule
from rapport.apps.canvas.relationship_types._signs import Recorded
from rapport.apps.canvas.relationship_types._type import RelationshipType, Watch

personal_assistance = RelationshipType(
    name="personal_assistance",
    title=_("Personal assistance"),
    help=_(
        "A person of the team helps before, during or after the purchase: at the counter, by telephone, by message."
        " It need not be the same person each time."
    ),
    example=_("Somebody in the shop asks about the skin, and shows two creams to try."),
    suits=_("An order is worth a conversation, or buying and using is hard to do alone."),
    claim=_("They want a person to help them choose and use what they buy."),
    run_by=(SUPPORT_INBOX, OWNERS, TASKS),
    watch=(Watch("csat"), Watch(words=_("first response")), Watch(words=_("cost to serve"))),
    signs=(
        Recorded(
            "order_channel",
            (
                "store", "counter", "branch", "boutique", "telephone", "phone", "call", "in person", "field",
                "tienda", "telefono", "laden", "filiale", "telefon", "magasin",
            ),
            unless=("online", "web", "app", "internet"),
        ),
        Recorded("touchpoint", ("advice", "advisor", "adviser", "consultation", "staff", "sales talk", "beratung",
                                "asesoria", "conseil")),
    ),
    rule=Rule(
        words=_(
            "Proposed where an order brings at least 1.2 times everybody's, or where fewer find it easy than elsewhere,"
            " or where more is given back: then a conversation can pay."
        ),
        some=(
            Comparison("average_order_value", "at_least", 1.2, of=EVERYBODY),
            Comparison("ces_share", "at_most", 0.9, of=EVERYBODY),
            Comparison("refund_share", "at_least", 1.2, of=EVERYBODY),
        ),
        cautions=(_("What a conversation costs is not recorded, so it is not weighed against what it brings."),),
    ),
    order=10,
)  # fmt: skip
