"""The log and the background work of a workspace."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.activity import queries
from rapport.kernel.clock import now
from rapport.kernel.sheets import CONTENT_TYPES
from rapport.web.activity import operations
from rapport.web.activity.forms import FilterForm
from rapport.web.activity.reach import seen_in_log, told_to
from rapport.web.activity.situation import situation_of
from rapport.web.activity.words import entry


@page("activity.view")
def log(request: HttpRequest, member: Member) -> HttpResponse:
    """What happened in the workspace, newest first."""
    form = FilterForm(request.GET or None, member)
    filters = form.filters() if form.is_bound else queries.Filters()
    found = queries.log_of(member, filters, within=seen_in_log(member), cursor=request.GET.get("at", ""))
    context = {
        "form": form,
        "entries": [entry(record, told_to(member, record.details)) for record in found.rows],
        "is_filtered": form.is_bound and any(request.GET.get(name) for name in form.fields),
        "next_url": _with_cursor(request, found.next),
        "previous_url": _with_cursor(request, found.previous),
        "chain": queries.last_check(member),
        "refreshes": not request.GET.get("at"),
    }
    return render(request, "activity/_entries.html" if _is_refresh(request) else "activity/log.html", context)


@page("jobs.manage", methods=("POST",))
def check(request: HttpRequest, member: Member) -> HttpResponse:
    """Look at every seal of the log, in the background."""
    operations.ask_for_check(member)
    messages.success(request, _("The log is being checked. What was found stands here when it is done."))
    return redirect("activity:log", member.workspace.slug)


@page("exports.run", methods=("POST",))
def log_file(request: HttpRequest, member: Member) -> Any:
    """The log as CSV, with the filters of the page."""
    form = FilterForm(request.GET or None, member)
    filters = form.filters() if form.is_bound else queries.Filters()
    answer = StreamingHttpResponse(operations.export_log(member, filters), content_type=CONTENT_TYPES["csv"])
    answer["Content-Disposition"] = f'attachment; filename="{member.workspace.slug}-log-{now():%Y-%m-%d}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


@page("jobs.view")
def jobs(request: HttpRequest, member: Member) -> HttpResponse:
    """What is being done in the background, what was, and how the followers of the log fare."""
    context = {"situation": situation_of(member)}
    return render(request, "activity/_situation.html" if _is_refresh(request) else "activity/jobs.html", context)


@page("jobs.manage", methods=("POST",))
def cancellation(request: HttpRequest, member: Member, job_id: int) -> HttpResponse:
    """Stop a job."""
    job = operations.stop_job(member, job_id)
    messages.success(
        request, f"“{job.title}” is being stopped." if job.status == "running" else f"“{job.title}” is cancelled."
    )
    return redirect("activity:jobs", member.workspace.slug)


@page("jobs.manage", methods=("POST",))
def repetition(request: HttpRequest, member: Member, job_id: int) -> HttpResponse:
    """Try a failed or cancelled job again."""
    job = operations.repeat_job(member, job_id)
    if job is not None:
        messages.success(request, f"“{job.title}” is tried again.")
    return redirect("activity:jobs", member.workspace.slug)


def _is_refresh(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _with_cursor(request: HttpRequest, cursor: str) -> str:
    asked: dict[str, Any] = {name: value for name, value in request.GET.items() if value and name != "at"}
    return f"?{urlencode({**asked, 'at': cursor})}" if cursor else ""
