"""Condition: person or company."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition

kind = Condition(
    name="kind",
    title=_("Kind"),
    help=_("Whether the record is a person or a company."),
    value_kind="choice",
    predicate=lambda scope, test: test.on_text("kind"),
    group=_("Who"),
    operators=("is", "is_not"),
    fixed_choices=(("person", _("a person")), ("company", _("a company"))),
    order=10,
)
