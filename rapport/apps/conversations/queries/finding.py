"""Tasks, calls and meetings by words of their titles, without regard to accents and case."""

from typing import Any

from django.db.models import F

from rapport.apps.accounts.models import Member
from rapport.apps.conversations.models import Call, Meeting, Task
from rapport.apps.conversations.queries.reach import VIEW, reached_meetings, reached_rows
from rapport.apps.conversations.queries.tasks import tasks_for
from rapport.kernel.findable import found_among, nearness, nearness_of
from rapport.kernel.folding import Folded
from rapport.kernel.text import folded


def find_tasks(member: Member, words: list[str], *, most: int) -> list[Task]:
    """Tasks whose title holds every folded word, the nearest to them first, of those open ones, the latest first."""
    if not words:
        return []
    rows, are_few = found_among(tasks_for(member), member.workspace_id, words)
    open_first = F("done_at").asc(nulls_first=True)
    near: Any = nearness(f"title__{Folded.lookup_name}", words)
    return list(rows.order_by(*[near, open_first] * are_few, "-pk")[:most])


def find_talks(member: Member, words: list[str], *, most: int) -> list[Call | Meeting]:
    """Calls and meetings whose subject holds every folded word, the nearest to them first, of those the latest."""
    member.require(VIEW)
    if not words:
        return []
    calls = Call.objects.of(member).filter(reached_rows(member, VIEW, carers=("member",)))
    meetings = Meeting.objects.of(member).filter(reached_meetings(member, VIEW))
    found: list[Call | Meeting] = [*_latest(member, calls, words, "-at")[:most]]
    found += _latest(member, meetings, words, "-starts_at")[:most]
    latest = sorted(found, key=lambda one: one.at if isinstance(one, Call) else one.starts_at, reverse=True)
    return sorted(latest, key=lambda one: nearness_of(folded(one.subject), words))[:most]


def _latest(member: Member, rows: Any, words: list[str], order: str) -> Any:
    found, are_few = found_among(rows, member.workspace_id, words)
    near: Any = nearness(f"subject__{Folded.lookup_name}", words)
    return found.order_by(*[near, order] * are_few, "-pk")
