"""Tasks, calls and meetings by words of their titles, without regard to accents and case."""

from typing import Any

from django.db.models import F

from rapport.apps.accounts.models import Member
from rapport.apps.conversations.models import Call, Meeting, Task
from rapport.apps.conversations.queries.reach import VIEW, reached_meetings, reached_rows
from rapport.apps.conversations.queries.tasks import tasks_for
from rapport.kernel.findable import found_among


def find_tasks(member: Member, words: list[str], *, most: int) -> list[Task]:
    """Tasks whose title holds every folded word, open ones first, the latest first."""
    if not words:
        return []
    rows, are_few = found_among(tasks_for(member), member.workspace_id, words)
    open_first = F("done_at").asc(nulls_first=True)
    return list(rows.order_by(*[open_first] * are_few, "-pk")[:most])


def find_talks(member: Member, words: list[str], *, most: int) -> list[Call | Meeting]:
    """Calls and meetings whose subject holds every folded word, the latest first."""
    member.require(VIEW)
    if not words:
        return []
    calls = Call.objects.of(member).filter(reached_rows(member, VIEW, carers=("member",)))
    meetings = Meeting.objects.of(member).filter(reached_meetings(member, VIEW))
    found: list[Call | Meeting] = [*_latest(member, calls, words, "-at")[:most]]
    found += _latest(member, meetings, words, "-starts_at")[:most]
    return sorted(found, key=lambda one: one.at if isinstance(one, Call) else one.starts_at, reverse=True)[:most]


def _latest(member: Member, rows: Any, words: list[str], order: str) -> Any:
    found, are_few = found_among(rows, member.workspace_id, words)
    return found.order_by(*[order] * are_few, "-pk")
