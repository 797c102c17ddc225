"""Finder: pages to go to and things to begin, by their names."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rapport.web.navigation import PLACES
from rapport.web.search.finder import Finder, Found, Search

BEGINNINGS = [
    (_("New person"), "customers:new-party", "", "customers.edit"),
    (_("New company"), "customers:new-party", "?kind=company", "customers.edit"),
    (_("New segment"), "customers:new-segment", "", "segments.edit"),
    (_("New canvas"), "canvas:new", "", "canvas.edit"),
    (_("Import a file"), "exchange:imports", "", "imports.run"),
    (_("Filter customers by a rule"), "customers:filter", "", "customers.view"),
    (_("Background jobs"), "activity:jobs", "", "jobs.view"),
    (_("Log of the workspace"), "activity:log", "", "activity.view"),
    (_("Notifications"), "accounts:notifications", "", "activity.view"),
]


def _find(search: Search) -> Sequence[Found]:
    member, slug = search.member, search.member.workspace.slug
    goals = [(gettext("Go to %(place)s") % {"place": one.label}, one.route, "", one.right) for one in PLACES]
    allowed = [one for one in [*BEGINNINGS, *goals] if member.may(one[3])]
    fitting = search.named(allowed, lambda one: str(one[0]))
    return [Found(str(title), reverse(route, args=[slug]) + query) for title, route, query, _right in fitting]


places = Finder(
    name="places",
    title=_("Pages and commands"),
    help=_("“New person”, “Import a file”, “Go to Segments” …"),
    icon="arrow-right-circle",
    right="activity.view",
    find=_find,
    order=90,
)
