"""Condition: how often somebody did something."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from rapport.apps.tracking.conditions._events import events_named, names_in
from rapport.kernel.conditions import Condition, Scope, Test
from rapport.kernel.conditions.condition import TIME_SPAN
from rapport.kernel.conditions.operators import COMPARISONS


def _predicate(scope: Scope, test: Test) -> Q:
    return test.on_total(test.during(events_named(scope, test), "at", scope), "party", Count("pk"))


event_count = Condition(
    name="event_count",
    title=_("Number of events"),
    help=_("How often somebody did it. Whoever never did has 0: “equals 0” means did not."),
    value_kind="number",
    predicate=_predicate,
    group=_("Events"),
    operators=COMPARISONS,
    parameters=TIME_SPAN,
    aspect="event",
    aspects=names_in,
    order=90,
)
