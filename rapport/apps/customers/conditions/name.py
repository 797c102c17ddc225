"""Condition: the name of a person or company."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition

name = Condition(
    name="name",
    title=_("Name"),
    help=_("The full name of the person or company."),
    value_kind="text",
    predicate=lambda scope, test: test.on_text("name"),
    group=_("Who"),
    order=11,
)
