"""Condition: the latest CES score."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.feedback.conditions._latest import latest_score
from rapport.kernel.conditions import Condition
from rapport.kernel.conditions.condition import TIME_SPAN

ces_score = Condition(
    name="ces_score",
    title=_("CES score"),
    help=_("The customer's latest effort score, 1 to 7."),
    value_kind="number",
    predicate=lambda scope, test: latest_score(scope, test, "ces"),
    group=_("Feedback"),
    parameters=TIME_SPAN,
    order=72,
)
