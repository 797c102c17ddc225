"""Condition: a day in one of the workspace’s own fields."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.conditions._fields import fields_of
from rapport.kernel.conditions import Condition, day_inside

date_field = Condition(
    name="date_field",
    title=_("Date field"),
    help=_("A day in one of your own fields."),
    value_kind="day",
    predicate=lambda scope, test: day_inside(test, "attributes", test.parameters["field"], scope),
    group=_("Your fields"),
    aspect="field",
    kept_in="attributes",
    aspects=fields_of("date"),
    order=83,
)
