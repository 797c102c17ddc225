"""One thing for many records: those ticked, or all that the list means."""

from io import BytesIO
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.customers.forms.lists import Asked, selection
from rapport.apps.customers.operations import create_segment
from rapport.apps.customers.operations.bulk import Doing
from rapport.apps.customers.operations.bulk_jobs import AT_ONCE, do_later, do_now, undo_later, undo_now
from rapport.apps.customers.operations.exporting import export_folder, export_later, export_list, fits_at_once
from rapport.apps.customers.queries.bulk import background_of, choices_of
from rapport.apps.customers.queries.columns import columns_for
from rapport.apps.customers.queries.lists import PartyFilter, ids_in_order
from rapport.apps.customers.views.asking import asked_of
from rapport.kernel import jobs
from rapport.kernel.errors import Missing, Refused
from rapport.kernel.sheets import CONTENT_TYPES, FORMS, Form


@page("customers.edit", methods=("POST",))
def selected(request: HttpRequest, member: Member) -> HttpResponse:
    """Do something to the records that were ticked, or to all that match."""
    asked, wanted = _selection(request, member)
    do = request.POST.get("do", "")
    if do == "segment":
        return _made_segment(request, member, wanted)
    return _done(request, member, asked, wanted, _doing(request.POST, do))


@page("exports.run", methods=("POST",))
def exported(request: HttpRequest, member: Member) -> Any:
    """The ticked records, or all that match, as a file: at once where they are few, else in the background."""
    asked, wanted = _selection(request, member)
    form = request.POST.get("form", "csv")
    if form not in FORMS:
        raise Refused(_("A list is exported as CSV or Excel."), place="form")
    name = slugify(asked.view.name if asked.view else "") or "customers"
    if not fits_at_once(member, wanted):
        job = export_later(member, wanted=wanted, columns=asked.columns, form=form, name=name)  # type: ignore[arg-type]
        return redirect("customers:work", workspace=member.workspace.slug, work_id=job.pk)
    file = BytesIO()
    export_list(member, file, wanted=wanted, columns=asked.columns, form=form)  # type: ignore[arg-type]
    file.seek(0)
    return _download(file, f"{name}.{form}", form)  # type: ignore[arg-type]


@page("customers.view")
def work(request: HttpRequest, member: Member, work_id: int) -> HttpResponse:
    """How far something for many records is, and what it did."""
    found = background_of(member, work_id)
    template = "customers/bulk/_work.html" if getattr(request, "htmx", False) else "customers/bulk.html"
    return render(request, template, {"work": found})


@page("customers.view", methods=("POST",))
def cancellation(request: HttpRequest, member: Member, work_id: int) -> HttpResponse:
    """Stop it; what is done stays, and can be undone."""
    found = background_of(member, work_id)
    jobs.cancel(found.job, by=str(member))
    return redirect("customers:work", workspace=member.workspace.slug, work_id=work_id)


@page("customers.edit", methods=("POST",))
def undoing(request: HttpRequest, member: Member, token: str) -> HttpResponse:
    """Undo what was done to many records: of a few at once, of many in the background."""
    if request.GET.get("few"):
        back, kept = undo_now(member, token)
        messages.success(request, _undone(back, kept))
        return HttpResponse(status=204) if getattr(request, "htmx", False) else _to_list(member, "")
    job = undo_later(member, token)
    return redirect("customers:work", workspace=member.workspace.slug, work_id=job.pk)


@page("customers.edit")
def value(request: HttpRequest, member: Member) -> HttpResponse:
    """The field to type or choose a value in, for what many records are to be given."""
    wanted = request.GET.get("field", "")
    column = next((one for one in columns_for(member).values() if wanted and one.fact == wanted), None)
    choices = choices_of(member, column) if column else []
    return render(request, "customers/bulk/_value.html", {"column": column, "choices": choices})


@page("exports.run")
def export_file(request: HttpRequest, member: Member, work_id: int) -> Any:
    """The file that an export made; kept for a day."""
    found = background_of(member, work_id)
    name = Path(str((found.result or {}).get("file", ""))).name
    path = export_folder(member.workspace_id) / name
    if not name or not path.is_file():
        raise Missing(_("This file is no longer kept. Export the list again."))
    return _download(path.open("rb"), found.result["name"], found.form)


def _selection(request: HttpRequest, member: Member) -> tuple[Asked, PartyFilter]:
    asked = asked_of(member, QueryDict(request.POST.get("list", "")))
    wanted = selection(request.POST, asked)
    if wanted.ids == ():
        raise Refused(_("Select at least one record first."), place="party")
    return asked, wanted


def _doing(posted: QueryDict, do: str) -> Doing:
    if do in ("tag", "untag"):
        return Doing(do, value=posted.get("word", ""))
    if do in ("join", "leave"):
        return Doing(do, value=posted.get("segment_id", ""))
    if do.startswith("consent-"):
        return Doing("consent", value=_answer(posted, do.removeprefix("consent-")))
    if do == "owner":
        return Doing("edit", field="account_manager_id", value=posted.get("member_id", ""))
    if do == "edit":
        return Doing(do, field=posted.get("field", ""), value=posted.get("value", "").strip())
    return Doing(do)


def _answer(posted: QueryDict, state: str) -> dict[str, Any]:
    return {
        "purpose": posted.get("consent_purpose", ""),
        "channels": posted.getlist("consent_channel"),
        "state": state,
        "source": posted.get("consent_source", ""),
    }


def _done(request: HttpRequest, member: Member, asked: Asked, wanted: PartyFilter, doing: Doing) -> HttpResponse:
    if wanted.ids is None or len(wanted.ids) > AT_ONCE:
        job = do_later(member, wanted, doing, title=_title(doing))
        return redirect("customers:work", workspace=member.workspace.slug, work_id=job.pk)
    token, changed = do_now(member, wanted, doing)
    words = ngettext("%(count)d record changed.", "%(count)d records changed.", changed) % {"count": changed}
    undo = f"{reverse('customers:undoing', args=[member.workspace.slug, token])}?few=1" if changed else ""
    messages.success(request, words, extra_tags=undo)
    return _to_list(member, asked.query)


def _title(doing: Doing) -> str:
    words = {
        "edit": _("Change a field of many records"),
        "tag": _("Put a tag on many records"),
        "untag": _("Take a tag off many records"),
        "archive": _("Archive many records"),
        "restore": _("Bring many records back"),
        "join": _("Put many records into a segment"),
        "leave": _("Take many records out of a segment"),
        "consent": _("Record what many people allow"),
    }
    return words.get(doing.do, _("Change many records"))


def _undone(back: int, kept: int) -> str:
    words = ngettext("%(count)d record is as before.", "%(count)d records are as before.", back) % {"count": back}
    if kept:
        words += " " + ngettext(
            "%(count)d was changed since and stays.", "%(count)d were changed since and stay.", kept
        ) % {"count": kept}
    return words


def _made_segment(request: HttpRequest, member: Member, wanted: PartyFilter) -> HttpResponse:
    made = create_segment(member, name=request.POST.get("segment_name", ""), party_ids=ids_in_order(member, wanted))
    messages.success(request, _("“%(name)s” is made.") % {"name": made.name})
    return redirect("customers:segment", workspace=member.workspace.slug, segment_id=made.pk)


def _download(file: Any, name: str, form: Form) -> FileResponse:
    return FileResponse(file, as_attachment=True, filename=name, content_type=CONTENT_TYPES[form])


def _to_list(member: Member, query: str) -> HttpResponse:
    return redirect(f"{reverse('customers:parties', args=[member.workspace.slug])}?{query}")
