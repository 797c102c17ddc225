"""Finder: segments by name."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rapport.apps.customers.queries.segments import named_segments
from rapport.web.search.finder import Finder, Found, Search


def _find(search: Search) -> Sequence[Found]:
    slug = search.member.workspace.slug
    fitting = search.named(named_segments(search.member), lambda one: str(one[1]))
    return [Found(name, reverse("customers:segment", args=[slug, key])) for key, name in fitting]


segments = Finder(
    name="segments",
    title=_("Segments"),
    help=_("By any part of the name."),
    icon="user-group",
    right="segments.view",
    find=_find,
    order=30,
)
