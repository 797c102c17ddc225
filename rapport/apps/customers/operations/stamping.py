"""Saying that what is known of parties has changed, though their own rows have not."""

from collections.abc import Iterable

from rapport.apps.activity.operations import Change
from rapport.apps.customers.models import Party
from rapport.kernel.bulk import chunks


def stamp_parties(change: Change, party_ids: Iterable[int]) -> None:
    """Inside an operation: put its place in the log on these parties, whom a row has left that no longer names them."""
    for part in chunks(sorted(party_ids)):
        Party.objects.of(change.workspace_id).filter(pk__in=part).update(change=change.sequence)
