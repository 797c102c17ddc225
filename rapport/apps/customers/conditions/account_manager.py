"""Condition: the member who looks after the record."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.conditions._people import members, on_key
from rapport.kernel.conditions import Condition

account_manager = Condition(
    name="account_manager",
    title=_("Account manager"),
    help=_("The member who looks after the record."),
    value_kind="record",
    predicate=on_key("account_manager"),
    group=_("Who looks after them"),
    choices=members,
    order=56,
)
