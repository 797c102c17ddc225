"""Condition: the website."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition

website = Condition(
    name="website",
    title=_("Website"),
    help=_("The address of the website."),
    value_kind="text",
    predicate=lambda scope, test: test.on_text("website"),
    group=_("Contact"),
    order=53,
)
