"""Condition: the e-mail address."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition

email = Condition(
    name="email",
    title=_("E-mail address"),
    help=_("The address to write to. Use “is known” for everybody who can be written to."),
    value_kind="text",
    predicate=lambda scope, test: test.on_text("email"),
    group=_("Contact"),
    order=51,
)
