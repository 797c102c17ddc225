"""Condition: a number in one of the workspace’s own fields."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.conditions._fields import fields_of
from rapport.kernel.conditions import Condition, number_inside

number_field = Condition(
    name="number_field",
    title=_("Number field"),
    help=_("A number in one of your own fields."),
    value_kind="number",
    predicate=lambda scope, test: number_inside(test, "attributes", test.parameters["field"]),
    group=_("Your fields"),
    aspect="field",
    kept_in="attributes",
    aspects=fields_of("number"),
    order=81,
)
