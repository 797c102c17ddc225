"""Several records become one, and one becomes several again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import (
    UNDO_FOR,
    ContactPoint,
    DistinctPair,
    FormerId,
    Merge,
    Party,
    PostalAddress,
    reached_by,
)
from rapport.apps.customers.operations._choosing import chosen_values
from rapport.apps.customers.operations._groups import settle_groups
from rapport.apps.customers.operations._keeping import kept_values
from rapport.apps.customers.operations._references import Trace, drop, lead_to, make, write
from rapport.apps.customers.operations._rows import CARERS
from rapport.apps.customers.operations._taking_back import take_back
from rapport.apps.customers.operations.contact_points import search_further
from rapport.apps.customers.operations.stamping import stamp_parties
from rapport.kernel.actor import Actor
from rapport.kernel.clock import now
from rapport.kernel.errors import Conflict, Missing, Refused

MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Unmerged:
    """Records that came back, and what somebody had changed in between so that it stays as it is."""

    kept: Party
    restored: list[Party]
    remarks: list[str]


def merge_parties(
    member: Member,
    kept_id: int,
    merged_ids: Sequence[int],
    choices: Mapping[str, int] | None = None,
    *,
    actor: Actor | None = None,
    doing: str = "",
) -> Merge:
    """Make one record of several: everything that any room knows of the others belongs to the kept one from now on.

    `choices` says for a field (or `attributes.key`) whose value stays, by the id of the record. Further addresses and
    numbers become contact points. The other ids lead to the kept record. It can be undone for 30 days. `doing` is the
    token of a job of many merges.
    """
    member.require("customers.edit")
    with recorded(actor or member.actor, "party.merged", topics=["parties", "segments"]) as change:
        kept, others = _locked(member, kept_id, merged_ids)
        values = chosen_values(kept, others, choices or {})
        given = {name: values[name] for name in CARERS if values[name] and values[name] != getattr(kept, name)}
        merge: Merge = Merge.objects.create(
            workspace_id=member.workspace_id,
            kept=kept,
            at=now(),
            merged_by=member,
            actor_label=(actor or member.actor).label[:200],
            undo_until=now() + UNDO_FOR,
        )
        merge.undo = {"kept": kept.pk, "steps": _merge(change, kept, others, values, merge)}
        merge.save(update_fields=["undo"])
        stamp_parties(change, [kept.pk])
        change.about("party", kept.pk, kept.name)
        change.details["merge"] = merge.pk
        change.details["merged"] = [{"id": one.pk, "name": one.name} for one in others]
        change.details |= {"given": given} if given else {}
        change.details |= {"doing": doing} if doing else {}
    return merge


def unmerge(member: Member, merge_id: int) -> Unmerged:
    """Take a merge apart: every record and all that belonged to it is as it was.

    What was added to the kept record since stays with it; what somebody changed since stays changed, and is told.
    """
    member.require("customers.edit")
    with recorded(member.actor, "party.unmerged", topics=["parties", "segments"]) as change:
        merge = _locked_merge(member, merge_id)
        remarks = take_back(change, merge.undo["steps"])
        ids = [step["id"] for step in merge.undo["steps"] if step["do"] == "dropped" and step["model"] == _PARTY]
        merge.undone_at, merge.undo = now(), {}
        merge.save(update_fields=["undone_at", "undo"])
        stamp_parties(change, [merge.kept_id])
        found = {one.pk: one for one in Party.objects.of(member).filter(pk__in=[merge.kept_id, *ids])}
        kept = found.pop(merge.kept_id)
        change.about("party", kept.pk, kept.name)
        change.details |= {"merge": merge.pk, "restored": sorted(found), "remarks": remarks}
    return Unmerged(kept, [found[number] for number in sorted(found)], remarks)


def forget_old_merges(workspace: Any) -> int:
    """Empty what could be undone of merges whose 30 days are over: it holds what those people had told us."""
    over = Merge.objects.of(workspace).filter(undo_until__lt=now()).exclude(undo={})
    return int(over.update(undo={}))


_PARTY = Party._meta.label


def _locked(member: Member, kept_id: int, merged_ids: Sequence[int]) -> tuple[Party, list[Party]]:
    wanted = list(dict.fromkeys(merged_ids))
    if not wanted or kept_id in wanted:
        raise Refused("Choose at least one other record to merge into this one.", place="merged", code="merge")
    if len(wanted) > MOST_AT_ONCE:
        raise Refused(f"At most {MOST_AT_ONCE} records can become one at a time.", place="merged", code="merge")
    rows = Party.objects.within(member, "customers.edit").select_for_update(of=("self",))
    found: dict[int, Party] = {one.pk: one for one in rows.filter(pk__in=[kept_id, *wanted])}
    if len(found) != len(wanted) + 1:
        raise Missing("One of these records is no longer there.")
    if len({one.kind for one in found.values()}) > 1:
        raise Refused("A person and a company cannot become one record.", place="merged", code="merge")
    return found[kept_id], [found[number] for number in wanted]


def _merge(change: Change, kept: Party, others: list[Party], values: dict[str, Any], merge: Merge) -> Trace:
    trace: Trace = []
    involved = (kept.pk, *(one.pk for one in others))
    contacts = _contacts([kept, *others])
    places = _places(others)
    for one in others:
        _lead_pairs(change, one.pk, kept.pk, trace)
        lead_to(change, one, kept.pk, trace, but=involved)
    for one in others:
        one.refresh_from_db()
        drop(change, one, kept_values(one), trace)
    kept.refresh_from_db()
    before = kept_values(kept)
    for name, value in values.items():
        setattr(kept, name, value)
    write(change, kept, before, trace)
    _keep_contacts(change, kept, contacts, trace)
    _keep_places(change, kept, places, trace)
    _search(change, kept, trace)
    for one in others:
        former = FormerId(former_id=one.pk, external_id=one.external_id, party=kept, merge=merge)
        former.workspace_id = change.workspace_id
        make(change, former, trace)
    settle_groups(change, kept, merge, trace)
    return trace


def _lead_pairs(change: Change, old_id: int, new_id: int, trace: Trace) -> None:
    """Whoever was said to be somebody else than a record that goes is somebody else than the one that stays."""
    pairs = DistinctPair.objects.of(change.workspace_id)
    for pair in [*pairs.filter(first=old_id), *pairs.filter(second=old_id)]:
        other = pair.second_id if pair.first_id == old_id else pair.first_id
        drop(change, pair, kept_values(pair), trace)
        first, second = sorted((other, new_id))
        if first != second and not pairs.filter(first=first, second=second).exists():
            fresh = DistinctPair(first_id=first, second_id=second, decided_by_id=pair.decided_by_id)
            fresh.workspace_id = change.workspace_id
            make(change, fresh, trace)


def _contacts(records: Sequence[Party]) -> dict[tuple[str, str], str]:
    """Every address and number of the records, by its kind and the form it is matched by."""
    found: dict[tuple[str, str], str] = {}
    for one in records:
        for kind, value, normal in (("email", one.email, one.email_normal), ("phone", one.phone, one.phone_normal)):
            if value:
                found.setdefault((kind, normal or value.casefold()), value)
    return found


def _keep_contacts(change: Change, kept: Party, contacts: dict[tuple[str, str], str], trace: Trace) -> None:
    there = set(ContactPoint.objects.of(kept).filter(party=kept).values_list("kind", "normal"))
    there |= set(_contacts([kept]))
    for (kind, normal), value in contacts.items():
        if (kind, normal) not in there:
            point = ContactPoint(party=kept, kind=kind, value=value, normal=normal)
            point.workspace_id = change.workspace_id
            make(change, point, trace)


def _search(change: Change, kept: Party, trace: Trace) -> None:
    """What the kept record has further now is searched too; taken apart, it is found as before."""
    before = kept_values(kept)
    search_further(change, [kept.pk])
    kept.refresh_from_db()
    write(change, kept, before, trace)


def _places(records: Sequence[Party]) -> list[tuple[str, str, str, int | None]]:
    return [(one.street, one.postal_code, one.city, one.region_id) for one in records if one.street]


def _keep_places(change: Change, kept: Party, places: list[tuple[str, str, str, int | None]], trace: Trace) -> None:
    """Where a record lived that is no more stays known as a further address."""
    addresses = PostalAddress.objects.of(kept).filter(party=kept)
    there = {*addresses.values_list("street", "postal_code", "city", "region_id"), *_places([kept])}
    purpose = PostalAddress.Purpose.HOME if kept.is_person else PostalAddress.Purpose.SITE
    for place in dict.fromkeys(places):
        if place not in there:
            street, postal_code, city, region_id = place
            made = PostalAddress(party=kept, purpose=purpose, street=street, postal_code=postal_code, city=city)
            made.region_id, made.workspace_id = region_id, change.workspace_id
            make(change, made, trace)


def _locked_merge(member: Member, merge_id: int) -> Merge:
    merge: Merge | None = Merge.objects.of(member).select_for_update(of=("self",)).filter(pk=merge_id).first()
    mine = Party.objects.of(member).filter(reached_by(member, "customers.edit"))
    kept: Party | None = mine.filter(pk=merge.kept_id).first() if merge else None
    if merge is None or kept is None:
        raise Missing("There is no such merge.")
    if kept.erased_at is not None:
        raise Conflict("This person was erased. What was merged can no longer come back.", code="erased")
    if merge.undone_at is not None:
        raise Conflict("This merge has been undone already.", code="undone")
    if merge.undo_until < now() or not merge.undo:
        raise Conflict("This merge is older than 30 days and can no longer be undone.", code="too_old")
    if merge.undo["kept"] != merge.kept_id:
        raise Conflict("The kept record was merged into another one since. Undo that merge first.", code="merged_since")
    if Merge.objects.of(member).filter(kept=merge.kept_id, pk__gt=merge.pk, undone_at=None).exists():
        raise Conflict("More was merged into this record since. Undo the later merge first.", code="merged_since")
    return merge
