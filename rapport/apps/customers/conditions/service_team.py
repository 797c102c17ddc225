"""Condition: the team that serves them."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.conditions._people import on_key, teams
from rapport.kernel.conditions import Condition

service_team = Condition(
    name="service_team",
    title=_("Service team"),
    help=_("The team that serves them."),
    value_kind="record",
    predicate=on_key("service_team"),
    group=_("Who looks after them"),
    choices=teams,
    order=58,
)
