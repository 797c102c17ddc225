"""What is kept about a person, room by room: how it is copied for them and how it is erased.

A room declares each kind of data in its folder `personal_data/`::

    notes = PersonalData(
        name="notes", title="Notes", help="What members wrote about the person.", where="the record",
        keys=("customers.PartyNote.party",), found=NOTES.copied, erase=NOTES.deleted,
    )

`keys` names the columns that lead to a person and that the entry answers for; a test holds that every such column of
every room is answered for by one entry. An entry finds its rows by `Rows`, so that it knows no model.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from django.apps import apps
from django.db.models import Q

from rapport.catalogue import Catalogue
from rapport.kernel.bulk import chunks, delete_rows
from rapport.kernel.models import ChangedModel, WorkspaceQuerySet
from rapport.kernel.redacting import Words
from rapport.kernel.tombstones import leave_tombstones

ERASED_NAME = "Erased person"
Row = dict[str, Any]
Tell = Callable[[int, int | None, str], None]


class Place(Protocol):
    """The place in the log at which something is erased."""

    workspace_id: int
    sequence: int


@dataclass(frozen=True)
class Person:
    """Whose data: the record, the ids it had before merges, and by which words others speak of them.

    The log was looked through already up to `since`.
    """

    workspace_id: int
    party_id: int
    former_ids: frozenset[int] = frozenset()
    words: Words = field(default_factory=Words)
    since: int = 0

    @property
    def ids(self) -> frozenset[int]:
        """Every id that ever meant this person."""
        return self.former_ids | {self.party_id}


@dataclass(slots=True)
class Outcome:
    """What became of one kind of data: numbers of rows, why some stay, and places for somebody to look at.

    A place is a path inside the workspace, and how often the person is named there. Nothing here is personal.
    """

    deleted: int = 0
    emptied: int = 0
    kept: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(
            self.deleted + other.deleted,
            self.emptied + other.emptied,
            self.kept | other.kept,
            self.places | other.places,
        )


@dataclass(frozen=True)
class Rows:
    """The rows of one table that are about a person: by which keys they are found, which columns are copied."""

    label: str
    shown: tuple[str, ...]
    keys: tuple[str, ...] = ("party",)

    @property
    def named(self) -> tuple[str, ...]:
        """The keys as an entry names them."""
        return tuple(f"{self.label}.{key}" for key in self.keys)

    def every(self, person: Person) -> WorkspaceQuerySet:
        """All of the workspace's rows."""
        return apps.get_model(self.label)._default_manager.all().of(person.workspace_id)  # type: ignore[attr-defined,no-any-return]

    def of(self, person: Person) -> WorkspaceQuerySet:
        """The person's rows."""
        meant = Q()
        for key in self.keys:
            meant |= Q(**{f"{key}__in": person.ids})
        return self.every(person).filter(meant)

    def ids(self, person: Person) -> list[int]:
        """The ids of the person's rows."""
        return list(self.of(person).order_by("pk").values_list("pk", flat=True))

    def copied(self, person: Person) -> list[Row]:
        """The person's rows as plain values, the oldest first."""
        found = self.of(person).order_by("pk").values(*self.shown)
        return [{name.replace("__", " "): plain(value) for name, value in row.items()} for row in found]

    def deleted(self, person: Person, change: Place) -> Outcome:
        """Delete the person's rows, leaving the marks by which the lake forgets them too."""
        return Outcome(deleted=self.delete(self.of(person), change))

    def delete(self, rows: WorkspaceQuerySet, change: Place) -> int:
        """Delete some of the rows."""
        model = apps.get_model(self.label)
        ids = list(rows.order_by().values_list("pk", flat=True))
        if issubclass(model, ChangedModel):
            leave_tombstones(model, ids, workspace_id=change.workspace_id, change=change.sequence)
        for part in chunks(ids):
            delete_rows(model._default_manager.all().of(change.workspace_id).filter(pk__in=part))  # type: ignore[attr-defined]
        return len(ids)

    def emptied(self, person: Person, change: Place, **values: Any) -> Outcome:
        """Put these values into the person's rows in place of what stands there."""
        if issubclass(apps.get_model(self.label), ChangedModel):
            values["change"] = change.sequence
        return Outcome(emptied=self.of(person).update(**values))


@dataclass(frozen=True)
class Picked(Rows):
    """Rows that no key leads to: a function says by their ids which of the table's are about the person."""

    pick: Callable[[Person], list[int]] = lambda person: []

    def of(self, person: Person) -> WorkspaceQuerySet:
        """The rows that are picked."""
        return self.every(person).filter(pk__in=self.pick(person))


@dataclass(frozen=True)
class Logged:
    """Rows whose values the log holds by their id: with verbs that begin so, `under` these words of the details.

    `forget` is what becomes of one. A `model` says that the log also lists them one by one, each with that word.
    """

    verbs: tuple[str, ...]
    ids: Callable[[Person], Sequence[int] | frozenset[int]]
    forget: Callable[[Any], Any] = lambda value: {} if isinstance(value, dict) else None
    under: tuple[str, ...] = ("before", "after")
    model: str = ""


@dataclass(frozen=True)
class PersonalData:
    """One kind of data about people: what it is called, where it is seen, how it is copied and erased.

    `sweep`, where there is one, comes before `erase` and outside its transaction: it looks through what may be large
    for all people who are erased together, and may be begun again after a kill. `files` are copied as they are, each
    under a name for people. `life` are keys of rows that show that there still is something to do with the person,
    each with their moment; without one, or where it has not come, always.
    """

    name: str
    title: str
    help: str
    where: str
    keys: tuple[str, ...]
    found: Callable[[Person], list[Row]]
    erase: Callable[[Person, Place], Outcome]
    files: Callable[[Person], list[tuple[str, Path]]] = lambda person: []
    sweep: Callable[[Sequence[Person], Tell], list[Outcome]] | None = None
    logged: tuple[Logged, ...] = ()
    life: tuple[tuple[str, str], ...] = ()
    order: int = 50


def one_by_one(sweep: Callable[[Person, Tell], Outcome]) -> Callable[[Sequence[Person], Tell], list[Outcome]]:
    """A sweep of many people that looks for each of them by itself."""
    return lambda people, tell: [sweep(person, tell) for person in people]


@cache
def registered() -> Catalogue[PersonalData]:
    """The kinds of personal data of all installed rooms; a name may occur once in all of them."""
    return folders_of("personal_data", PersonalData)


def folders_of(shelf: str, entry_class: type[Any]) -> Catalogue[Any]:
    """The catalogue over this folder of every installed room."""
    folders = [f"{app.name}.{shelf}" for app in apps.get_app_configs() if app.name.startswith("rapport.apps.")]
    first, *others = [Catalogue(folder, entry_class) for folder in folders if find_spec(folder)]
    return first.merged_with(*others)


def plain(value: Any) -> Any:
    """A value as JSON holds it and people read it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
