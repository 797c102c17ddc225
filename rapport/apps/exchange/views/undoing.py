"""Taking an import back: what that would do, how far it has come, what came of it."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.exchange import operations, queries
from rapport.apps.exchange.views._answers import to, turns
from rapport.kernel.errors import Refused

LISTED = 100


@page("imports.run", methods=("GET", "POST", "DELETE"))
def undo(request: HttpRequest, member: Member, import_id: int) -> HttpResponse:
    """The plan, the progress or the outcome of undoing. POST begins or goes on with it, DELETE stops it."""
    if request.method == "GET":
        return _shown(request, member, import_id, None)
    act = operations.undo_import if request.method == "POST" else operations.stop_undo
    try:
        act(member, import_id)
    except Refused as wrong:
        return _shown(request, member, import_id, wrong)
    return to("undo", member, queries.import_of(member, import_id))


def _shown(request: HttpRequest, member: Member, import_id: int, wrong: Refused | None) -> HttpResponse:
    source = queries.import_of(member, import_id)
    undoing = queries.undo_of(member, source)
    context: dict[str, Any] = {"source": source, "undo": undoing, "wrong": wrong}
    if undoing is None:
        context["plan"] = queries.undo_plan(member, source)
    else:
        left = Paginator(queries.remainders_of(member, undoing), LISTED).get_page(request.GET.get("page"))
        context |= {"left": left, **turns(left)}
    return render(request, "exchange/undo.html", context, status=wrong.status if wrong else 200)
