"""Condition: one of a list, in one of the workspace’s own fields."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.conditions._fields import fields_of
from rapport.kernel.conditions import Condition, text_inside

choice_field = Condition(
    name="choice_field",
    title=_("Choice field"),
    help=_("A choice in one of your own fields."),
    value_kind="choice",
    predicate=lambda scope, test: text_inside(test, "attributes", test.parameters["field"]),
    group=_("Your fields"),
    aspect="field",
    kept_in="attributes",
    aspects=fields_of("choice"),
    order=85,
)
