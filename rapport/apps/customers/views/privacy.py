"""What people asked about their data: the requests, one person's data, their erasure; for how long data are kept."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers import operations
from rapport.apps.customers.forms.privacy import ErasureForm, MonthsForm
from rapport.apps.customers.models import Party, PrivacyRequest
from rapport.apps.customers.operations.copying import copy_folder
from rapport.apps.customers.operations.retaining import keep_for, keep_on
from rapport.apps.customers.queries import privacy as queries
from rapport.apps.customers.queries.retention import kind_kept, kinds_kept, would_go
from rapport.kernel.errors import Refused
from rapport.ui.forms import refuse


@page("privacy.manage")
def privacy(request: HttpRequest, member: Member) -> HttpResponse:
    """Every request with its state and until when it is to be answered."""
    found = _shown(member, queries.requests(member))
    return render(request, "customers/privacy.html", {"requests": found, "statistics": queries.statistics(member)})


@page("privacy.manage", methods=("GET", "POST"))
def privacy_request(request: HttpRequest, member: Member, request_id: int) -> HttpResponse:
    """One request and its report; POST tries again what failed."""
    if request.method == "POST":
        operations.try_again(member, request_id)
        return redirect("customers:privacy-request", workspace=member.workspace.slug, request_id=request_id)
    found = queries.request_of(member, request_id)
    context = {
        **_shown(member, [found])[0],
        "lines": queries.report_lines(found),
        "mine": found.requested_by_id == member.pk,
    }
    context["there"] = bool(found.file) and (copy_folder(member.workspace_id) / found.file).is_file()
    template = (
        "customers/privacy/_request.html" if getattr(request, "htmx", False) else "customers/privacy/request.html"
    )
    return render(request, template, context)


@page("privacy.manage")
def copy(request: HttpRequest, member: Member, request_id: int) -> Any:
    """The copy, for the member who asked for it; everybody else is led back to the request, which says so."""
    found = queries.request_of(member, request_id)
    path = copy_folder(member.workspace_id) / found.file
    if found.requested_by_id != member.pk or not found.file or not path.is_file():
        return redirect("customers:privacy-request", workspace=member.workspace.slug, request_id=request_id)
    return FileResponse(path.open("rb"), as_attachment=True, filename=_("personal-data.zip"))


@page("privacy.manage")
def party_privacy(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """What is kept about one person, and what can be done with it."""
    party = _reached(member, party_id)
    found = queries.found_about(member, party)
    asked = _shown(member, queries.requests_about(member, party))
    return render(request, "customers/privacy/person.html", {"party": party, "found": found, "requests": asked})


@page("privacy.manage", methods=("POST",))
def copies(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """Ask for a copy."""
    made = operations.ask_for_copy(member, party_id)
    return redirect("customers:privacy-request", workspace=member.workspace.slug, request_id=made.pk)


@page("privacy.manage", methods=("POST", "DELETE"))
def restriction(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """Use the data no further; DELETE lifts it."""
    if request.method == "DELETE":
        operations.lift_restriction(member, party_id)
        messages.success(request, _("The data may be used again."))
    else:
        operations.restrict(member, party_id)
        messages.success(request, _("Nothing more is sent to this person until you lift it."))
    return redirect("customers:party-privacy", workspace=member.workspace.slug, party_id=party_id)


@page("privacy.manage", methods=("GET", "POST"))
def erasure(request: HttpRequest, member: Member, party_id: int) -> HttpResponse:
    """What would be erased and what stays; POST does it, once the name is typed."""
    party = _reached(member, party_id)
    form = ErasureForm(party.name, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            made = operations.ask_for_erasure(member, party_id, typed=said["typed"], reason=said["reason"])
        except Refused as refused:
            refuse(form, refused)
        else:
            return redirect("customers:privacy-request", workspace=member.workspace.slug, request_id=made.pk)
    context = {"party": party, "found": queries.found_about(member, party), "form": form}
    return render(request, "customers/privacy/erasure.html", context, status=422 if form.errors else 200)


@page("privacy.manage")
def retention(request: HttpRequest, member: Member) -> HttpResponse:
    """Every kind of data that may go by itself."""
    return render(request, "customers/privacy/retention.html", {"kinds": kinds_kept(member)})


@page("privacy.manage", methods=("GET", "POST", "DELETE"))
def retention_rule(request: HttpRequest, member: Member, kind: str) -> HttpResponse:
    """What would go today; POST switches it on, DELETE off."""
    found = kind_kept(member, kind)
    if request.method == "DELETE":
        keep_on(member, kind)
        messages.success(request, _("Switched off. What has gone is gone."))
        return redirect("customers:retention", workspace=member.workspace.slug)
    proposed = found.rule.months if found.rule else found.kind.months
    form = MonthsForm(request.POST or (request.GET if "months" in request.GET else None), initial={"months": proposed})
    months = form.cleaned_data["months"] if form.is_bound and form.is_valid() else proposed
    if request.method == "POST" and form.is_valid():
        keep_for(member, kind, months)
        messages.success(request, _("Switched on. It begins tonight."))
        return redirect("customers:retention", workspace=member.workspace.slug)
    context = {"kept": found, "form": form, "months": months, "found": would_go(member, found.kind, months)}
    return render(request, "customers/privacy/retention_rule.html", context, status=422 if form.errors else 200)


def _reached(member: Member, party_id: int) -> Party:
    return queries.reached(member, party_id)


def _shown(member: Member, asked: Iterable[PrivacyRequest]) -> list[dict[str, Any]]:
    rows = list(asked)
    jobs = queries.jobs_of(member, rows)
    return [
        {"asked": one, "due": queries.due_on(one), "late": queries.is_late(one), "job": jobs.get(one.pk)}
        for one in rows
    ]
