"""Records as an operation takes them up: within the member's reach, and locked."""

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.kernel.errors import Missing


def reached_party(member: Member, party_id: int) -> Party:
    """Inside an operation: the record, locked, where the member may change it. Raises Missing."""
    rows = Party.objects.within(member, "customers.edit").select_for_update(of=("self",))
    party: Party | None = rows.filter(pk=party_id).first()
    if party is None:
        raise Missing("There is no such person or company.")
    return party
