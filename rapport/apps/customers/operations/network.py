"""Relations between people and companies: made, changed, ended, removed.

`Party.company` is the employer that leads: these verbs keep it in step with the relations.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import Party, Relation
from rapport.apps.customers.operations._reaching import reached_party
from rapport.kernel.bulk import chunks, delete_rows, insert_rows
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Missing, Refused
from rapport.kernel.text import text_error
from rapport.kernel.tombstones import leave_tombstones

Kind = Relation.Kind
LONGEST_ROLE = 100
SYMMETRIC = (Kind.HOUSEHOLD, Kind.PARTNER)
CHANGEABLE = ("role", "buying_role", "since", "until")


def add_relation(
    member: Member,
    party_id: int,
    *,
    other_id: int,
    kind: str,
    role: str = "",
    buying_role: str = "",
    since: date | None = None,
) -> Relation:
    """The party stands in this relation to the other from now on; one that had ended is taken up again."""
    member.require("customers.edit")
    said = _checked({"role": role, "buying_role": buying_role, "since": since, "until": None})
    with recorded(member.actor, "relation.added", topics=["parties"]) as change:
        party, other = reached_party(member, party_id), reached_party(member, other_id)
        _refuse_impossible(kind, party, other)
        relation = _between(member, party, other, kind)
        if relation is not None and relation.until is None:
            message = _("“%(party)s” %(kind)s “%(other)s” already.")
            raise Conflict(message % {"party": party, "kind": Kind(kind).label, "other": other}, code="taken")
        if relation is None:
            relation = Relation(workspace_id=member.workspace_id, party=party, other=other, kind=kind)
        _keep(change, relation, said)
        _follow(change, party)
        _name(change, relation, party, other)
    return relation


def change_relation(member: Member, relation_id: int, **said: Any) -> Relation:
    """Change role, buying role, since or until; what is not named stays."""
    member.require("customers.edit")
    if unknown := set(said) - set(CHANGEABLE):
        raise Refused(_("This cannot be changed."), place=min(unknown), code="relation")
    with recorded(member.actor, "relation.changed", topics=["parties"]) as change:
        relation = _locked(member, relation_id)
        before = {name: getattr(relation, name) for name in CHANGEABLE}
        after = _checked({**before, **said})
        if before == after:
            change.leave_no_record()
            return relation
        change.details["before"] = {name: str(before[name] or "") for name in CHANGEABLE if before[name] != after[name]}
        _keep(change, relation, after)
        _follow(change, relation.party)
        _name(change, relation, relation.party, relation.other)
    return relation


def end_relation(member: Member, relation_id: int, *, on: date | None = None) -> Relation:
    """The relation is over; it stays in the record's past."""
    return change_relation(member, relation_id, until=on or now().astimezone(member.workspace.zone).date())


def resume_relation(member: Member, relation_id: int) -> Relation:
    """The relation goes on after all: the opposite of `end_relation`."""
    return change_relation(member, relation_id, until=None)


def remove_relation(member: Member, relation_id: int) -> None:
    """Take back a relation that never was."""
    member.require("customers.edit")
    with recorded(member.actor, "relation.removed", topics=["parties"]) as change:
        relation = _locked(member, relation_id)
        party = relation.party
        _name(change, relation, party, relation.other)
        leave_tombstones(Relation, [relation.pk], workspace_id=member.workspace_id, change=change.sequence)
        delete_rows(Relation.objects.of(member).filter(pk=relation.pk))
        _follow(change, party)


