"""Condition: the language somebody is spoken to in."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition

language = Condition(
    name="language",
    title=_("Language"),
    help=_("The language they are spoken to in, as a code such as en or pt-BR."),
    value_kind="text",
    predicate=lambda scope, test: test.on_text("language"),
    group=_("Contact"),
    order=54,
)
