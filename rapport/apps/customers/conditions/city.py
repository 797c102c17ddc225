"""Condition: the city."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition

city = Condition(
    name="city",
    title=_("City"),
    help=_("The city of the record's address."),
    value_kind="text",
    predicate=lambda scope, test: test.on_text("city"),
    group=_("Where"),
    order=22,
)
