"""Condition: when the latest answer came."""

from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition, Scope, Test


def _predicate(scope: Scope, test: Test) -> Q:
    return test.on_moment_of(scope.rows("feedback.Response"), "customer", Max("at"), scope)


last_response = Condition(
    name="last_response",
    title=_("Latest answer"),
    help=_("The date of the latest survey answer. Not known for whoever never answered."),
    value_kind="date",
    predicate=_predicate,
    group=_("Feedback"),
    order=74,
)
