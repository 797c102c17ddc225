"""Condition: the group of recency, frequency and value that was worked out for the customer."""

from django.utils.translation import gettext_lazy as _

from rapport.analytics.segmentation.rfm_groups import GROUPS
from rapport.apps.customers.conditions._traits import SAME, having
from rapport.kernel.conditions import Condition

rfm_group = Condition(
    name="rfm_group",
    title=_("Recency, frequency, value"),
    help=_(
        "How lately, how often and for how much the customer bought in the last twelve months, compared with the"
        " others. Worked out again soon after orders change. Whoever bought nothing is in no group."
    ),
    value_kind="choice",
    predicate=having("rfm_group"),
    group=_("Worked out"),
    operators=SAME,
    is_trait=True,
    fixed_choices=tuple((group.name, group.title) for group in GROUPS),
    order=71,
)
