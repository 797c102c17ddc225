"""Source of the timeline: refunds."""

from django.utils.translation import gettext_lazy as _

from rapport.apps.sales.timeline_sources._orders import orders_of_kind
from rapport.kernel.timeline import TimelineSource

refunds = TimelineSource(
    name="refunds",
    title=_("Refunds"),
    help=_("What was taken back."),
    icon="receipt-refund",
    hue="pain",
    right="orders.view",
    strands=(orders_of_kind("refund", _("Refund")),),
    topics=("orders",),
    order=2,
)
