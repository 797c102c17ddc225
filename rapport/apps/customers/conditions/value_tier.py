"""Condition: the value tier that was worked out for the customer."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.conditions._traits import SAME, having
from rapport.kernel.conditions import Condition

value_tier = Condition(
    name="value_tier",
    title=_("Value tier"),
    help=_(
        "By revenue of the last twelve months, the best first: the top tier brings the first half of it, the middle"
        " tier the next 30 %, the base the rest. Worked out again soon after orders change. Whoever bought nothing is"
        " in no tier."
    ),
    value_kind="choice",
    predicate=having("value_tier"),
    group=_("Worked out"),
    operators=SAME,
    is_trait=True,
    fixed_choices=(("top", _("Top")), ("middle", _("Middle")), ("base", _("Base"))),
    order=72,
)
