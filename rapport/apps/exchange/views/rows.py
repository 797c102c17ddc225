"""The refused rows of an import: looked at, put right, checked again, imported, taken home."""

from collections import defaultdict

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.exchange import operations, queries
from rapport.apps.exchange.views._answers import address, to, turns
from rapport.kernel.errors import Refused

LISTED = 50


@page("imports.run", methods=("GET", "POST"))
def refused(request: HttpRequest, member: Member, import_id: int) -> HttpResponse:
    """The refused rows as a grid. POST keeps what was written into it and checks these rows again."""
    source = queries.import_of(member, import_id)
    if request.method == "POST":
        try:
            good = operations.correct_rows(member, import_id, _cells(request.POST))
        except Refused as wrong:
            return _grid(request, member, import_id, wrong)
        words = ngettext("%(n)d row is good now.", "%(n)d rows are good now.", good) % {"n": good}
        messages.success(request, words if good else gettext("None of these rows is good yet."))
        return redirect(f"{address('refused', member, source)}?page={request.GET.get('page', '1')}")
    return _grid(request, member, import_id, None)


@page("imports.run", methods=("POST",))
def corrections(request: HttpRequest, member: Member, import_id: int) -> HttpResponse:
    """Import the rows that are good now."""
    try:
        return to("import", member, operations.import_corrected(member, import_id))
    except Refused as wrong:
        return _grid(request, member, import_id, wrong)


@page("imports.run")
def refused_csv(request: HttpRequest, member: Member, import_id: int) -> HttpResponse:
    """The refused rows as a file."""
    source = queries.import_of(member, import_id)
    answer = HttpResponse(queries.refused_file(member, source), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="refused-rows-{source.pk}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def _grid(request: HttpRequest, member: Member, import_id: int, wrong: Refused | None) -> HttpResponse:
    source = queries.import_of(member, import_id)
    rows = Paginator(queries.open_issues_of(member, source), LISTED).get_page(request.GET.get("page"))
    context = {
        "source": source,
        "issues": rows,
        "grid": queries.grid_of(source, rows.object_list),
        "good": queries.good_issues(member, source),
        "wrong": wrong,
        **turns(rows),
    }
    return render(request, "exchange/refused.html", context, status=wrong.status if wrong else 200)


def _cells(sent: QueryDict) -> dict[int, dict[int, str]]:
    """The cells that were sent: fields named `cell.<row>.<column>`."""
    cells: dict[int, dict[int, str]] = defaultdict(dict)
    for name in sent:
        parts = name.split(".")
        if len(parts) == 3 and parts[0] == "cell" and all(part.isdigit() and len(part) < 16 for part in parts[1:]):
            cells[int(parts[1])][int(parts[2])] = str(sent[name])
    return dict(cells)
