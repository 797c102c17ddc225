"""How the background work of a workspace stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.apps.accounts.models import Member
from rapport.apps.activity import queries
from rapport.apps.activity.followers import declared
from rapport.apps.activity.models import Cursor
from rapport.kernel.clock import now
from rapport.kernel.jobs.models import Job
from rapport.web.activity.repeated import Repeated, repeated_work

SILENT_AFTER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Situation:
    """What the page of background work shows."""

    open: list[Job]
    ended: list[Job]
    kinds: list[queries.KindOfWork]
    repeated: list[Repeated]
    followers: list[tuple[str, Cursor]]
    worker_heard_at: datetime | None
    worker_is_silent: bool


def situation_of(member: Member) -> Situation:
    """The background work of the member's workspace now."""
    heard_at = queries.worker_heard_at()
    return Situation(
        open=queries.open_jobs_of(member),
        ended=queries.ended_jobs_of(member),
        kinds=queries.kinds_of_work(member),
        repeated=repeated_work(),
        followers=_followers(member),
        worker_heard_at=heard_at,
        worker_is_silent=heard_at is None or now() - heard_at > SILENT_AFTER,
    )


def _followers(member: Member) -> list[tuple[str, Cursor]]:
    """The followers by what they do, the unknown by their name."""
    titles = {one.name: one.title for one in declared()}
    return [(titles.get(cursor.name) or cursor.name, cursor) for cursor in queries.followers_of(member)]
