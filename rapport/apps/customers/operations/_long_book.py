"""The parties of a whole file, batch after batch: what earlier batches made of them is kept on disk, not in memory."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations._book import Book, Row
from rapport.apps.customers.operations._rows import Values
from rapport.apps.customers.operations.matching import Matching, key_of
from rapport.kernel.bulk import chunks
from rapport.kernel.remembering import Remembered
from rapport.kernel.undoing import plain

READ_AS = {"birth_date": date.fromisoformat, "first_seen_at": datetime.fromisoformat}


class LongBook(Book):
    """A book whose batches each go on from what the ones before have made. `countries` of regions not made yet."""

    def __init__(self, member: Member, matching: Matching, *, countries: dict[int, str] | None = None) -> None:
        super().__init__(member, matching, countries=countries)
        self._earlier = Remembered()
        self._taken_up: set[int] = set()

    def place_of(self, position: int) -> int:
        """The id of a row, or one below zero by which a row that is not made yet is known in all batches."""
        return self.rows[position].id or -position - 1

    def close(self, remembered: Collection[int]) -> None:
        """The batch is over: all rows are put away, and those at these positions can be taken up again."""
        changed = {position for position in self._taken_up if self.rows[position].touched}
        left = {str(position): self._left(position) for position in changed.union(remembered)}
        self._earlier.put(left, names={position: list(self._names_of(int(position))) for position in left})
        every: list[Any] = [self.rows, self._at, self._also, self._former, self._taken_up, *self._index.values()]
        for held in every:
            held.clear()
        if self._reach is not None:
            self._reach.clear()

    def _left(self, position: int) -> dict[str, Any]:
        after = self.rows[position].after
        return {"id": self.place_of(position), "values": {name: plain(value) for name, value in after.items()}}

    def _names_of(self, position: int) -> Iterable[str]:
        """What a later batch may ask for the row by."""
        yield _name("id", self.place_of(position))
        for key in self._keys:
            value = key_of(key, self.rows[position].after)
            if value is not None:
                yield _name(key, value)

    def _ids_by(self, key: str, named: set[Any]) -> set[int]:
        self._take_up(_name(key, value) for value in named)
        return super()._ids_by(key, named)

    def _fresh(self, found: set[int]) -> list[int]:
        self._take_up(_name("id", party_id) for party_id in found)
        return super()._fresh(found)

    def _take_up(self, names: Iterable[str]) -> None:
        """Put back into the book what earlier batches left under these names."""
        found = {int(position): kept for position, kept in self._earlier.by_name(names).items()}
        fresh = sorted(position for position in found if position not in self.rows)
        for position in fresh:
            row = Row(found[position]["id"], _revived(found[position]["values"]))
            self.rows[position], self._at[row.id] = row, position
            self._file(position)
        self._taken_up.update(fresh)
        for part in chunks([self.rows[position].id for position in fresh if self.rows[position].id > 0]):
            self._note_reach(part)


def _name(key: str, value: Any) -> str:
    return f"{key}={value!r}"


def _revived(values: dict[str, Any]) -> Values:
    return {name: READ_AS[name](value) if value and name in READ_AS else value for name, value in values.items()}
