"""Finder: orders by the beginning of their number."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from rapport.apps.sales.queries import orders_numbered
from rapport.web.search.finder import Finder, Found, Search


def _find(search: Search) -> Sequence[Found]:
    slug = search.member.workspace.slug
    return [
        Found(
            order.number,
            reverse("sales:order", args=[slug, order.pk]),
            " · ".join([date_format(localtime(order.at).date()), *([order.customer.name] if order.customer else [])]),
        )
        for order in orders_numbered(search.member, search.text, most=search.most + 1)
    ]


orders = Finder(
    name="orders",
    title=_("Orders"),
    help=_("By the beginning of the order number."),
    icon="shopping-bag",
    right="orders.view",
    find=_find,
    order=50,
)
