"""Condition: several of a list, in one of the workspace’s own fields."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.conditions._fields import fields_of
from rapport.kernel.conditions import Condition, set_inside

choices_field = Condition(
    name="choices_field",
    title=_("Field with several choices"),
    help=_("Choices in one of your own fields."),
    value_kind="set",
    predicate=lambda scope, test: set_inside(test, "attributes", test.parameters["field"]),
    group=_("Your fields"),
    aspect="field",
    kept_in="attributes",
    aspects=fields_of("choices"),
    order=86,
)
