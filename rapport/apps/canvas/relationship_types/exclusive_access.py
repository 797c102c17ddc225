"""Some customers get in first, or get what others do not."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.canvas.relationship_types._parts import LOYALTY_TIERS, PEOPLE_LISTS
from rapport.apps.canvas.relationship_types._rule import EVERYBODY, Comparison, Rule
from rapport.apps.canvas.relationship_types._signs import Recorded
from rapport.apps.canvas.relationship_types._type import RelationshipType, Watch

_LISTS = ("vip", "early access", "insider", "exclusive", "first access", "members only", "waiting list", "private sale")

exclusive_access = RelationshipType(
    name="exclusive_access",
    title=_("Exclusive access"),
    help=_(
        "A named circle gets in before others, or gets something others cannot buy. Being in it is the reason to stay."
    ),
    example=_("Players who bought the first game try the next one two months before it is sold."),
    suits=_("They bring far more than their share, and they come back."),
    claim=_("Being first matters to them."),
    run_by=(LOYALTY_TIERS, PEOPLE_LISTS),
    watch=(Watch(words=_("how many take it up")), Watch("retention_rate")),
    signs=(
        Recorded("order_channel", _LISTS),
        Recorded("tag", _LISTS, prepares=True),
        Recorded("segment", _LISTS, prepares=True),
    ),
    rule=Rule(
        words=_(
            "Proposed where the group's share of all revenue is at least 1.5 times its share of customers, and at"
            " least as many as elsewhere buy again."
        ),
        every=(
            Comparison("revenue_share", "at_least", 1.5, of="share_of_people"),
            Comparison("repeat_purchase_rate", "at_least", 1.0, of=EVERYBODY),
        ),
        cautions=(_("They buy already: watch whether members stay longer than people like them outside."),),
    ),
    order=80,
)
