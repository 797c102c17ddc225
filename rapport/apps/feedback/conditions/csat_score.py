"""Condition: the latest CSAT score."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.feedback.conditions._latest import latest_score
from rapport.kernel.conditions import Condition
from rapport.kernel.conditions.condition import TIME_SPAN

csat_score = Condition(
    name="csat_score",
    title=_("CSAT score"),
    help=_("The customer's latest satisfaction score, 1 to 5."),
    value_kind="number",
    predicate=lambda scope, test: latest_score(scope, test, "csat"),
    group=_("Feedback"),
    parameters=TIME_SPAN,
    order=71,
)
