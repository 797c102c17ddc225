"""Followers read the log and act on it, so that a lower room never has to call a higher one.

A room declares them in its own `followers.py`::

    from rapport.apps.activity.followers import Follower

    extract = Follower("insights.extract", handles=["orders.*", "response.recorded"], act=extract_soon)

`act(workspace, activities)` gets the workspace and a batch of its records in order. It runs in the transaction that
moves the follower's cursor on: what it writes is written once per record, and a kill in between undoes both. Let it
be quick, and enqueue a job for what takes time or talks to the network. An error is kept, shown and tried again with
growing pauses; the records wait meanwhile, none is skipped.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fnmatch import fnmatchcase
from threading import Event
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.utils.module_loading import autodiscover_modules

from rapport.apps.activity.models import Activity, Cursor
from rapport.apps.activity.operations import CHANNEL
from rapport.apps.activity.queries import every_workspace, positions_of
from rapport.kernel.clock import now
from rapport.kernel.waking import patiently, watch

log = logging.getLogger("rapport.followers")

BATCH = 200
LOOK_EVERY = 1.0
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 300.0


@dataclass(frozen=True, slots=True)
class Follower:
    """One reader of the log: a name that stays, the verbs it handles ("*" and "note.*" too), and what it does.

    `title` says on the page of background work what it does.
    """

    name: str
    handles: Sequence[str]
    act: Callable[[Any, Sequence[Activity]], None]
    title: str = ""

    def wants(self, activity: Activity) -> bool:
        """Is the record one of those it handles?"""
        return any(fnmatchcase(activity.verb, pattern) for pattern in self.handles)


def declared() -> list[Follower]:
    """The followers of all installed rooms, by name. Raises ValueError when two bear the same name."""
    autodiscover_modules("followers")
    found: dict[str, Follower] = {}
    for room in apps.get_app_configs():
        module = getattr(room.module, "followers", None)
        for follower in vars(module).values() if module else ():
            if isinstance(follower, Follower) and found.setdefault(follower.name, follower) is not follower:
                raise ValueError(f"two followers are called {follower.name!r}")
    return [found[name] for name in sorted(found)]


def follow_until(stop: Event) -> None:
    """The worker's loop: follow the log, moments after every commit, until `stop` is set."""
    followers = declared()
    reader = Reader(followers)
    watching = watch(CHANNEL)

    def step() -> None:
        if not reader.catch_up():
            watching.wait(LOOK_EVERY, stop)

    patiently(step, stop, report=lambda error: log.warning("followers: %s", error))
    watching.close()
    connection.close()


def follow(followers: Sequence[Follower] | None = None) -> None:
    """Bring every follower up to date here and now; for tests and for scripts. Raises what a follower raises."""
    reader = Reader(declared() if followers is None else followers, raising=True)
    while reader.catch_up():
        pass


class Reader:
    """Hands each follower what it has not seen yet; several workers may do so at once."""

    def __init__(self, followers: Sequence[Follower], *, raising: bool = False) -> None:
        self._followers = {follower.name: follower for follower in followers}
        self._raising = raising
        self._seen: dict[int, int] = {}

    def catch_up(self) -> bool:
        """One batch in every workspace where somebody is behind; was there one?"""
        workspaces = {workspace.pk: workspace for workspace in every_workspace()} if self._followers else {}
        positions = positions_of(list(workspaces))
        behind = [number for number, position in positions.items() if self._seen.get(number, -1) < position]
        return any([self._read(workspaces[number], positions[number]) for number in behind])  # noqa: C419 - all of them

    def _read(self, workspace: Any, position: int) -> bool:
        cursors = self._cursors(workspace)
        ready = [cursor for cursor in cursors if not _is_pausing(cursor)]
        batch = _batch(workspace, min((cursor.sequence for cursor in ready), default=position))
        if not batch:
            if len(ready) == len(cursors):
                self._seen[workspace.pk] = position
            return False
        idle = [cursor for cursor in ready if not self._hand_over(workspace, cursor, batch)]
        _move_on(workspace, idle, batch[-1].sequence)
        return True

    def _cursors(self, workspace: Any) -> list[Cursor]:
        ours = Cursor.objects.of(workspace).filter(name__in=list(self._followers))
        missing = set(self._followers) - set(ours.values_list("name", flat=True))
        if missing:
            fresh = [Cursor(workspace=workspace, name=name) for name in sorted(missing)]
            Cursor.objects.bulk_create(fresh, ignore_conflicts=True)
        return list(ours.all())

    def _hand_over(self, workspace: Any, cursor: Cursor, batch: Sequence[Activity]) -> bool:
        """Let one follower act on what it wants of the batch; False when that is nothing."""
        follower = self._followers[cursor.name]
        wanted = [one for one in batch if one.sequence > cursor.sequence and follower.wants(one)]
        if not wanted:
            return False
        try:
            _act(follower, workspace, wanted[:1] if cursor.failures else wanted, until=batch[-1].sequence)
        except Exception as error:
            log.exception("follower %s in workspace %s", follower.name, workspace.pk)
            _note_error(cursor, error)
            if self._raising:
                raise
        return True


def _batch(workspace: Any, sequence: int) -> list[Activity]:
    return list(Activity.objects.of(workspace).filter(sequence__gt=sequence).order_by("sequence")[:BATCH])


def _act(follower: Follower, workspace: Any, wanted: Sequence[Activity], *, until: int) -> None:
    """Act and move the cursor on in one transaction, under the cursor's lock: another worker may have been faster."""
    with transaction.atomic():
        cursor = Cursor.objects.of(workspace).select_for_update().get(name=follower.name)
        unseen = [one for one in wanted if one.sequence > cursor.sequence]
        if unseen:
            follower.act(workspace, unseen)
            cursor.sequence = unseen[-1].sequence if cursor.failures else until
            cursor.handled += len(unseen)
            cursor.failures, cursor.retry_after, cursor.last_success_at = 0, None, now()
            cursor.save()


def _move_on(workspace: Any, cursors: Sequence[Cursor], sequence: int) -> None:
    names = [cursor.name for cursor in cursors if cursor.sequence < sequence]
    if names:
        Cursor.objects.of(workspace).filter(name__in=names, sequence__lt=sequence).update(sequence=sequence)


def _is_pausing(cursor: Cursor) -> bool:
    """Is it too early after an error? A pause longer than the longest is the work of a clock that was set back."""
    if cursor.retry_after is None:
        return False
    return now() < cursor.retry_after <= now() + timedelta(seconds=LONGEST_PAUSE)


def _note_error(cursor: Cursor, error: Exception) -> None:
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(cursor.failures, 16))
    Cursor.objects.of(cursor.workspace_id).filter(pk=cursor.pk).update(
        failures=cursor.failures + 1,
        last_error=f"{type(error).__name__}: {error}"[:2000],
        last_error_at=now(),
        retry_after=now() + timedelta(seconds=pause),
    )
