"""Condition: the size of a company."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition

company_size = Condition(
    name="company_size",
    title=_("Company size"),
    help=_("The size of a company, in the words of your data."),
    value_kind="text",
    predicate=lambda scope, test: test.on_text("company_size"),
    group=_("Company"),
    order=32,
)
