"""What recording would do, without doing it: the same rows are found and changed, and none is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations._book import Row
from rapport.apps.customers.operations._long_book import LongBook
from rapport.apps.customers.operations._rows import with_read_attributes
from rapport.apps.customers.operations.facts import PartyFacts, Recorded
from rapport.apps.customers.operations.matching import Matching, check_keys
from rapport.apps.customers.operations.recording import count, state_of, take_all

HIDDEN = {"email_normal", "phone_normal", "search_text"}


class Difference(NamedTuple):
    """One field of a record as it is and as it would be."""

    field: str
    before: Any
    after: Any


class Sample(NamedTuple):
    """A record that would be changed: its id, its name, and what in it."""

    row_id: int
    label: str
    differences: list[Difference]


@dataclass(slots=True)
class Judged(Recorded):
    """What would be done, with some of the records that would be changed.

    Records that would be made have ids below zero; `again` are those that later batches may be about too.
    """

    samples: list[Sample] = field(default_factory=list)
    again: set[int] = field(default_factory=set)


class PartyTrial:
    """Judges batch after batch as if each had been written before the next.

    `comes_again` says of facts whether others in the file may be about the same party: only these are remembered, on
    disk.
    Regions and companies that are not made yet have ids below zero; `countries` knows those regions.
    """

    def __init__(
        self,
        member: Member,
        matching: Matching,
        *,
        countries: dict[int, str] | None = None,
        comes_again: Callable[[PartyFacts], bool] = lambda facts: True,
    ) -> None:
        check_keys(member, matching.keys)
        self._workspace_id = member.workspace_id
        self._book = LongBook(member, matching, countries=countries)
        self._comes_again = comes_again

    def judge(self, parties: Sequence[PartyFacts], *, samples: int = 0) -> Judged:
        """What recording these facts would do now."""
        parties = with_read_attributes(self._workspace_id, parties)
        self._book.load(parties)
        positions, refused = take_all(self._book, parties)
        counted, rows = count(self._book), self._book.rows
        judged = Judged(counted.created, counted.updated, counted.unchanged, refused=refused)
        judged.samples = [sample_of(row) for row in self._book.touched if samples and row.is_changed][:samples]
        judged.ids = [0 if position is None else self._book.place_of(position) for position in positions]
        judged.states = [state_of(None if position is None else rows[position]) for position in positions]
        kept = {
            position
            for position, facts in zip(positions, parties, strict=True)
            if position is not None and self._comes_again(facts)
        }
        judged.again = {self._book.place_of(position) for position in kept}
        self._book.close(kept)
        return judged


def sample_of(row: Row) -> Sample:
    """The row's differences, without what follows from others."""
    before = row.before or {}
    differing = [
        Difference(name, before[name], row.after[name])
        for name in row.after
        if before.get(name) != row.after[name] and name not in HIDDEN
    ]
    return Sample(row.id, str(row.after["name"]), differing)
