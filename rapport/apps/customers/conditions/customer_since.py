"""Condition: when a party first bought."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition

customer_since = Condition(
    name="customer_since",
    title=_("Customer since"),
    help=_("When the person or company first bought."),
    value_kind="date",
    predicate=lambda scope, test: test.on_moment("acquired_at", scope),
    group=_("Origin"),
    order=43,
)
