"""Condition: how a party came."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition

acquisition_channel = Condition(
    name="acquisition_channel",
    title=_("Acquisition channel"),
    help=_("How the person or company first came to you."),
    value_kind="text",
    predicate=lambda scope, test: test.on_text("acquisition_channel"),
    group=_("Origin"),
    order=41,
)
