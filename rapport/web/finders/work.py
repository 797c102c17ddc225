"""Finder: tasks, calls and meetings by words of their titles."""

from collections.abc import Sequence
from itertools import chain

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy

from rapport.apps.conversations.models import Call, Meeting, Task
from rapport.apps.conversations.queries.addresses import address_of
from rapport.apps.conversations.queries.finding import find_talks, find_tasks
from rapport.web.search.finder import Finder, Found, Search


def _find(search: Search) -> Sequence[Found]:
    tasks = find_tasks(search.member, search.words, most=search.most + 1)
    talks = find_talks(search.member, search.words, most=search.most + 1)
    return [_found(search, row) for row in chain(tasks, talks)][: search.most + 1]


def _found(search: Search, row: Task | Call | Meeting) -> Found:
    kind = str(row._meta.model_name)
    return Found(str(row), address_of(search.member.workspace.slug, kind, row.pk), _about(row))


def _about(row: Task | Call | Meeting) -> str:
    if isinstance(row, Task):
        day = date_format(row.due_on) if row.due_on else ""
        return " · ".join(word for word in (gettext("Done") if row.done_at else gettext("Task"), day) if word)
    at, word = (row.at, gettext("Call")) if isinstance(row, Call) else (row.starts_at, gettext("Meeting"))
    return f"{word} · {date_format(localtime(at).date())}"


work = Finder(
    name="work",
    title=gettext_lazy("Tasks, calls and meetings"),
    help=gettext_lazy("By words of the title."),
    icon="check-circle",
    right="conversations.view",
    find=_find,
    order=45,
)