def follow_employers(change: Change, companies: Mapping[int, int | None]) -> None:
    """Inside an operation that set the company of parties, given by their ids: keep the relations that say so.

    The relation to an employer who was left ends today; that to the new one begins, or is taken up again. The log keeps
    under `employers` which ended, which were taken up again with the day they had ended, and which began.
    """
    rows = Relation.objects.of(change.workspace_id).filter(kind=Kind.WORKS_FOR)
    at, today = now(), now().date()
    new: list[Sequence[Any]] = []
    for part in chunks(sorted(companies)):
        known = {(row.party_id, row.other_id): row for row in rows.filter(party__in=part)}
        left = [row.pk for (party, other), row in known.items() if row.until is None and other != companies[party]]
        wanted = [(party, company) for party in part if (company := companies[party]) is not None]
        again = [known[pair].pk for pair in wanted if pair in known and known[pair].until is not None]
        rows.filter(pk__in=left).update(until=today, change=change.sequence)
        rows.filter(pk__in=again).update(until=None, change=change.sequence)
        begun = [pair for pair in wanted if pair not in known]
        new += [(change.workspace_id, at, change.sequence, *pair) for pair in begun]
        ended_on = {str(known[pair].pk): str(known[pair].until) for pair in wanted if pair in known}
        _note_employers(change, left, {key: ended_on[key] for key in map(str, again)}, begun)
    columns = ("workspace_id", "created_at", "change", "party_id", "other_id", "kind", "role", "buying_role")
    insert_rows(Relation, columns, [(*row, Kind.WORKS_FOR.value, "", "") for row in new])


def _note_employers(
    change: Change, ended: Sequence[int], resumed: Mapping[str, str], begun: Sequence[tuple[int, int]]
) -> None:
    if ended or resumed or begun:
        noted = change.details.setdefault("employers", {"ended": [], "resumed": {}, "begun": []})
        noted["ended"] += ended
        noted["resumed"] |= resumed
        noted["begun"] += [list(pair) for pair in begun]


def _follow(change: Change, party: Party) -> None:
    """The company of a person is the employer they have had longest among those they work for now."""
    working = Relation.objects.of(party).filter(party=party, kind=Kind.WORKS_FOR, until=None)
    employers = list(working.order_by("pk").values_list("other", flat=True))
    if party.company_id in employers:
        return
    company_id = employers[0] if employers else None
    if company_id != party.company_id:
        Party.objects.of(party).filter(pk=party.pk).update(company=company_id, change=change.sequence)


def _refuse_impossible(kind: str, party: Party, other: Party) -> None:
    if kind not in Kind.values:
        raise Refused(_("Choose a relation."), place="kind", code="relation")
    if party.pk == other.pk:
        raise Refused(_("A record cannot stand in a relation to itself."), place="other", code="relation")
    if kind == Kind.WORKS_FOR and (not party.is_person or other.is_person):
        raise Refused(_("A person works for a company."), place="other", code="relation")
    if kind == Kind.HOUSEHOLD and not (party.is_person and other.is_person):
        raise Refused(_("A household is one of people."), place="other", code="relation")


def _between(member: Member, party: Party, other: Party, kind: str) -> Relation | None:
    there = Q(party=party, other=other)
    if kind in SYMMETRIC:
        there |= Q(party=other, other=party)
    found: Relation | None = Relation.objects.of(member).select_for_update().filter(there, kind=kind).first()
    return found


def _locked(member: Member, relation_id: int) -> Relation:
    rows = Relation.objects.of(member).select_related("party", "other").select_for_update(of=("self",))
    relation: Relation | None = rows.filter(pk=relation_id).first()
    if relation is None or not _reached(member, relation):
        raise Missing(_("There is no such relation."))
    return relation


def _reached(member: Member, relation: Relation) -> bool:
    ends = Party.objects.within(member, "customers.edit").filter(pk__in=[relation.party_id, relation.other_id])
    return bool(ends.exists())


def _checked(said: dict[str, Any]) -> dict[str, Any]:
    role = str(said["role"] or "").strip()
    if error := text_error(role, longest=LONGEST_ROLE):
        raise Refused(error, place="role", code="relation")
    if said["buying_role"] and said["buying_role"] not in Relation.BuyingRole.values:
        raise Refused(_("Choose one of the buying roles."), place="buying_role", code="relation")
    if said["since"] and said["until"] and said["until"] < said["since"]:
        raise Refused(_("The end comes before the start."), place="until", code="relation")
    return {**said, "role": role, "buying_role": said["buying_role"] or ""}


def _keep(change: Change, relation: Relation, said: dict[str, Any]) -> None:
    for name in CHANGEABLE:
        setattr(relation, name, said[name])
    relation.change = change.sequence
    relation.save()


def _name(change: Change, relation: Relation, party: Party, other: Party) -> None:
    change.about("party", party.pk, party.name)
    change.details |= {"relation": relation.kind, "other": other.pk, "other_name": other.name}
    change.topics.append(f"party:{party.pk}")
    change.topics.append(f"party:{other.pk}")
