"""Condition: the gender a person gave."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition

gender = Condition(
    name="gender",
    title=_("Gender"),
    help=_("As given by the person; empty where not given."),
    value_kind="text",
    predicate=lambda scope, test: test.on_text("gender"),
    group=_("Who"),
    order=13,
)
