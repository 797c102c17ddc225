"""Source of the timeline: orders."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.sales.timeline_sources._orders import orders_of_kind
from rapport.kernel.timeline import TimelineSource

orders = TimelineSource(
    name="orders",
    title=_("Orders"),
    help=_("What was bought, with the net amount; corrections too."),
    icon="shopping-bag",
    hue="value",
    right="orders.view",
    strands=(orders_of_kind("sale", _("Order")), orders_of_kind("adjustment", _("Adjustment"))),
    topics=("orders",),
    order=1,
)
