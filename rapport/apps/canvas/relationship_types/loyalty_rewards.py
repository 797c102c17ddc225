"""Coming back is rewarded."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.canvas.relationship_types._parts import LOYALTY_TIERS, PEOPLE_LISTS, POINTS
from rapport.apps.canvas.relationship_types._rule import Comparison, Rule
from rapport.apps.canvas.relationship_types._signs import Recorded
from rapport.apps.canvas.relationship_types._type import RelationshipType, Watch

_LISTS = ("loyalty", "reward", "bonus", "points", "gold", "silver", "platinum", "stamp card", "loyalty card")

loyalty_rewards = RelationshipType(
    name="loyalty_rewards",
    title=_("Loyalty and rewards"),
    help=_(
        "Each purchase earns something: points, a step to a better tier, a gift. The reward should cost less than the"
        " purchases it adds, which only a comparison shows."
    ),
    example=_("Every tenth coffee is free, and the card remembers how you like it."),
    suits=_("Some come back already, and many could."),
    claim=_("A reward would bring them back sooner."),
    run_by=(POINTS, LOYALTY_TIERS, PEOPLE_LISTS),
    watch=(Watch(words=_("rewards redeemed")), Watch("repeat_purchase_rate"), Watch(words=_("margin it adds"))),
    signs=(
        Recorded("touchpoint", ("loyalty", "reward", "bonus", "points")),
        Recorded("tag", _LISTS, prepares=True),
        Recorded("segment", _LISTS, prepares=True),
    ),
    rule=Rule(
        words=_(
            "Proposed where between 20 % and 60 % of the buyers buy again: enough habit to reward, and enough people to"
            " win for it."
        ),
        every=(
            Comparison("repeat_purchase_rate", "at_least", 0.2),
            Comparison("repeat_purchase_rate", "at_most", 0.6),
        ),
        cautions=(
            _("Those who would have bought anyway take the reward too: keep a part without it to compare."),
            _("It needs margin: look at lifetime value before promising."),
        ),
    ),
    order=120,
)
