"""What the worker does for this room: convert orders anew when rates of exchange change."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django_tasks import task

from rapport.apps.sales.operations import restate_orders
from rapport.kernel.jobs import enqueue, progress
from rapport.kernel.jobs.models import Job
from rapport.kernel.models import workspace_id_of


def restate_later(owner: Any, *, currencies: Sequence[str] = (), since: date | None = None) -> Job:
    """Have the orders converted anew: those in some currencies from a day on, or all."""
    day = since.isoformat() if since else ""
    return enqueue(
        restate,
        workspace=owner,
        title="Convert orders anew",
        unique_key=f"restate:{','.join(currencies)}:{day}"[:120],
        repeat=True,
        priority=10,
        workspace_id=workspace_id_of(owner),
        currencies=list(currencies),
        since=day,
    )


@task()
def restate(workspace_id: int, currencies: list[str], since: str) -> dict[str, int]:
    day = date.fromisoformat(since) if since else None
    return {"brought": restate_orders(workspace_id, currencies=currencies, since=day, tell=progress)}
