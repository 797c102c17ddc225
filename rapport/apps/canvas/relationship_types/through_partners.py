"""Others keep up the relationship on the business's behalf."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.canvas.relationship_types._parts import CAME_THROUGH, PARTNER_SHARES, PARTNERS
from rapport.apps.canvas.relationship_types._rule import Comparison, Rule
from rapport.apps.canvas.relationship_types._signs import Recorded
from rapport.apps.canvas.relationship_types._type import RelationshipType, Watch

PARTNER_WORDS = (
    "partner", "reseller", "retailer", "dealer", "distributor", "wholesaler", "affiliate", "marketplace", "franchise",
    "agency", "broker", "socio", "distribuidor", "haendler", "handler", "revendeur",
)  # fmt: skip

through_partners = RelationshipType(
    name="through_partners",
    title=_("Through partners"),
    help=_(
        "Dealers, agents or marketplaces sell and help in your place. They are closer to the customer; you see less of"
        " them, and share what is earned."
    ),
    example=_("A hearing-aid maker works through opticians, who fit and adjust the device."),
    suits=_("A good part of them comes through others already, or they are out of your own reach."),
    claim=_("They buy where they already are, from somebody near."),
    run_by=(PARTNERS, PARTNER_SHARES, CAME_THROUGH),
    watch=(Watch(words=_("revenue brought by partners")), Watch("nps")),
    signs=(Recorded("order_channel", PARTNER_WORDS), Recorded("acquired_through", PARTNER_WORDS)),
    rule=Rule(
        words=_("Proposed where at least one in ten customers came through a partner or a marketplace."),
        every=(Comparison("partner_share", "at_least", 0.1),),
        cautions=(
            _("What partners keep of each order is not recorded, so the margin is unknown."),
            _("A channel counts as a partner's by its name; check that the names are meant so."),
        ),
    ),
    order=130,
)
