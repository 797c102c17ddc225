"""Condition: the number in other systems."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition

external_id = Condition(
    name="external_id",
    title=_("Customer number"),
    help=_("The number your other systems know the record by."),
    value_kind="text",
    predicate=lambda scope, test: test.on_text("external_id"),
    group=_("Who"),
    order=14,
)
