"""Condition: a text or link in one of the workspace’s own fields."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.conditions._fields import fields_of
from rapport.kernel.conditions import Condition, text_inside

text_field = Condition(
    name="text_field",
    title=_("Text field"),
    help=_("A text in one of your own fields."),
    value_kind="text",
    predicate=lambda scope, test: text_inside(test, "attributes", test.parameters["field"]),
    group=_("Your fields"),
    aspect="field",
    kept_in="attributes",
    aspects=fields_of("text", "link"),
    order=80,
)
