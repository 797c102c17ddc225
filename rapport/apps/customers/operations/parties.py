"""One person or company at a time."""

from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, Subject, recorded
from rapport.apps.customers.models import Membership, Party, PartyTag
from rapport.apps.customers.operations._rows import COLUMNS, check_companies, countries_of, empty_values, with_facts
from rapport.apps.customers.operations._use import refuse_in_use
from rapport.apps.customers.operations.facts import PartyFacts, check
from rapport.apps.customers.operations.tags import add_tags
from rapport.kernel.bulk import delete_rows
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Missing
from rapport.kernel.tombstones import leave_tombstones


def create_party(member: Member, **facts: Any) -> Party:
    """A new person or company; the facts are the fields of `PartyFacts`."""
    member.require("customers.edit")
    said = PartyFacts(**{"name": "", **facts})
    _check(member, said)
    countries = countries_of(member.workspace_id, [said])
    with recorded(member.actor, "party.created", topics=["parties"]) as change:
        values = with_facts(empty_values(), said, countries)
        _refuse_taken_number(member, values["external_id"])
        party: Party = Party.objects.create(workspace_id=member.workspace_id, change=change.sequence, **values)
        add_tags(change, [(party.pk, tag.strip()) for tag in said.tags])
        change.about("party", party.pk, party.name)
    return party


def update_party(member: Member, party_id: int, **facts: Any) -> Party:
    """Change what is known. Fields that are not named stay; an empty text or a None that is named empties the field."""
    member.require("customers.edit")
    said = PartyFacts(**facts)
    _check(member, said)
    with recorded(member.actor, "party.updated", topics=["parties"]) as change:
        party = _locked(member, party_id)
        before = {name: getattr(party, name) for name in COLUMNS}
        emptied = {name: None for name, value in facts.items() if value is None and name in before}
        countries = countries_of(member.workspace_id, [said], [party.region_id])
        after = with_facts({**before, **emptied}, said, countries)
        if after["external_id"] != before["external_id"]:
            _refuse_taken_number(member, after["external_id"])
        tagged = add_tags(change, [(party.pk, tag.strip()) for tag in said.tags])
        _save(party, before, after, change)
        if before == after and not tagged:
            change.leave_no_record()
    return party


def archive_party(member: Member, party_id: int) -> Party:
    """Take a record out of lists and segments; its orders and answers stay."""
    return _set_archived(member, party_id, "party.archived", archived=True)


def restore_party(member: Member, party_id: int) -> Party:
    """Bring an archived record back."""
    return _set_archived(member, party_id, "party.restored", archived=False)


def delete_party(member: Member, party_id: int) -> None:
    """Remove a record for good. Whoever has orders or answers can only be archived, so that no figure changes."""
    member.require("customers.edit")
    with recorded(member.actor, "party.deleted", topics=["parties", "segments"]) as change:
        party = _locked(member, party_id)
        change.about("party", party.pk, party.name)
        refuse_in_use(party, Membership, Party, PartyTag)
        memberships = Membership.objects.of(member).filter(party=party)
        marks = {"workspace_id": member.workspace_id, "change": change.sequence}
        leave_tombstones(Membership, memberships.values_list("pk", flat=True), **marks)
        leave_tombstones(Party, [party.pk], **marks)
        Party.objects.of(member).filter(company=party).update(company=None, change=change.sequence)
        delete_rows(memberships)
        delete_rows(PartyTag.objects.of(member).filter(party=party))
        delete_rows(Party.objects.of(member).filter(pk=party.pk))


def _check(member: Member, said: PartyFacts) -> None:
    check(said)
    check_companies(member.workspace_id, [said])


def _locked(member: Member, party_id: int) -> Party:
    party: Party | None = Party.objects.of(member).select_for_update(of=("self",)).filter(pk=party_id).first()
    if party is None:
        raise Missing("There is no such person or company.")
    return party


def _refuse_taken_number(member: Member, number: str) -> None:
    if number and Party.objects.of(member).filter(external_id=number).exists():
        raise Conflict(f"Another record has the customer number “{number}”.", place="external_id", code="taken")


def _save(party: Party, before: dict[str, Any], after: dict[str, Any], change: Change) -> None:
    changed = {name: value for name, value in after.items() if value != before[name]}
    for name, value in changed.items():
        setattr(party, name, value)
    party.change = change.sequence
    party.save(update_fields=[*changed, "change"])
    change.about("party", party.pk, party.name)
    change.details["before"] = {name: str(before[name] or "") for name in changed if name != "search_text"}


def _set_archived(member: Member, party_id: int, verb: str, *, archived: bool) -> Party:
    member.require("customers.edit")
    with recorded(member.actor, verb, topics=["parties"], subject=Subject("party", party_id)) as change:
        party = _locked(member, party_id)
        if (party.archived_at is not None) == archived:
            change.leave_no_record()
        else:
            party.archived_at = now() if archived else None
            party.change = change.sequence
            party.save(update_fields=["archived_at", "change"])
            change.about("party", party.pk, party.name)
    return party
