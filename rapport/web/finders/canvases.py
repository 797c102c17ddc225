"""Finder: canvases, and the notes, evidence and comments on them."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rapport.apps.canvas.queries.search import Hit, Wanted
from rapport.apps.canvas.queries.search import search as search_canvases
from rapport.web.search.finder import Finder, Found, Search


def _find(search: Search) -> Sequence[Found]:
    found = search_canvases(search.member, Wanted(search.text, near=search.near, most=search.most + 1))
    return [Found(hit.text, hit.url, _about(hit, search.near)) for hit in found.hits[: search.most + 1]]


def _about(hit: Hit, near: int | None) -> str:
    """What it is and where: in the canvas one stands before, its place on it, else the canvas."""
    kinds = {
        "canvas": gettext("Canvas"),
        "note": gettext("Note"),
        "evidence": gettext("Evidence"),
        "comment": gettext("Comment"),
    }
    where = hit.place if hit.canvas.pk == near else hit.canvas.title
    return " · ".join(filter(None, [kinds[hit.kind], "" if hit.kind == "canvas" else where]))


def _more(search: Search) -> str:
    asked = {"q": search.text, **({"near": search.near} if search.near else {})}
    return f"{reverse('canvas:search', args=[search.member.workspace.slug])}?{urlencode(asked)}"


canvases = Finder(
    name="canvases",
    title=_("On canvases"),
    help=_("Titles, notes, evidence and comments; every word must occur."),
    icon="squares-2x2",
    right="canvas.view",
    find=_find,
    more=_more,
    order=70,
)
