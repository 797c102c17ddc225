"""The parties of a batch by everything they can be recognised by, before anything is written."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.customers.models import ContactPoint, FormerId, Party
from rapport.apps.customers.operations._rows import COLUMNS, Values, countries_of, empty_values, with_facts
from rapport.apps.customers.operations.contact import normal_email, normal_phone
from rapport.apps.customers.operations.facts import PartyFacts
from rapport.apps.customers.operations.matching import COLUMNS_OF, OWN_FIELD, Matching, key_of
from rapport.kernel.bulk import chunks
from rapport.kernel.errors import Refused

ALWAYS = ("external_id", "email", "phone")


class Row:
    """A party while it is being recorded: its id (0 until it has one), its values before and after.

    `touched` are those that facts of this batch were about.
    """

    __slots__ = ("after", "before", "id", "touched")

    def __init__(self, party_id: int, before: Values | None) -> None:
        self.id = party_id
        self.before = before
        self.after = before or empty_values()
        self.touched = False

    @property
    def is_changed(self) -> bool:
        return self.before is not None and self.after != self.before


class Book:
    """Takes facts one after the other; each goes to the row it is about. `countries` of regions not made yet."""

    def __init__(self, member: Member, matching: Matching, *, countries: dict[int, str] | None = None) -> None:
        self.member = member
        self.matching = matching
        self.rows: dict[int, Row] = {}
        self.countries = countries if countries is not None else {}
        self._keys = tuple(dict.fromkeys((*ALWAYS, *matching.keys, *(("name",) if matching.bare_names else ()))))
        self._index: dict[str, dict[Any, list[int]]] = {key: defaultdict(list) for key in self._keys}
        self._also: dict[tuple[str, str], int] = {}
        self._at: dict[int, int] = {}
        self._next = 0
        self._numbers: dict[str, str] = {}
        self._former: dict[str, str] = {}
        self._reach: set[int] | None = None if member.scope("customers.edit") == "all" else set()

    def load(self, parties: Sequence[PartyFacts]) -> None:
        """Read every record that any of the facts may be about."""
        unknown = [facts for facts in parties if facts.region_id not in self.countries]
        self.countries |= countries_of(self.member.workspace_id, unknown)
        self._former |= self._numbers_of_merged(parties)
        wanted = [self._said(self._current(facts)) for facts in parties]
        self._numbers = self._numbers_of_addresses(wanted)
        found: set[int] = set()
        for key in self._keys:
            asked = wanted if key in self.matching.keys or key in ALWAYS else filter(_is_bare_name, wanted)
            named = {value for said in asked if (value := key_of(key, said)) is not None}
            found |= self._ids_by(key, named)
        fresh = self._fresh(found)
        self._read(fresh)
        self._note_further(fresh, wanted)

    def take(self, facts: PartyFacts) -> int:
        """Add the facts to the party they are about; returns its position. Raises Refused, and nothing is taken."""
        facts = self._current(facts)
        position = self._find(facts)
        if position is None:
            return self._new(facts)
        row = self.rows[position]
        self._refuse_strangers(facts, row)
        if self.matching.mode != "create" and not self._only_namesakes(facts, row):
            self._refuse_taken_number(facts, position)
            self._drop(position)
            row.after = with_facts(row.after, facts, self.countries)
            self._file(position)
        row.touched = True
        return position

    @property
    def touched(self) -> Iterator[Row]:
        """The rows that facts were about."""
        return (row for row in self.rows.values() if row.touched)

    def _new(self, facts: PartyFacts) -> int:
        if self.matching.mode == "update":
            raise Refused("Nobody like this is known, and this import only updates.", place=_place(facts, "name"))
        if facts.name is None and not facts.called:
            raise Refused("A person or company needs a name.", place=_place(facts, "name"), code="party")
        position = self._add(Row(0, None))
        row = self.rows[position]
        row.after = with_facts({**row.after, "name": facts.called}, facts, self.countries)
        row.touched = True
        self._file(position)
        return position

    def _find(self, facts: PartyFacts) -> int | None:
        said = self._said(facts)
        if not self.matching.keys:
            return self._find_as_usual(facts, said)
        for key in self.matching.keys:
            value = key_of(key, said)
            found = self._alike(key, value, facts.kind) if value is not None else []
            if len(found) > 1:
                words = f"{len(found)} records are recognised by this: which one is meant cannot be told."
                raise Refused(words, place=_place(facts, key if key in ALWAYS else "name"), code="party")
            if found:
                return found[0]
        return None

    def _find_as_usual(self, facts: PartyFacts, said: Values) -> int | None:
        number, email, phone = said["external_id"], said["email_normal"], said["phone_normal"]
        known_as = number or self._numbers.get(email, "")
        if known_as and (numbered := self._index["external_id"].get(known_as)):
            return self._of_this_kind(facts, numbered[0])
        found = self._alike("email", email, facts.kind) if email else []
        if not found and not facts.email and not number and phone:
            found = self._alike("phone", phone, facts.kind)
        if not found and self.matching.bare_names and not (number or facts.email or facts.phone):
            found = self._namesake(facts)
        if not found:
            return None
        # The same address under another number is another record: shops give one address to several customers.
        other_number = self.rows[found[0]].after["external_id"]
        return None if number and other_number and other_number != number else found[0]

    def _namesake(self, facts: PartyFacts) -> list[int]:
        """The record with nothing but this name, else the oldest of this name."""
        found = self._alike("name", (facts.name or "").strip(), facts.kind)
        return [at for at in found if _is_bare(self.rows[at].after)] or found

    def _only_namesakes(self, facts: PartyFacts, row: Row) -> bool:
        """Is a name all that the two have in common? Then the record is known, but may be somebody else's: it stays."""
        bare = self.matching.bare_names and not (facts.external_id or facts.email or facts.phone)
        return bare and not _is_bare(row.after)

    def _alike(self, key: str, value: Any, kind: str | None) -> list[int]:
        if not value:
            return []
        found = self._index[key].get(value) or []
        further = self._also.get((key, value)) if isinstance(value, str) else None
        every = found or ([further] if further is not None and further in self.rows else [])
        return [at for at in every if kind is None or self.rows[at].after["kind"] == kind]

    def _of_this_kind(self, facts: PartyFacts, position: int) -> int:
        row = self.rows[position]
        if facts.kind is not None and row.after["kind"] != facts.kind:
            words = f"This number is that of a {row.after['kind']}, “{row.after['name'][:60]}”."
            raise Refused(words, place=_place(facts, "external_id"), code="party")
        return position

    def _refuse_strangers(self, facts: PartyFacts, row: Row) -> None:
        if self._reach is not None and row.before is not None and row.id not in self._reach:
            raise Refused("This record is not among those you may change.", place=_place(facts, "name"), code="party")

    def _refuse_taken_number(self, facts: PartyFacts, position: int) -> None:
        others = self._index["external_id"].get((facts.external_id or "").strip(), ())
        if any(at != position for at in others):
            words = f"Another record has the customer number “{(facts.external_id or '')[:40]}”."
            raise Refused(words, place=_place(facts, "external_id"), code="taken")

    def _current(self, facts: PartyFacts) -> PartyFacts:
        """The facts under the number that the record has now, if it was merged since the source last saw it."""
        number = self._former.get((facts.external_id or "").strip())
        return facts if number is None else replace(facts, external_id=number)

    def _numbers_of_merged(self, parties: Sequence[PartyFacts]) -> dict[str, str]:
        """The numbers of records that are no more, with those of the records they were merged into."""
        named = sorted({number for facts in parties if (number := (facts.external_id or "").strip())})
        found: dict[str, str] = {}
        for part in chunks(named):
            rows = FormerId.objects.of(self.member).filter(external_id__in=part).exclude(party__external_id="")
            found |= dict(rows.values_list("external_id", "party__external_id"))
            known = Party.objects.of(self.member).filter(external_id__in=[*found])
            for number in known.values_list("external_id", flat=True):
                found.pop(number, None)
        return found

    def _said(self, facts: PartyFacts) -> Values:
        """As much of the facts as records are recognised by."""
        return {
            "external_id": (facts.external_id or "").strip(),
            "email_normal": normal_email(facts.email or ""),
            "phone_normal": normal_phone((facts.phone or "").strip(), self.countries.get(facts.region_id or 0, "")),
            "name": (facts.name or "").strip(),
            "company_id": facts.company_id,
            "postal_code": (facts.postal_code or "").strip(),
            "birth_date": facts.birth_date,
            "attributes": facts.attributes,
        }

    def _numbers_of_addresses(self, wanted: Iterable[Values]) -> dict[str, str]:
        """Numbers that facts of this batch name beside an address: others with the address alone mean the same."""
        numbers: dict[str, str] = {}
        for said in wanted:
            if said["email_normal"] and said["external_id"]:
                numbers.setdefault(said["email_normal"], said["external_id"])
        return numbers

    def _ids_by(self, key: str, named: set[Any]) -> set[int]:
        found: set[int] = set()
        rows = Party.objects.of(self.member)
        if key.startswith(OWN_FIELD):
            column, first = f"attributes__{key.removeprefix(OWN_FIELD)}", named
        else:
            column, first = COLUMNS_OF[key][0], {value[0] if isinstance(value, tuple) else value for value in named}
        for part in chunks(sorted(first, key=str)):
            found |= set(rows.filter(**{f"{column}__in": list(part)}).values_list("pk", flat=True))
        return found

    def _fresh(self, found: set[int]) -> list[int]:
        """Those of the records that are not in the book yet."""
        return sorted(found - set(self._at))

    def _read(self, party_ids: Iterable[int]) -> None:
        ids = list(party_ids)
        for part in chunks(ids):
            for values in Party.objects.of(self.member).filter(pk__in=part).order_by("pk").values("pk", *COLUMNS):
                party_id = values.pop("pk")
                self._file(self._add(Row(party_id, values)))
            self._note_reach(part)
        regions = [row.after["region_id"] for row in self.rows.values()]
        known = [region_id for region_id in regions if region_id not in self.countries]
        self.countries |= countries_of(self.member.workspace_id, (), known)

    def _note_reach(self, party_ids: Sequence[int]) -> None:
        """Which of them the member may change, where that is not all."""
        if self._reach is not None:
            reached = Party.objects.within(self.member, "customers.edit").filter(pk__in=party_ids)
            self._reach |= set(reached.values_list("pk", flat=True))

    def _note_further(self, read: Sequence[int], wanted: Sequence[Values]) -> None:
        """Records are known by their further addresses and numbers too, after the first ones of all records."""
        for kind in ("email", "phone"):
            named = sorted({said[f"{kind}_normal"] for said in wanted} - {""})
            for part in chunks(named):
                points = ContactPoint.objects.of(self.member).filter(kind=kind, normal__in=part).order_by("-party")
                found = list(points.values_list("normal", "party"))
                self._read(self._fresh({party_id for _, party_id in found}))
                self._also |= {(kind, normal): self._at[party_id] for normal, party_id in found}

    def _add(self, row: Row) -> int:
        position, self._next = self._next, self._next + 1
        self.rows[position] = row
        if row.id:
            self._at[row.id] = position
        return position

    def _file(self, position: int) -> None:
        for key in self._keys:
            value = key_of(key, self.rows[position].after)
            if value is not None:
                insort(self._index[key][value], position, key=self._age)

    def _drop(self, position: int) -> None:
        for key in self._keys:
            value = key_of(key, self.rows[position].after)
            if value is not None and position in self._index[key].get(value, ()):
                self._index[key][value].remove(position)

    def _age(self, position: int) -> tuple[bool, int]:
        """Older records first, as they come from the database; new ones after them."""
        return (self.rows[position].id <= 0, self.rows[position].id if self.rows[position].id > 0 else position)


def _is_bare(values: Values) -> bool:
    return not any(values[name] for name in ("external_id", "email", "phone"))


def _is_bare_name(said: Values) -> bool:
    """Do facts say nothing but a name? Only these are looked for by it."""
    return not any(said[name] for name in ("external_id", "email_normal", "phone_normal"))


def _place(facts: PartyFacts, name: str) -> str:
    return f"{facts.place} › {name}" if facts.place else name
