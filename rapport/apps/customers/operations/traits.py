"""Writing down to parties what rooms above worked out about them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain

from rapport.apps.accounts.models import Workspace
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import Party, Trait, TraitReading
from rapport.kernel.actor import system_actor
from rapport.kernel.bulk import chunks, insert_rows, update_rows
from rapport.kernel.clock import now

Kept = dict[int, tuple[int, str]]
Span = tuple[datetime, datetime]
Difference = tuple[int, int | None, str]
# Others may write between two portions.
AT_ONCE = 5_000


def write_traits(workspace: Workspace, name: str, values: Mapping[int, str], *, period: Span) -> int:
    """Make a trait of all parties what these values say; returns how many differed.

    Whoever is not among the values has the trait no longer; nothing is written of erased people. Only what
    differs is written, a portion at a time, and logged; where nothing does, the date of the reading alone moves on.
    """
    kept: Kept = {
        party: (pk, value)
        for pk, party, value in Trait.objects.of(workspace).filter(name=name).values_list("pk", "party_id", "value")
    }
    changed = 0
    for portion in chunks(list(_differences(kept, values)), AT_ONCE):
        with recorded(system_actor(workspace.pk), "traits.written") as change:
            changed += _write(change, name, portion)
    read = {"worked_out_at": now(), "period_start": period[0], "period_end": period[1], "count": len(values)}
    TraitReading.objects.of(workspace).update_or_create(
        workspace=workspace, name=name, defaults={**read, "changed": changed}
    )
    return changed


def _differences(kept: Kept, values: Mapping[int, str]) -> Iterator[Difference]:
    """Party, the row it has, and the value it is to have."""
    told = ((party, kept.get(party), value) for party, value in values.items())
    gone = ((party, row, "") for party, row in kept.items() if party not in values)
    for party, row, value in chain(told, gone):
        if row is None or row[1] != value:
            yield party, row[0] if row else None, value


def _write(change: Change, name: str, portion: Sequence[Difference]) -> int:
    at = now()
    fresh = {party: value for party, row, value in portion if row is None}
    known = Party.objects.of(change.workspace_id).filter(erased_at=None)
    there = known.filter(pk__in=list(fresh)).values_list("pk", flat=True)
    new = [(change.workspace_id, at, change.sequence, party, name, fresh[party], at) for party in there]
    insert_rows(Trait, ("workspace_id", "created_at", "change", "party_id", "name", "value", "since"), new)
    moved = [(row, value, at, change.sequence) for _party, row, value in portion if row is not None]
    update_rows(Trait, change.workspace_id, ("value", "since", "change"), moved)
    change.details |= {"trait": name, "new": len(new), "changed": len(moved)}
    if not new and not moved:
        change.leave_no_record()
    return len(new) + len(moved)
