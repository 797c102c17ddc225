"""Condition: the industry of a company."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition

industry = Condition(
    name="industry",
    title=_("Industry"),
    help=_("The industry of a company."),
    value_kind="text",
    predicate=lambda scope, test: test.on_text("industry"),
    group=_("Company"),
    order=31,
)
