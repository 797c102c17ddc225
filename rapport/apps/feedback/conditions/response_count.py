"""Condition: how many answers."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition, Scope, Test
from rapport.kernel.conditions.condition import TIME_SPAN
from rapport.kernel.conditions.operators import COMPARISONS


def _predicate(scope: Scope, test: Test) -> Q:
    answers = test.during(scope.rows("feedback.Response"), "at", scope)
    return test.on_total(answers, "customer", Count("pk"))


response_count = Condition(
    name="response_count",
    title=_("Number of answers"),
    help=_("Survey answers of any kind. Whoever never answered has 0."),
    value_kind="number",
    predicate=_predicate,
    group=_("Feedback"),
    operators=COMPARISONS,
    parameters=TIME_SPAN,
    order=73,
)
