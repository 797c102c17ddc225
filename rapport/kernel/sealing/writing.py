"""Putting seals on entries of the log. Everything here runs in a transaction of the caller."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from rapport.kernel.clock import now
from rapport.kernel.models import Chain, Seal, WorkspaceQuerySet
from rapport.kernel.sealing.digests import digest_of, link_of, new_salt


def seal(record: Any) -> None:
    """Seal an entry that was just written."""
    chain = _held(record.workspace_id)
    _append(chain, Seal.Kind.WRITTEN, [record], at=record.at)


def redact(workspace_id: int, records: WorkspaceQuerySet, said: Callable[[Any], dict[str, Any]]) -> int:
    """Take words out of entries for good: `said` gives for each what it is to say instead; returns how many changed.

    What an entry said can be told from no seal afterwards; that words were taken out, and when, can.
    """
    chain = _held(workspace_id)
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
        _append(chain, Seal.Kind.REDACTED, changed, at=now())
    return len(changed)


def _held(workspace_id: int) -> Chain:
    """The chain's end, locked until the transaction ends."""
    rows = Chain.objects.of(workspace_id).select_for_update()
    found: Chain | None = rows.first()
    if found is None:
        Chain.objects.bulk_create([Chain(workspace_id=workspace_id)], ignore_conflicts=True)
        found = rows.get()
    return found


def _append(chain: Chain, kind: str, records: Sequence[Any], *, at: datetime) -> None:
    seals = []
    for record in records:
        salt = new_salt()
        digest = digest_of(record, salt)
        chain.number += 1
        chain.link = link_of(chain.link, chain.workspace_id, chain.number, kind, at, digest, record)
        place = {"workspace_id": chain.workspace_id, "number": chain.number, "sequence": record.sequence}
        seals.append(Seal(**place, kind=kind, at=at, salt=salt, digest=digest, link=chain.link))
    Seal.objects.bulk_create(seals)
    Chain.objects.of(chain.workspace_id).update(number=chain.number, link=chain.link)
