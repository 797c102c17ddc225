"""When parties were first seen and first bought, as told by the rooms that keep purchases."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from rapport.apps.activity.operations import Change
from rapport.apps.customers.models import Party
from rapport.kernel.bulk import chunks, update_rows

Dates = tuple[datetime, datetime | None]


def follow_first_orders(change: Change, dates: Mapping[int, Dates]) -> None:
    """Inside an operation: write down first contact and first purchase of parties, where they differ.

    First contact only moves to earlier, because the record may know of one before the first order. What the dates
    were is kept in the log under `dates_before`, what they became under `dates_after`.
    """
    rows = []
    for part in chunks(list(dates)):
        parties = Party.objects.of(change.workspace_id).filter(pk__in=part)
        for party_id, first_seen, acquired in parties.values_list("pk", "first_seen_at", "acquired_at"):
            seen, bought = dates[party_id]
            earliest = min(first_seen or seen, seen)
            if (earliest, bought) != (first_seen, acquired):
                rows.append((party_id, earliest, bought, change.sequence))
                _note(change, party_id, (first_seen, acquired), (earliest, bought))
    update_rows(Party, change.workspace_id, ("first_seen_at", "acquired_at", "change"), rows)


def _note(change: Change, party_id: int, before: Sequence[datetime | None], after: Sequence[datetime | None]) -> None:
    was, became = change.details.setdefault("dates_before", {}), change.details.setdefault("dates_after", {})
    was.setdefault(str(party_id), [at and at.isoformat() for at in before])
    became[str(party_id)] = [at and at.isoformat() for at in after]
