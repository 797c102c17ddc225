"""Putting seals on entries of the log. Everything here runs in a transaction of the caller.

Every operation passes here, so the three statements are written by hand.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from rapport.kernel.bulk import insert_rows
from rapport.kernel.clock import now
from rapport.kernel.models import Chain, Seal, WorkspaceQuerySet
from rapport.kernel.sealing.digests import digest_of, link_of, new_salt

COLUMNS = ("workspace", "number", "sequence", "kind", "at", "salt", "digest", "link")


@dataclass(slots=True)
class _End:
    workspace_id: int
    number: int
    link: str


def seal(record: Any) -> None:
    """Seal an entry that was just written."""
    _append(_held(record.workspace_id), Seal.Kind.WRITTEN, [record], at=record.at)


def redact(workspace_id: int, records: WorkspaceQuerySet, said: Callable[[Any], dict[str, Any]]) -> int:
    """Take words out of entries for good: `said` gives for each what it is to say instead; returns how many changed.

    What an entry said can be told from no seal afterwards; that words were taken out, and when, can.
    """
    end = _held(workspace_id)
    changed = []
    for record in records.order_by("sequence"):
        after = said(record)
        if after:
            type(record).objects.of(workspace_id).filter(pk=record.pk).update(**after)
            for name, value in after.items():
                setattr(record, name, value)
            changed.append(record)
    if changed:
        Seal.objects.of(workspace_id).filter(sequence__in=[one.sequence for one in changed]).update(salt="")
        _append(end, Seal.Kind.REDACTED, changed, at=now())
    return len(changed)


def _held(workspace_id: int) -> _End:
    """The chain's end, locked until the transaction ends."""
    found = _end_of(workspace_id)
    if found is None:
        Chain.objects.bulk_create([Chain(workspace_id=workspace_id)], ignore_conflicts=True)
        found = _end_of(workspace_id) or _End(workspace_id, 0, "")
    return found


def _end_of(workspace_id: int) -> _End | None:
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT "number", "link" FROM "{Chain._meta.db_table}" WHERE "workspace_id" = %s{lock}', [workspace_id]
        )
        row = cursor.fetchone()
    return None if row is None else _End(workspace_id, *row)


def _append(end: _End, kind: str, records: Sequence[Any], *, at: datetime) -> None:
    rows = []
    for record in records:
        salt = new_salt()
        digest = digest_of(record, salt)
        end.number += 1
        end.link = link_of(end.link, end.workspace_id, end.number, kind, at, digest, record)
        rows.append((end.workspace_id, end.number, record.sequence, str(kind), at, salt, digest, end.link))
    insert_rows(Seal, COLUMNS, rows)
    _move_end(end)


def _move_end(end: _End) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{Chain._meta.db_table}" SET "number" = %s, "link" = %s WHERE "workspace_id" = %s',
            [end.number, end.link, end.workspace_id],
        )
