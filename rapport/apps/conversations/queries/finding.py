"""Tasks, calls and meetings by words of their titles."""

from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.conversations.models import Call, Meeting, Task
from rapport.apps.conversations.queries.reach import VIEW, reached_meetings, reached_rows
from rapport.apps.conversations.queries.tasks import tasks_for


def find_tasks(member: Member, words: list[str], *, most: int) -> list[Task]:
    """Tasks whose title holds every word, open ones first, the latest first."""
    rows = _holding(tasks_for(member), "title", words)
    return list(rows.order_by("done_at", "-pk")[:most]) if words else []


def find_talks(member: Member, words: list[str], *, most: int) -> list[Call | Meeting]:
    """Calls and meetings whose subject holds every word, the latest first."""
    member.require(VIEW)
    if not words:
        return []
    calls = Call.objects.of(member).filter(reached_rows(member, VIEW, carers=("member",)))
    meetings = Meeting.objects.of(member).filter(reached_meetings(member, VIEW))
    found: list[Call | Meeting] = [*_holding(calls, "subject", words).order_by("-at")[:most]]
    found += _holding(meetings, "subject", words).order_by("-starts_at")[:most]
    return sorted(found, key=lambda one: one.at if isinstance(one, Call) else one.starts_at, reverse=True)[:most]


def _holding(rows: Any, column: str, words: list[str]) -> Any:
    for word in words:
        rows = rows.filter(**{f"{column}__icontains": word})
    return rows
