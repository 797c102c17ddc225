"""Taking back what an import did to people, companies, tags and regions; inside an operation of the room above."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from rapport.apps.activity.operations import Change
from rapport.apps.customers.models import (
    ContactPoint,
    DistinctPair,
    DuplicateMember,
    Membership,
    Party,
    PartyTag,
    Region,
    Relation,
    Tag,
    Trait,
)
from rapport.apps.customers.operations._rows import COLUMNS, DERIVED, countries_of, with_facts
from rapport.apps.customers.operations.facts import PartyFacts
from rapport.kernel.bulk import chunks, delete_rows, update_rows
from rapport.kernel.models import ChangedModel
from rapport.kernel.personal_data import ERASED_NAME
from rapport.kernel.referring import referred_to
from rapport.kernel.tombstones import leave_tombstones
from rapport.kernel.undoing import Left, TakenBack, Undoing, revived, rows_by_id, set_back

COMES_ALONG = (Membership, PartyTag, Trait, DuplicateMember, DistinctPair)
WRITTEN_WITH = (Relation, ContactPoint)
DATES = ("first_seen_at", "acquired_at")
NOUN = "record"


def take_back_parties(change: Change, details: dict[str, Any], undoing: Undoing) -> TakenBack:
    """Remove the parties a batch made, set back those it changed, take its tags off."""
    done = TakenBack()
    _untag(change, details)
    _set_back(change, details, done, undoing)
    _remove(change, details.get("created_ids", []), undoing, done)
    return done


def take_back_dates(change: Change, details: dict[str, Any]) -> None:
    """Set back when customers were first seen and first bought, where that still is what a batch of orders said."""
    before, after = details.get("dates_before", {}), details.get("dates_after", {})
    found = rows_by_id(Party.objects.of(change.workspace_id), [int(party_id) for party_id in before], DATES)
    rows = []
    for party_id, values in found.items():
        was, became = before[str(party_id)], after[str(party_id)]
        now_is = [values[name] and values[name].isoformat() for name in DATES]
        back = [old if current == new else current for old, new, current in zip(was, became, now_is, strict=True)]
        rows.append((party_id, *(at and datetime.fromisoformat(at) for at in back), change.sequence))
    update_rows(Party, change.workspace_id, (*DATES, "change"), rows)


def take_back_regions(change: Change, details: dict[str, Any], undoing: Undoing) -> TakenBack:
    """Remove the regions an import made, where nothing is there."""
    rows = Region.objects.of(change.workspace_id).filter(name__in=details.get("names", []))
    names = dict(rows.values_list("pk", "name"))
    used = referred_to(Region, list(names), change.workspace_id)
    free = sorted(set(names) - set(used))
    delete_rows(Region.objects.of(change.workspace_id).filter(pk__in=free))
    left = [Left("region", pk, names[pk], "", f"It is used by {used[pk]}.") for pk in sorted(used)]
    return TakenBack(removed=len(free), left=left)


def _untag(change: Change, details: dict[str, Any]) -> None:
    pairs = details.get("tagged", [])
    by_tag: dict[int, list[int]] = {}
    for party_id, tag_id in pairs:
        by_tag.setdefault(tag_id, []).append(party_id)
    for tag_id, party_ids in by_tag.items():
        for part in chunks(party_ids):
            delete_rows(PartyTag.objects.of(change.workspace_id).filter(tag=tag_id, party__in=part))
            Party.objects.of(change.workspace_id).filter(pk__in=part).update(change=change.sequence)
    made = Tag.objects.of(change.workspace_id).filter(name__in=details.get("tags_made", []))
    used = PartyTag.objects.of(change.workspace_id).filter(tag__in=made.values("pk")).values_list("tag", flat=True)
    delete_rows(Tag.objects.of(change.workspace_id).filter(pk__in=set(made.values_list("pk", flat=True)) - set(used)))


def _set_back(change: Change, details: dict[str, Any], done: TakenBack, undoing: Undoing) -> None:
    before, after = details.get("before", {}), details.get("after", {})
    erased = _erased(change, [int(party_id) for party_id in before], done)
    rows = Party.objects.of(change.workspace_id).filter(erased_at=None)
    found = rows_by_id(rows, [int(party_id) for party_id in before], COLUMNS)
    lost = _lost(change.workspace_id, before)
    taken = _taken_numbers(change.workspace_id, before)
    written = []
    for party_id, values in found.items():
        was = {name: value for name, value in before[str(party_id)].items() if name not in DERIVED}
        back, differ = set_back(values, was, after.get(str(party_id), {}))
        gone = [name for name, value in back.items() if (name, value) in lost]
        if taken.get(back.get("external_id", ""), party_id) != party_id:
            gone.append("external_id")
        back = {name: value for name, value in back.items() if name not in gone}
        done.left += [Left(NOUN, party_id, values["name"], name, "Somebody has changed it since.") for name in differ]
        done.left += [Left(NOUN, party_id, values["name"], name, "What it was is no longer free.") for name in gone]
        if back:
            written.append((party_id, values | {name: revived(Party, name, value) for name, value in back.items()}))
    _write(change, written)
    change.mention("party", (party_id for party_id, _values in written))
    _employers_back(change, details.get("employers", {}), undoing)
    done.restored += len(written)
    missing = sorted({int(party_id) for party_id in before} - set(found) - erased)
    done.left += [Left(NOUN, party_id, str(party_id), "", "It has been deleted or merged.") for party_id in missing]


def _erased(change: Change, party_ids: Sequence[int], done: TakenBack) -> set[int]:
    """Those of the records that were erased: nothing that was known of them comes back."""
    erased: set[int] = set()
    for part in chunks(sorted(party_ids)):
        rows = Party.objects.of(change.workspace_id).filter(pk__in=part).exclude(erased_at=None)
        erased |= set(rows.values_list("pk", flat=True))
    done.left += [Left(NOUN, party_id, ERASED_NAME, "", "It was erased.") for party_id in sorted(erased)]
    return erased


def _write(change: Change, written: Sequence[tuple[int, dict[str, Any]]]) -> None:
    countries = countries_of(change.workspace_id, (), [values["region_id"] for _, values in written])
    rows = []
    for party_id, values in written:
        after = with_facts(values, PartyFacts(), countries)
        rows.append((party_id, change.sequence, *(after[name] for name in COLUMNS)))
    update_rows(Party, change.workspace_id, ("change", *COLUMNS), rows)


def _employers_back(change: Change, noted: dict[str, Any], undoing: Undoing) -> None:
    """Working relations end and go on as before, where nobody else has written them since."""
    rows = Relation.objects.of(change.workspace_id).filter(kind=Relation.Kind.WORKS_FOR)
    begun = {tuple(pair) for pair in noted.get("begun", [])}
    parties = sorted({party_id for party_id, _ in begun})
    written = rows.filter(Q(party__in=parties) | Q(pk__in=[*noted.get("ended", []), *noted.get("resumed", {})]))
    found = list(written.values_list("pk", "party", "other", "change"))
    own = undoing.own({sequence for *_, sequence in found})
    ours = {pk: (party_id, other_id) for pk, party_id, other_id, sequence in found if sequence in own}
    ended = [pk for pk in noted.get("ended", []) if pk in ours]
    rows.filter(pk__in=ended).update(until=None, change=change.sequence)
    for pk, until in noted.get("resumed", {}).items():
        if int(pk) in ours:
            rows.filter(pk=int(pk)).update(until=until, change=change.sequence)
    _delete(change, Relation, [pk for pk, pair in ours.items() if pair in begun])


def _lost(workspace_id: int, before: dict[str, dict[str, Any]]) -> set[tuple[str, Any]]:
    """Keys to regions and companies that are no longer there."""
    lost: set[tuple[str, Any]] = set()
    for name, model in (("region_id", Region), ("company_id", Party)):
        named = {values[name] for values in before.values() if values.get(name)}
        found = set(model.objects.of(workspace_id).filter(pk__in=named).values_list("pk", flat=True))
        lost |= {(name, row_id) for row_id in named - found}
    return lost


def _taken_numbers(workspace_id: int, before: dict[str, dict[str, Any]]) -> dict[str, int]:
    named = [values["external_id"] for values in before.values() if values.get("external_id")]
    rows = Party.objects.of(workspace_id).filter(external_id__in=named)
    return dict(rows.values_list("external_id", "pk"))


def _remove(change: Change, created: Sequence[int], undoing: Undoing, done: TakenBack) -> None:
    _erased(change, created, done)
    living = Party.objects.of(change.workspace_id).filter(erased_at=None)
    found = rows_by_id(living, created, ("name", "change"))
    own = undoing.own({values["change"] for values in found.values()})
    edited = set(undoing.edited("party", list(found)))
    _drop_what_was_written_with(change, list(found), undoing)
    used = referred_to(Party, list(found), change.workspace_id, but=COMES_ALONG)
    free = []
    for party_id, values in found.items():
        if party_id in used:
            done.left.append(Left(NOUN, party_id, values["name"], "", f"It has {used[party_id]} from elsewhere."))
        elif party_id in edited or values["change"] not in own:
            done.left.append(Left(NOUN, party_id, values["name"], "", "Somebody has worked on it since."))
        else:
            free.append(party_id)
    remove_parties(change, free)
    done.removed += len(free)


def _drop_what_was_written_with(change: Change, party_ids: Sequence[int], undoing: Undoing) -> None:
    """Relations and further addresses that the import itself wrote."""
    for model in WRITTEN_WITH:
        for part in chunks(party_ids):
            rows = model.objects.of(change.workspace_id).filter(party__in=part)
            own = undoing.own(set(rows.values_list("change", flat=True)))
            _delete(change, model, list(rows.filter(change__in=own).values_list("pk", flat=True)))


def remove_parties(change: Change, party_ids: Collection[int]) -> None:
    """Inside an operation: remove parties that nothing but tags, memberships and proposals of duplicates points at."""
    for part in chunks(sorted(party_ids)):
        for model in COMES_ALONG:
            for key in ("first", "second") if model is DistinctPair else ("party",):
                rows = model.objects.of(change.workspace_id).filter(**{f"{key}__in": part})
                _delete(change, model, list(rows.values_list("pk", flat=True)))
        _delete(change, Party, part)


def _delete(change: Change, model: Any, row_ids: Sequence[int]) -> None:
    if issubclass(model, ChangedModel):
        leave_tombstones(model, row_ids, workspace_id=change.workspace_id, change=change.sequence)
    for part in chunks(row_ids):
        delete_rows(model.objects.of(change.workspace_id).filter(pk__in=part))
