"""Condition: the member who sells to them."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.conditions._people import members, on_key
from rapport.kernel.conditions import Condition

sales_rep = Condition(
    name="sales_rep",
    title=_("Sales rep"),
    help=_("The member who sells to them."),
    value_kind="record",
    predicate=on_key("sales_rep"),
    group=_("Who looks after them"),
    choices=members,
    order=57,
)
