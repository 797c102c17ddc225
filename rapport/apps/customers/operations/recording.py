"""Recording many parties at once: for importers, the demo and programs."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations._book import Book, Row
from rapport.apps.customers.operations._reaching import kept_in_reach, require_writable
from rapport.apps.customers.operations._rows import CARERS, COLUMNS, check_carers, check_companies, with_read_attributes
from rapport.apps.customers.operations.facts import PartyFacts, Recorded, RefusedFacts, check
from rapport.apps.customers.operations.matching import USUAL, Matching, check_keys
from rapport.apps.customers.operations.network import follow_employers
from rapport.apps.customers.operations.tags import add_tags
from rapport.kernel.actor import Actor
from rapport.kernel.bulk import insert_rows, reserve_ids, update_rows
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused


def record_parties(
    member: Member, parties: Sequence[PartyFacts], *, matching: Matching = USUAL, actor: Actor | None = None
) -> Recorded:
    """Create or update people and companies: one transaction and one record in the log for all of them.

    A party is recognised as `matching` says: usually by its number in other systems, else by its e-mail address, else
    (with neither) by its phone. The same facts twice change nothing. Raises Refused, naming the place, for the first
    thing that is wrong; then nothing is recorded.
    """
    member.require("customers.edit")
    for facts in parties:
        check(facts)
    return _recorded(member, parties, matching, actor, skips_refused=False)


def record_good_parties(
    member: Member, parties: Sequence[PartyFacts], *, matching: Matching = USUAL, actor: Actor | None = None
) -> Recorded:
    """As `record_parties`, of facts that have no `party_errors`; those refused all the same are left out and named."""
    member.require("customers.edit")
    return _recorded(member, parties, matching, actor, skips_refused=True)


def take_all(book: Book, parties: Sequence[PartyFacts]) -> tuple[list[int | None], list[RefusedFacts]]:
    """The position in the book of each of the facts, None for those it refuses, and why it does."""
    positions: list[int | None] = []
    refused = []
    for number, facts in enumerate(parties):
        try:
            positions.append(book.take(facts))
        except Refused as error:
            positions.append(None)
            refused.append(RefusedFacts(number, error.place.rpartition(" › ")[2], error.message))
    return positions, refused


def _recorded(
    member: Member, parties: Sequence[PartyFacts], matching: Matching, actor: Actor | None, *, skips_refused: bool
) -> Recorded:
    check_keys(member, matching.keys)
    check_companies(member.workspace_id, parties)
    check_carers(member.workspace_id, parties)
    parties = with_read_attributes(member.workspace_id, parties)
    require_writable(member, parties)
    with recorded(actor or member.actor, "parties.imported", topics=["parties"]) as change:
        book = Book(member, matching)
        book.load(parties)
        positions: Sequence[int | None]
        if skips_refused:
            positions, refused = take_all(book, parties)
        else:
            positions, refused = [book.take(facts) for facts in parties], []
        before = {row.id for row in book.rows.values()}
        done = _write(book, change)
        done.refused = refused
        done.ids = [0 if position is None else book.rows[position].id for position in positions]
        done.states = [state_of(None if position is None else book.rows[position]) for position in positions]
        tagged = add_tags(change, _tags(done.ids, parties, before if matching.mode == "create" else set()))
        change.mention("party", tagged)
        if not (done.created or done.updated or tagged):
            change.leave_no_record()
    return done


def state_of(row: Row | None) -> str:
    """What became of the facts about a row: created, updated, unchanged, or refused where they have none."""
    if row is None:
        return "refused"
    elif row.before is None:
        return "created"
    else:
        return "updated" if row.is_changed else "unchanged"


def count(book: Book) -> Recorded:
    """How many of the parties that facts were about are new, changed, or as they were."""
    touched = list(book.touched)
    new = sum(1 for row in touched if row.before is None)
    changed = sum(1 for row in touched if row.is_changed)
    return Recorded(created=new, updated=changed, unchanged=len(touched) - new - changed)


def _write(book: Book, change: Change) -> Recorded:
    done = count(book)
    new = [row for row in book.touched if row.before is None]
    changed = [row for row in book.touched if row.is_changed]
    for row, party_id in zip(new, reserve_ids(Party, len(new)), strict=True):
        row.id, row.after = party_id, kept_in_reach(book.member, row.after)
    at, sequence, workspace_id = now(), change.sequence, change.workspace_id
    insert_rows(
        Party,
        ("id", "workspace_id", "created_at", "change", *COLUMNS),
        [(row.id, workspace_id, at, sequence, *(row.after[name] for name in COLUMNS)) for row in new],
    )
    update_rows(
        Party,
        workspace_id,
        ("change", *COLUMNS),
        [(row.id, sequence, *(row.after[name] for name in COLUMNS)) for row in changed],
    )
    follow_employers(change, _companies([*new, *changed]))
    change.details |= {"created": done.created, "updated": done.updated, "unchanged": done.unchanged}
    change.details["created_ids"] = [row.id for row in new]
    change.mention("party", (row.id for row in new), made=True)
    change.mention("party", (row.id for row in changed))
    change.details["before"] = {str(row.id): _differing(row, row.before or {}) for row in changed}
    change.details["after"] = {str(row.id): _differing(row, row.after) for row in changed}
    if given := _given([*new, *changed]):
        change.details["given"] = given
    return done


def _given(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Who was given how many of the records: once for each set of places that were filled anew."""
    before = [row.before or {} for row in rows]
    filled = [
        tuple((name, row.after[name]) for name in CARERS if row.after[name] and row.after[name] != old.get(name))
        for row, old in zip(rows, before, strict=True)
    ]
    return [{"places": places, "count": count} for places, count in Counter(filled).items() if places]


def _companies(rows: Sequence[Row]) -> dict[int, int | None]:
    """The employers that changed."""
    return {
        row.id: row.after["company_id"]
        for row in rows
        if row.after["company_id"] != (row.before or {}).get("company_id")
    }


def _differing(row: Row, side: dict[str, Any]) -> dict[str, Any]:
    """What one side holds of the columns in which the sides differ."""
    before = row.before or {}
    return {
        name: side[name].isoformat() if hasattr(side[name], "isoformat") else side[name]
        for name in COLUMNS
        if before[name] != row.after[name]
    }


def _tags(ids: Sequence[int], parties: Sequence[PartyFacts], but: set[int]) -> list[tuple[int, str]]:
    return [
        (party_id, tag.strip())
        for party_id, facts in zip(ids, parties, strict=True)
        for tag in facts.tags
        if party_id and party_id not in but
    ]
