"""Condition: when the business first heard of a party."""

from django.utils.translation import gettext_lazy as _

from rapport.kernel.conditions import Condition

first_seen = Condition(
    name="first_seen",
    title=_("First seen"),
    help=_("When you first heard of the person or company."),
    value_kind="date",
    predicate=lambda scope, test: test.on_moment("first_seen_at", scope),
    group=_("Origin"),
    order=42,
)
