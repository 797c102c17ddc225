"""Condition: the phone number."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition

phone = Condition(
    name="phone",
    title=_("Phone"),
    help=_("The phone number as it was entered."),
    value_kind="text",
    predicate=lambda scope, test: test.on_text("phone"),
    group=_("Contact"),
    order=52,
)
