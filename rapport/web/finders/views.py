"""Finder: saved views of the list of customers by name."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.queries.saved_views import saved_views
from rapport.web.search.finder import Finder, Found, Search


def _find(search: Search) -> Sequence[Found]:
    address = reverse("customers:parties", args=[search.member.workspace.slug])
    fitting = search.named(saved_views(search.member), lambda view: str(view.name))
    return [Found(view.name, f"{address}?view={view.pk}") for view in fitting]


views = Finder(
    name="views",
    title=_("Views of customers"),
    help=_("Your own views and shared ones, by any part of the name."),
    icon="funnel",
    right="customers.view",
    find=_find,
    order=40,
)
