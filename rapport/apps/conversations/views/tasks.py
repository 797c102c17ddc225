"""Tasks: the lists, one of them, what is done to many."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.apps.accounts.access import page
from rapport.apps.accounts.models import Member
from rapport.apps.conversations import operations, queries
from rapport.apps.conversations.forms import TaskForm
from rapport.apps.conversations.parsers import understood
from rapport.apps.conversations.queries.reach import shown_parties
from rapport.apps.conversations.views._answers import attempted, done, form_page, next_of, party_in, place_of
from rapport.kernel.errors import Refused
from rapport.kernel.ids import number_in

VALUES = {"assign": "owner", "postpone": "days"}


@page("conversations.view")
def tasks(request: HttpRequest, member: Member) -> HttpResponse:
    """The tasks of a view, in pages."""
    wanted = _wanted(request)
    found = queries.list_tasks(member, wanted, cursor=request.GET.get("page", ""))
    about = shown_parties(member, [wanted.party_id]).get(wanted.party_id or 0)
    context = {
        "found": found,
        "wanted": wanted,
        "about": about,
        "views": list(queries.VIEWS.items()),
        "people": queries.colleagues(member),
        "kept": _kept(wanted, with_view=True),
        "kept_beside": _kept(wanted, with_view=False),
        "here": request.get_full_path(),
    }
    return render(request, "conversations/tasks.html", context)


@page("conversations.edit", methods=("GET", "POST"))
def new(request: HttpRequest, member: Member) -> HttpResponse:
    """A new task with everything that can be said of it."""
    party = party_in(request, member)
    form = TaskForm(member, request.POST or None, initial={"owner_id": member.pk})
    made = attempted(
        form, lambda: operations.add_task(member, party_id=party.pk if party else None, **form.cleaned_data)
    )
    if made is not None:
        return done(request, member, _("“%(title)s” is added.") % {"title": made.title})
    return form_page(request, form, title=_("New task"), party=party, may_be_alone=True)


@page("conversations.view")
def task(request: HttpRequest, member: Member, task_id: int) -> HttpResponse:
    """One task."""
    found = queries.task_of(member, task_id)
    return _task(request, found, TaskForm(member, row=found.task))


@page("conversations.edit", methods=("POST", "DELETE"))
def facts(request: HttpRequest, member: Member, task_id: int) -> HttpResponse:
    """POST changes a task, DELETE removes it, which can be undone."""
    found = queries.task_of(member, task_id)
    if request.method == "DELETE":
        place = operations.remove_task(member, task_id)
        return done(request, member, _("The task is removed."), place=place)
    form = TaskForm(member, request.POST)
    changed = attempted(form, lambda: operations.change_task(member, task_id, **form.cleaned_data))
    if changed is not None:
        return done(request, member, _("Saved."), place=place_of(found.task, changed))
    return _task(request, found, form)


@page("conversations.edit", methods=("POST", "DELETE"))
def completion(request: HttpRequest, member: Member, task_id: int) -> HttpResponse:
    """POST says that a task is done, DELETE that it is not."""
    is_done, before = request.method == "POST", queries.task_of(member, task_id).task
    changed = (operations.finish_task if is_done else operations.reopen_task)(member, task_id)
    words = _("“%(title)s” is done.") if is_done else _("“%(title)s” is open again.")
    return done(request, member, words % {"title": changed.title}, place=place_of(before, changed))


@page("conversations.edit", methods=("POST",))
def selection(request: HttpRequest, member: Member) -> HttpResponse:
    """One thing done to the selected tasks."""
    numbers = [number_in(text) for text in request.POST.getlist("task")]
    if not numbers or None in numbers:
        raise Refused(_("Choose some tasks first."), place="task")
    do = request.POST.get("do", "")
    value = number_in(request.POST.get(VALUES.get(do, "")))
    count, place = operations.do_to_tasks(member, [one for one in numbers if one is not None], do, value=value)
    words = ngettext("%(count)s task changed.", "%(count)s tasks changed.", count) % {"count": count}
    return done(request, member, words, place=place if count else 0)


@page("conversations.edit", methods=("POST",))
def line(request: HttpRequest, member: Member) -> HttpResponse:
    """Add a task from a typed line such as "call Ana tomorrow"."""
    said = understood(request.POST.get("line", ""), today=queries.today_of(member))
    party = party_in(request, member)
    owner = None if request.POST.get("owner") == "nobody" else member.pk
    made = operations.add_task(
        member, said.title, kind=said.kind, due_on=said.due_on, owner_id=owner, party_id=party.pk if party else None
    )
    words = _("“%(title)s” is added.") % {"title": made.title}
    return done(request, member, words, place=made.change)


def _task(request: HttpRequest, found: queries.TaskRow, form: TaskForm) -> HttpResponse:
    context = {"found": found, "form": form, "next": next_of(request)}
    return render(request, "conversations/task.html", context, status=422 if form.errors else 200)


def _wanted(request: HttpRequest) -> queries.TaskFilter:
    view = request.GET.get("view", "mine")
    return queries.TaskFilter(
        view=view if view in queries.VIEWS else "mine",
        party_id=number_in(request.GET.get("party")),
        search=request.GET.get("q", "")[:100],
    )


def _kept(wanted: queries.TaskFilter, *, with_view: bool) -> str:
    """What the address already says, for links to other pages and views of the same list."""
    said: dict[str, Any] = {"party": wanted.party_id, "q": wanted.search}
    if with_view:
        said["view"] = wanted.view
    return urlencode({name: value for name, value in said.items() if value})
