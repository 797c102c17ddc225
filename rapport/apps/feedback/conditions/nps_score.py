"""Condition: the latest NPS score."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.feedback.conditions._latest import latest_score
from rapport.kernel.conditions import Condition
from rapport.kernel.conditions.condition import TIME_SPAN

nps_score = Condition(
    name="nps_score",
    title=_("NPS score"),
    help=_(
        "The customer's latest answer to “would you recommend us”, 0 to 10. Promoters give 9 or 10, detractors 0 to 6."
    ),
    value_kind="number",
    predicate=lambda scope, test: latest_score(scope, test, "nps"),
    group=_("Feedback"),
    parameters=TIME_SPAN,
    order=70,
)
