"""Figures that were worked out before and still hold.

The state of the tables is written beside each answer: same tables, same answer. One that no longer fits is what is
shown, in grey, while its table is broken.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from rapport.apps.accounts.models import Workspace
from rapport.apps.insights.models import LakeTable, MetricResult
from rapport.apps.insights.queries.definitions import definitions_digest
from rapport.apps.insights.queries.subjects import Named
from rapport.kernel.clock import now

NOTED_EVERY = timedelta(hours=1)
_working = Lock()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is kept: what kind of answer, about whom, over which period; `more` is what else was chosen."""

    kind: str
    about: Named
    period: str
    more: str = ""

    def key(self, workspace: Workspace) -> str:
        """The same for the same question under the same definitions and settings of the workspace."""
        region = self.about.region.pk if self.about.region else None
        settings = [workspace.currency, workspace.time_zone, str(workspace.margin_rate), definitions_digest()]
        settings += [workspace.year_starts] if workspace.year_starts != 1 else []
        chosen = [self.kind, str(self.about.subject), region, self.period, *settings]
        text = json.dumps([*chosen, self.more] if self.more else chosen)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Found:
    """An answer from before, and whether it still holds."""

    payload: dict[str, Any]
    computed_at: datetime
    holds: bool


def state_of(tables: Mapping[str, LakeTable], names: tuple[str, ...], *more: str) -> str:
    """The state of these tables in a word each: content and maker; a settled table keeps its state."""
    parts = [f"{name}:{tables[name].change}.{tables[name].made_by}" for name in names if name in tables]
    return "|".join([*parts, *more])


def look_up(workspace: Workspace, asked: Asked, state: str, *, noted: bool = True) -> Found | None:
    """The kept answer to a question, if there ever was one."""
    result = MetricResult.objects.of(workspace).filter(question=asked.key(workspace)).first()
    if result is None:
        return None
    if noted and result.asked_at < now() - NOTED_EVERY:
        MetricResult.objects.of(workspace).filter(pk=result.pk).update(asked_at=now())
    return Found(result.payload, result.computed_at, result.tables == state)


def kept_or_worked_out(
    workspace: Workspace, asked: Asked, state: str, work_out: Callable[[], dict[str, Any]], *, noted: bool = True
) -> Found:
    """The kept answer if it holds, else a new one that is kept from now on.

    One question at a time is worked out in a process: a board's sections ask together, and the second finds
    the answer of the first. `noted=False` leaves alone when somebody last looked.
    """
    found = look_up(workspace, asked, state, noted=noted)
    if found and found.holds:
        return found
    with _working:
        found = look_up(workspace, asked, state, noted=noted)
        if found and found.holds:
            return found
        payload = work_out()
        computed_at = now()
        keep(workspace, asked, state, payload, computed_at, noted=noted)
    return Found(payload, computed_at, True)


def keep(workspace: Workspace, asked: Asked, state: str, payload: dict[str, Any], at: datetime, *, noted: bool) -> None:
    """Keep an answer in the place of the one before."""
    values: dict[str, Any] = {"payload": payload, "tables": state, "computed_at": at}
    if noted:
        values["asked_at"] = at
    known = MetricResult.objects.of(workspace).filter(question=asked.key(workspace))
    if known.update(**values):
        return
    row = MetricResult(
        workspace=workspace,
        question=asked.key(workspace),
        kind=asked.kind,
        subject=str(asked.about.subject),
        region_id_asked=asked.about.region.pk if asked.about.region else None,
        period=asked.period,
        **{"asked_at": at, **values},
    )
    MetricResult.objects.bulk_create([row], ignore_conflicts=True)
