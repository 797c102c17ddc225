"""Watched folders: which there are, how they fare, and new ones."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.exchange import operations, queries
from rapport.apps.exchange.forms import FolderForm
from rapport.apps.exchange.importers import kind_title
from rapport.kernel.errors import Refused
from rapport.ui.forms import refuse


@page("imports.run", methods=("GET", "POST"))
def folders(request: HttpRequest, member: Member) -> HttpResponse:
    """All watched folders. POST adds one."""
    form = FolderForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _listed(request, member, form, 422 if request.method == "POST" else 200)
    try:
        operations.watch_folder(member, **form.cleaned_data)
    except Refused as refused:
        refuse(form, refused)
        return _listed(request, member, form, refused.status)
    return redirect("exchange:folders", member.workspace.slug)


@page("imports.run", methods=("DELETE",))
def folder(request: HttpRequest, member: Member, folder_id: int) -> HttpResponse:
    """Watch a folder no more."""
    operations.forget_folder(member, folder_id)
    return redirect("exchange:folders", member.workspace.slug)


@page("imports.run", methods=("POST", "DELETE"))
def pause(request: HttpRequest, member: Member, folder_id: int) -> HttpResponse:
    """POST leaves the folder alone for now, DELETE reads it again."""
    act = operations.pause_folder if request.method == "POST" else operations.resume_folder
    act(member, folder_id)
    return redirect("exchange:folders", member.workspace.slug)


def _listed(request: HttpRequest, member: Member, form: FolderForm, status: int) -> HttpResponse:
    place = f"{settings.WATCH_FOLDER}/{member.workspace.slug}" if settings.WATCH_FOLDER else ""
    listed = [(folder, kind_title(folder.kind)) for folder in queries.folders_of(member)]
    context = {"folders": listed, "form": form, "place": place}
    return render(request, "exchange/folders.html", context, status=status)
