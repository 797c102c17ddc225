"""Recording many parties at once: for importers, the demo and programs."""

from collections.abc import Sequence
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.activity.operations import Change, recorded
from rapport.apps.customers.models import Party
from rapport.apps.customers.operations._rows import (
    COLUMNS,
    Values,
    check_companies,
    countries_of,
    empty_values,
    with_facts,
)
from rapport.apps.customers.operations.contact import normal_email, normal_phone
from rapport.apps.customers.operations.facts import PartyFacts, Recorded, check
from rapport.apps.customers.operations.tags import add_tags
from rapport.kernel.actor import Actor
from rapport.kernel.bulk import chunks, insert_rows, reserve_ids, update_rows
from rapport.kernel.clock import now
from rapport.kernel.errors import Refused


def record_parties(member: Member, parties: Sequence[PartyFacts], *, actor: Actor | None = None) -> Recorded:
    """Create or update people and companies: one transaction and one record in the log for all of them.

    A party is recognised by its number in other systems, else by its e-mail address, else (with neither) by its phone.
    The same facts twice change nothing. Raises Refused, naming the place, for the first thing that is wrong; then
    nothing is recorded.
    """
    member.require("customers.edit")
    for facts in parties:
        check(facts)
    check_companies(member.workspace_id, parties)
    with recorded(actor or member.actor, "parties.imported", topics=["parties"]) as change:
        book = _Book(member.workspace_id, parties)
        positions = [book.take(facts) for facts in parties]
        done = _write(book, change)
        done.ids = [book.rows[position].id for position in positions]
        tagged = add_tags(change, _tags(done.ids, parties))
        if not (done.created or done.updated or tagged):
            change.leave_no_record()
    return done


class _Row:
    """A party while it is being recorded: its id (0 until it has one), its values before and after."""

    __slots__ = ("after", "before", "id")

    def __init__(self, party_id: int, before: Values | None) -> None:
        self.id = party_id
        self.before = before
        self.after = before or empty_values()


class _Book:
    """The parties of one batch by everything they can be recognised by."""

    def __init__(self, workspace_id: int, parties: Sequence[PartyFacts]) -> None:
        self.workspace_id = workspace_id
        self.rows: list[_Row] = []
        self.by_number: dict[str, int] = {}
        self.by_email: dict[str, int] = {}
        self.by_phone: dict[str, int] = {}
        self.countries = countries_of(workspace_id, parties)
        self._load("external_id", [facts.external_id.strip() for facts in parties if facts.external_id])
        self._load("email_normal", [normal_email(facts.email) for facts in parties if facts.email])
        self._load("phone_normal", [self._phone(facts) for facts in parties if facts.phone])
        self.countries |= countries_of(workspace_id, (), [row.after["region_id"] for row in self.rows])

    def take(self, facts: PartyFacts) -> int:
        """Add the facts to the party they are about; returns its position."""
        position = self._find(facts)
        if position is None:
            if facts.name is None:
                raise Refused("A person or company needs a name.", place=f"{facts.place} › name", code="party")
            position = self._add(_Row(0, None))
        row = self.rows[position]
        row.after = with_facts(row.after, facts, self.countries)
        self._index(position)
        return position

    def _find(self, facts: PartyFacts) -> int | None:
        number = (facts.external_id or "").strip()
        if number and number in self.by_number:
            return self.by_number[number]
        email = normal_email(facts.email or "")
        found = self.by_email.get(email) if email else None
        if found is None and not email and not number and facts.phone:
            found = self.by_phone.get(self._phone(facts))
        if found is None:
            return None
        # The same address under another number is another record: shops give one address to several customers.
        other_number = self.rows[found].after["external_id"]
        return None if number and other_number and other_number != number else found

    def _phone(self, facts: PartyFacts) -> str:
        return normal_phone((facts.phone or "").strip(), self.countries.get(facts.region_id or 0, ""))

    def _load(self, column: str, values: Sequence[str]) -> None:
        known = {row.id for row in self.rows}
        for part in chunks(sorted({value for value in values if value})):
            found = Party.objects.of(self.workspace_id).filter(**{f"{column}__in": part}).order_by("-pk")
            for values_of_one in found.values("pk", *COLUMNS):
                party_id = values_of_one.pop("pk")
                if party_id not in known:
                    self._add(_Row(party_id, values_of_one))

    def _add(self, row: _Row) -> int:
        self.rows.append(row)
        self._index(len(self.rows) - 1)
        return len(self.rows) - 1

    def _index(self, position: int) -> None:
        after = self.rows[position].after
        for index, column in (
            (self.by_number, "external_id"),
            (self.by_email, "email_normal"),
            (self.by_phone, "phone_normal"),
        ):
            if after[column]:
                index[after[column]] = position


def _write(book: _Book, change: Change) -> Recorded:
    new = [row for row in book.rows if row.before is None]
    changed = [row for row in book.rows if row.before is not None and row.after != row.before]
    for row, party_id in zip(new, reserve_ids(Party, len(new)), strict=True):
        row.id = party_id
    at, sequence, workspace_id = now(), change.sequence, book.workspace_id
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
    unchanged = len(book.rows) - len(new) - len(changed)
    change.details |= {"created": len(new), "updated": len(changed), "unchanged": unchanged}
    change.details["created_ids"] = [row.id for row in new]
    change.details["before"] = {str(row.id): _changes(row) for row in changed}
    return Recorded(created=len(new), updated=len(changed), unchanged=unchanged)


def _changes(row: _Row) -> dict[str, Any]:
    before = row.before or {}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in before.items()
        if value != row.after[name]
    }


def _tags(ids: Sequence[int], parties: Sequence[PartyFacts]) -> list[tuple[int, str]]:
    return [(party_id, tag.strip()) for party_id, facts in zip(ids, parties, strict=True) for tag in facts.tags]
