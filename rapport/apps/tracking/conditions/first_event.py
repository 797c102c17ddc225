"""Condition: when somebody did something for the first time."""

from django.db.models import Min, Q
from django.utils.translation import gettext_lazy as _

from rapport.apps.tracking.conditions._events import events_named, names_in
from rapport.kernel.conditions import Condition, Scope, Test


def _predicate(scope: Scope, test: Test) -> Q:
    return test.on_moment_of(events_named(scope, test), "party", Min("at"), scope)


first_event = Condition(
    name="first_event",
    title=_("First time of an event"),
    help=_("The day of the first one. Not known for whoever never did it."),
    value_kind="date",
    predicate=_predicate,
    group=_("Events"),
    aspect="event",
    aspects=names_in,
    order=91,
)
