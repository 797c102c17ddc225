"""Records as an operation takes them up: within the member's reach, and locked."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations._rows import CARERS, Values
from rapport.apps.customers.operations.facts import PartyFacts
from rapport.apps.customers.rights import OWN_FIELDS, fields_of
from rapport.kernel.bulk import chunks
from rapport.kernel.errors import Missing


def reached_party(member: Member, party_id: int) -> Party:
    """Inside an operation: the record, locked, where the member may change it. Raises Missing."""
    rows = Party.objects.within(member, "customers.edit").select_for_update(of=("self",))
    party: Party | None = rows.filter(pk=party_id).first()
    if party is None:
        raise Missing("There is no such person or company.")
    return party


def reached_ids(member: Member, party_ids: Sequence[int]) -> list[int]:
    """Those of the records that the member may change."""
    found: list[int] = []
    for part in chunks(list(party_ids)):
        found += Party.objects.within(member, "customers.edit").filter(pk__in=part).values_list("pk", flat=True)
    return found


def kept_in_reach(member: Member, values: Values) -> Values:
    """The values of a new record; whoever may change only their own looks after it, unless somebody else is named."""
    if member.scope("customers.edit") == "all" or any(values[name] for name in CARERS):
        return values
    return values | {"account_manager_id": member.pk}


def require_writable(member: Member, parties: Iterable[PartyFacts]) -> None:
    """Raise NotPermitted where something is said of a field that the member's roles do not let them change."""
    fields = fields_of(member)
    if fields.unlimited:
        return
    for facts in parties:
        said = {name for name, value in asdict(facts).items() if value is not None} - {OWN_FIELDS}
        fields.require_writable(sorted({*said, *facts.cleared}))
        fields.require_writable(f"{OWN_FIELDS}.{key}" for key in facts.attributes or {})
