"""Condition: the street."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition

street = Condition(
    name="street",
    title=_("Street"),
    help=_("The street of the record’s address, with the number of the house."),
    value_kind="text",
    predicate=lambda scope, test: test.on_text("street"),
    group=_("Where"),
    order=23,
)
