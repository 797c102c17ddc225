"""Customers do it themselves, with everything they need at hand."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.canvas.relationship_types._parts import KNOWLEDGE_BASE, PORTAL
from rapport.apps.canvas.relationship_types._rule import EVERYBODY, Comparison, Rule
from rapport.apps.canvas.relationship_types._signs import Recorded
from rapport.apps.canvas.relationship_types._type import RelationshipType, Watch

self_service = RelationshipType(
    name="self_service",
    title=_("Self-service"),
    help=_(
        "No direct contact: customers find, order, change and solve things by themselves, because everything needed"
        " is there and easy to find."
    ),
    example=_("A till where customers scan and pay for their own basket."),
    suits=_("Orders are small and many, and people find it easy already."),
    claim=_("They prefer to order and to find answers by themselves."),
    run_by=(KNOWLEDGE_BASE, PORTAL),
    watch=(Watch(words=_("questions that need nobody")), Watch("ces"), Watch(words=_("cost to serve"))),
    signs=(
        Recorded(
            "order_channel",
            ("web", "website", "webshop", "web shop", "online", "app", "self checkout", "internet", "en linea"),
        ),
        Recorded("touchpoint", ("help pages", "help page", "faq", "knowledge base", "portal", "self checkout")),
    ),
    rule=Rule(
        words=_(
            "Proposed where an order brings at most 0.9 times everybody's and at least as many as elsewhere find it"
            " easy: small orders do not carry much contact, and these customers do not miss it."
        ),
        every=(
            Comparison("average_order_value", "at_most", 0.9, of=EVERYBODY),
            Comparison("ces_share", "at_least", 1.0, of=EVERYBODY),
        ),
        cautions=(
            _("Whoever answers surveys found a way; those who gave up are not asked."),
            _("Keep a way to a person for what goes wrong."),
        ),
    ),
    order=30,
)
