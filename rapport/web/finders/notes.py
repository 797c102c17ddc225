"""Finder: notes on records of people and companies, by their words."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy

from rapport.apps.customers.queries.finding import find_notes
from rapport.ui.figures import day
from rapport.web.search.finder import Finder, Found, Search

SHOWN = 90


def _find(search: Search) -> Sequence[Found]:
    slug = search.member.workspace.slug
    return [
        Found(
            Truncator(note.text).chars(SHOWN),
            reverse("customers:party", args=[slug, note.party_id]) + "#party-notes",
            f"{note.party.name} · {day(note.at)}",
        )
        for note in find_notes(search.member, search.words, most=search.most + 1)
    ]


notes = Finder(
    name="notes",
    title=gettext_lazy("Notes on records"),
    help=gettext_lazy("By their words; every one must occur."),
    icon="pencil",
    right="customers.view",
    find=_find,
    order=25,
)
