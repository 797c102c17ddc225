"""Condition: the postal code."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition

postal_code = Condition(
    name="postal_code",
    title=_("Postal code"),
    help=_("The postal code of the record’s address."),
    value_kind="text",
    predicate=lambda scope, test: test.on_text("postal_code"),
    group=_("Where"),
    order=24,
)
