"""Pages of imports: the list, and the way of a file from upload to report."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.exchange import operations, queries
from rapport.apps.exchange.forms import UploadForm, chosen_mapping, chosen_options
from rapport.apps.exchange.importers import grouped, importers, kind_title
from rapport.apps.exchange.models import Import
from rapport.apps.exchange.views._answers import address, to, turns
from rapport.kernel.errors import Refused

LISTED = 30


@page("imports.run")
def imports(request: HttpRequest, member: Member) -> HttpResponse:
    """All imports, newest first."""
    found = Paginator(queries.imports_of(member), LISTED).get_page(request.GET.get("page"))
    listed = [(source, kind_title(source.kind)) for source in found]
    return render(request, "exchange/imports.html", {"imports": found, "listed": listed, **turns(found)})


@page("imports.run", methods=("GET", "POST"))
def new_import(request: HttpRequest, member: Member) -> HttpResponse:
    """Choose a file."""
    if request.method == "GET":
        return _upload(request, UploadForm(initial={"kind": request.GET.get("kind", "")}))
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload(request, form, status=422)
    file = form.cleaned_data["file"]
    try:
        received = operations.receive_file(
            member, name=file.name, content=file.chunks(), kind=form.cleaned_data["kind"]
        )
    except Refused as refused:
        form.add_error("file", refused.message)
        return _upload(request, form, status=422)
    return to("columns", member, received)


@page("imports.run", methods=("GET", "DELETE"))
def one_import(request: HttpRequest, member: Member, import_id: int) -> HttpResponse:
    """Where the import stands: its columns while it is a draft, its progress, its report. DELETE discards a draft."""
    if request.method == "DELETE":
        operations.discard_import(member, import_id)
        return redirect("exchange:imports", member.workspace.slug)
    source = queries.import_of(member, import_id)
    if source.is_draft:
        return to("preview" if source.trial else "columns", member, source)
    if source.is_at_work:
        return render(request, "exchange/progress.html", _progress(source))
    context = {"source": source, "report": queries.report_of(member, source), "step": 4}
    context["undo"] = queries.undo_of(member, source)
    return render(request, "exchange/report.html", context)


@page("imports.run", methods=("POST",))
def kind(request: HttpRequest, member: Member, import_id: int) -> HttpResponse:
    """Read the file as something else."""
    return to("columns", member, operations.change_kind(member, import_id, request.POST.get("kind", "")))


@page("imports.run", methods=("GET", "POST"))
def columns(request: HttpRequest, member: Member, import_id: int) -> HttpResponse:
    """Match columns and fields."""
    source = queries.import_of(member, import_id)
    if not source.is_draft:
        return to("import", member, source)
    if request.method == "GET":
        return _columns(request, member, source)
    mapping, options = chosen_mapping(request.POST), chosen_options(request.POST)
    try:
        operations.choose_mapping(member, import_id, mapping=mapping, options=options)
    except Refused as refused:
        source.options = {**source.options, **options}
        return _columns(request, member, source, mapping=mapping, refusal=refused)
    return to("preview", member, source)


@page("imports.run", methods=("POST",))
def own_field(request: HttpRequest, member: Member, import_id: int) -> HttpResponse:
    """Make a field of the workspace's own of a column."""
    column, kind = request.POST.get("column", ""), request.POST.get("kind", "")
    try:
        source = operations.keep_column(member, import_id, column=column, kind=kind)
    except Refused as refused:
        return _columns(request, member, queries.import_of(member, import_id), refusal=refused)
    return to("columns", member, source)


@page("imports.run")
def preview(request: HttpRequest, member: Member, import_id: int) -> HttpResponse:
    """The first rows as they would be read."""
    source = queries.import_of(member, import_id)
    if not source.is_draft:
        return to("import", member, source)
    try:
        shown = queries.preview_of(member, source)
    except Refused as refused:
        return _columns(request, member, source, refusal=refused)
    return render(request, "exchange/preview.html", {"source": source, "preview": shown, "step": 3})


@page("imports.run", methods=("POST",))
def check(request: HttpRequest, member: Member, import_id: int) -> HttpResponse:
    """Judge all rows without writing."""
    return to("import", member, operations.check_import(member, import_id))


@page("imports.run", methods=("POST",))
def start(request: HttpRequest, member: Member, import_id: int) -> HttpResponse:
    """Begin to import."""
    return to("import", member, operations.start_import(member, import_id))


@page("imports.run")
def progress(request: HttpRequest, member: Member, import_id: int) -> HttpResponse:
    """How far the import has come; when it is over, the browser is sent to what came of it."""
    source = queries.import_of(member, import_id)
    if not source.is_at_work:
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = address("import", member, source)
        return answer
    return render(request, "exchange/_progress.html", _progress(source))


@page("imports.run", methods=("POST",))
def cancellation(request: HttpRequest, member: Member, import_id: int) -> HttpResponse:
    """Stop an import that is at work."""
    return to("import", member, operations.cancel_import(member, import_id))


@page("imports.run", methods=("POST",))
def reopening(request: HttpRequest, member: Member, import_id: int) -> HttpResponse:
    """Set an import up again that had stopped."""
    return to("columns", member, operations.reopen_import(member, import_id))


def _upload(request: HttpRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "groups": grouped(), "step": 1}
    return render(request, "exchange/new_import.html", context, status=status)


def _columns(
    request: HttpRequest,
    member: Member,
    source: Import,
    *,
    mapping: dict[str, str] | None = None,
    refusal: Refused | None = None,
) -> HttpResponse:
    sheet = queries.mapping_sheet(member, source, mapping=mapping)
    context = {"source": source, "sheet": sheet, "refusal": refusal, "groups": grouped(), "step": 2}
    return render(request, "exchange/columns.html", context, status=refusal.status if refusal else 200)


def _progress(source: Import) -> dict[str, object]:
    checking = source.status == Import.Status.CHECKING
    return {
        "source": source,
        "checking": checking,
        "importer": importers.get(source.kind),
        "step": 3 if checking else 4,
    }
