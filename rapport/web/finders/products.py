"""Finder: products by name or article number."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rapport.apps.sales.queries import products_named
from rapport.web.search.finder import Finder, Found, Search


def _find(search: Search) -> Sequence[Found]:
    address = reverse("sales:products", args=[search.member.workspace.slug])
    return [
        Found(product.name, f"{address}?{urlencode({'q': product.sku})}", product.sku)
        for product in products_named(search.member, search.text, most=search.most + 1)
    ]


products = Finder(
    name="products",
    title=_("Products"),
    help=_("By any part of the name, or the beginning of the article number."),
    icon="cube",
    right="orders.view",
    find=_find,
    order=60,
)
