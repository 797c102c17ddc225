"""Asking every finder."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapport.apps.accounts.models import Member
from rapport.catalogue import Catalogue
from rapport.web.search.finder import Finder, Found, Search

finders: Catalogue[Finder] = Catalogue("rapport.web.finders", Finder)


@dataclass(frozen=True, slots=True)
class Group:
    """What one finder found; `has_more` where there is more than is shown, `more_url` where all of it is."""

    finder: Finder
    hits: Sequence[Found]
    has_more: bool
    more_url: str


def found_for(member: Member, text: str, *, most: int, near: int | None = None) -> list[Group]:
    """What the member may see of what they look for, by kind; kinds of which nothing was found are left out."""
    search = Search(member, text, most, near)
    if not search.words:
        return []
    groups = [_group(finder, search) for finder in finders if member.may(finder.right)]
    found = [group for group in groups if group.hits]
    # From a canvas one looks first for what stands on canvases.
    return sorted(found, key=lambda group: group.finder.name != "canvases") if near else found


def _group(finder: Finder, search: Search) -> Group:
    hits = list(finder.find(search))
    more = finder.more(search) if finder.more else ""
    return Group(finder, hits[: search.most], len(hits) > search.most, more)
