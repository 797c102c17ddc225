"""One person or company at a time."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, Subject, recorded
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations._reaching import kept_in_reach, reached_party, require_writable
from rapport.apps.customers.operations._rows import (
    COLUMNS,
    check_carers,
    check_companies,
    countries_of,
    empty_values,
    with_facts,
    with_read_attributes,
)
from rapport.apps.customers.operations._use import refuse_in_use
from rapport.apps.customers.operations.facts import PartyFacts, check
from rapport.apps.customers.operations.network import follow_employers
from rapport.apps.customers.operations.tags import add_tags
from rapport.apps.customers.rights import fields_of
from rapport.kernel.bulk import delete_rows
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict
from rapport.kernel.models import ChangedModel, WorkspaceModel
from rapport.kernel.tombstones import leave_tombstones


def create_party(member: Member, **facts: Any) -> Party:
    """A new person or company; the facts are the fields of `PartyFacts`."""
    member.require("customers.edit")
    said = _checked(member, PartyFacts(**{"name": "", **facts}))
    require_writable(member, [said])
    countries = countries_of(member.workspace_id, [said])
    with recorded(member.actor, "party.created", topics=["parties"]) as change:
        values = kept_in_reach(member, with_facts(empty_values(), said, countries))
        _refuse_taken_number(member, values["external_id"])
        party: Party = Party.objects.create(workspace_id=member.workspace_id, change=change.sequence, **values)
        add_tags(change, [(party.pk, tag.strip()) for tag in said.tags])
        if party.company_id is not None:
            follow_employers(change, {party.pk: party.company_id})
        change.about("party", party.pk, party.name)
    return party


def update_party(member: Member, party_id: int, *, version: int | None = None, **facts: Any) -> Party:
    """Change what is known. Fields that are not named stay; an empty text or a None that is named empties the field.

    With a `version`, the `change` of the record that somebody looked at, nothing is changed where the record has moved
    on since: the Conflict has the code "changed".
    """
    member.require("customers.edit")
    said = _checked(member, PartyFacts(**facts))
    with recorded(member.actor, "party.updated", topics=["parties"]) as change:
        party = reached_party(member, party_id)
        if version is not None and version != party.change:
            raise Conflict(_("Somebody else changed this record meanwhile."), code="changed")
        before = {name: getattr(party, name) for name in COLUMNS}
        emptied = {name: None for name, value in facts.items() if value is None and name in before}
        countries = countries_of(member.workspace_id, [said], [party.region_id])
        after = with_facts({**before, **emptied}, said, countries)
        _require_writable(member, before, after)
        if after["external_id"] != before["external_id"]:
            _refuse_taken_number(member, after["external_id"])
        tagged = add_tags(change, [(party.pk, tag.strip()) for tag in said.tags])
        if before == after and not tagged:
            change.leave_no_record()
        else:
            _save(party, before, after, change)
            if before["company_id"] != after["company_id"]:
                follow_employers(change, {party.pk: after["company_id"]})
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
        party = reached_party(member, party_id)
        change.about("party", party.pk, party.name)
        own = [(model, list(rows)) for model, rows in _belongings(party)]
        refuse_in_use(party, Party, *(model for model, _rows in own))
        marks = {"workspace_id": member.workspace_id, "change": change.sequence}
        for model, rows in own:
            if issubclass(model, ChangedModel):
                leave_tombstones(model, rows, **marks)
            delete_rows(model.objects.of(member).filter(pk__in=rows))
        leave_tombstones(Party, [party.pk], **marks)
        Party.objects.of(member).filter(company=party).update(company=None, change=change.sequence)
        delete_rows(Party.objects.of(member).filter(pk=party.pk))


def _belongings(party: Party) -> Iterator[tuple[type[WorkspaceModel], Any]]:
    """The rows of this room that go with a record: its relations, addresses, notes, memberships and the like."""
    for relation in Party._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if not relation.auto_created or relation.concrete or relation.many_to_many or model is Party:
            continue
        if isinstance(model, type) and issubclass(model, WorkspaceModel) and model._meta.app_label == "customers":
            rows = model.objects.of(party).filter(**{relation.field.name: party.pk})  # type: ignore[union-attr]
            yield model, rows.values_list("pk", flat=True)


def _checked(member: Member, said: PartyFacts) -> PartyFacts:
    check(said)
    check_companies(member.workspace_id, [said])
    check_carers(member.workspace_id, [said])
    return with_read_attributes(member.workspace_id, [said])[0]


def _require_writable(member: Member, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Raise NotPermitted where a field changed that the member's roles only let them read."""
    names = [name for name, value in after.items() if value != before[name] and name != "attributes"]
    own, was = after["attributes"], before["attributes"]
    names += [f"attributes.{key}" for key in sorted({*own, *was}) if own.get(key) != was.get(key)]
    fields_of(member).require_writable(names)


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
        party = reached_party(member, party_id)
        if (party.archived_at is not None) == archived:
            change.leave_no_record()
        else:
            party.archived_at = now() if archived else None
            party.change = change.sequence
            party.save(update_fields=["archived_at", "change"])
            change.about("party", party.pk, party.name)
    return party
