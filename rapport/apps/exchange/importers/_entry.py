"""The parts of an importer."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from rapport.apps.accounts.models import Member
from rapport.apps.customers.operations import Matching, RefusedFacts
from rapport.kernel.actor import Actor

FieldKind = Literal[
    "text",
    "identifier",
    "email",
    "words",
    "yes_no",
    "flag",
    "moment",
    "day",
    "number",
    "amount",
    "minutes",
    "share",
    "rate",
]
NUMBERS: frozenset[FieldKind] = frozenset({"number", "amount", "minutes", "share", "rate"})
Group = Literal["customers", "sales", "answers", "records"]
GROUPS: dict[Group, str] = {
    "customers": "People and companies",
    "sales": "Sales",
    "answers": "Answers",
    "records": "Records from elsewhere",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a column can hold. `synonyms` are column names of known exports and languages.

    A required field needs a column and a value in every row; with `per_record` one value among the rows of a record.
    """

    name: str
    title: str
    help: str
    kind: FieldKind = "text"
    required: bool = False
    per_record: bool = False
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to say about the whole file; `choices` as value and words, or free text where there are none.

    It is about how the `file` is written, or about what becomes of `records` that are known already.
    """

    name: str
    title: str
    help: str
    default: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    about: Literal["file", "records"] = "file"


MODE = Option(
    "mode",
    "Rows may",
    "",
    "both",
    (
        ("both", "add new records and update known ones"),
        ("create", "only add new records"),
        ("update", "only update known records"),
    ),
    "records",
)
EMPTY = Option(
    "empty",
    "An empty cell",
    "Names, numbers and tags are never emptied.",
    "leave",
    (("leave", "leaves what is known"), ("clear", "empties the field")),
    "records",
)


class Record(NamedTuple):
    """Rows of the file that make one thing: where it begins, and the values of each row by position of the field."""

    line: int
    rows: Sequence[Sequence[Any]]


class Problem(Exception):
    """Why a record is refused: the field it is about and a sentence, and whatever else is wrong with it."""

    def __init__(self, field_name: str, message: str, *others: tuple[str, str]) -> None:
        super().__init__(message)
        self.faults = ((field_name, message), *others)


@contextmanager
def noting(found: list[tuple[str, str]]) -> Iterator[None]:
    """Put a problem beside what was found already, and go on to find the next one."""
    try:
        yield
    except Problem as problem:
        found += problem.faults


def refuse(found: Sequence[tuple[str, str]]) -> None:
    """Raise Problem for all that was found, if anything was."""
    if found:
        raise Problem(*found[0], *found[1:])


@dataclass(slots=True)
class Written:
    """What a batch did to the workspace. `extra` counts what this kind of import has to tell beyond that.

    `refused` are facts of the batch that were left out. A batch that was only judged has `samples` of what it would
    change: dictionaries with `label` and `differences`, each of field, before and after.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    extra: dict[str, int | Decimal] = field(default_factory=dict)
    refused: list[RefusedFacts] = field(default_factory=list)
    samples: list[dict[str, Any]] = field(default_factory=list)

    def count(self, name: str, amount: int | Decimal = 1) -> None:
        """Add to one of the extra counts; what never occurred is not told."""
        if amount:
            self.extra[name] = self.extra.get(name, 0) + amount


@dataclass(frozen=True, slots=True)
class Setting:
    """What an import happens in: who does it, what was said about the file, its fields and those that have a column."""

    member: Member
    actor: Actor
    options: dict[str, str]
    fields: tuple[Field, ...] = ()
    mapped: frozenset[str] = frozenset()

    @property
    def mode(self) -> Any:
        """Whether records may be made, changed, or both."""
        return self.options.get("mode") or "both"

    @property
    def clears(self) -> bool:
        """Does an empty cell empty the field?"""
        return self.options.get("empty") == "clear"

    @property
    def matching(self) -> Matching:
        """How known people and companies are recognised."""
        said = (self.options.get("match", ""), self.options.get("match_2", ""))
        keys = tuple(dict.fromkeys(key for key in said if key))
        return Matching(keys, self.mode, bare_names=not keys)

    def cleared(self, said: dict[str, Any], but: Sequence[str]) -> list[str]:
        """Fields with a column and an empty cell, where these empty the field."""
        if not self.clears:
            return []
        return [name for name, value in said.items() if value is None and name in self.mapped and name not in but]

    @property
    def currency(self) -> str:
        """The currency of the amounts in the file."""
        return self.options.get("currency") or str(self.member.workspace.currency)

    @property
    def zone(self) -> ZoneInfo:
        """The zone of times that name none."""
        return self.member.workspace.zone


class Sink(Protocol):
    """Takes the records of one import, in the order of the file."""

    def __init__(self, setting: Setting) -> None: ...

    def survey(self, values: Sequence[Any]) -> None:
        """Look at one row before anything is written."""

    def prepare(self) -> Written:
        """Write what must be there before the first batch."""
        ...

    def facts(self, record: Record) -> Any:
        """The record as what the operation takes. Raises Problem."""
        ...

    def faults(self, values: Sequence[Any], unread: set[str]) -> Sequence[tuple[str, str]]:
        """What is wrong with a row beside the fields that could not be read, as pairs of field and sentence."""
        ...

    def passed(self, record: Record) -> None:
        """Look at a record that was written before the import was interrupted."""

    def write(self, facts: Sequence[Any]) -> Written:
        """Write a batch in the caller's transaction."""
        ...

    def judge(self, facts: Sequence[Any], *, samples: int = 0) -> Written:
        """What writing the batch would do, after all batches judged before it. Nothing is written."""
        ...

    def forget(self) -> None:
        """A batch was not written after all: forget the ids of what it made."""


class PlainSink:
    """What most sinks need not do."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting

    def survey(self, values: Sequence[Any]) -> None:
        """Nothing to look at beforehand."""

    def prepare(self) -> Written:
        """Nothing to write beforehand."""
        return Written()

    def faults(self, values: Sequence[Any], unread: set[str]) -> Sequence[tuple[str, str]]:
        """Nothing that can be told of a row alone."""
        return ()

    def passed(self, record: Record) -> None:
        """Nothing to remember."""

    def forget(self) -> None:
        """Nothing is kept between batches."""


@dataclass(frozen=True, slots=True)
class Importer:
    """One kind of import.

    `key` names the field whose equal values make one record of several rows; without it every row is a record.
    Of each group in `one_of` at least one field needs a column. `surveyed` fields are handed to the sink's `survey`.
    An importer of parties says of which kind: then fields of the workspace's own belong to it. Whoever chooses one
    finds it in its `group`.
    """

    name: str
    title: str
    help: str
    noun: str
    fields: tuple[Field, ...]
    sink: Callable[[Setting], Sink]
    options: tuple[Option, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    key: str = ""
    surveyed: tuple[str, ...] = ()
    extra_titles: dict[str, str] = field(default_factory=dict)
    order: int = 0
    party_kind: str = ""
    group: Group = "records"

    def field(self, name: str) -> Field:
        """The field of that name. Raises KeyError."""
        for found in self.fields:
            if found.name == name:
                return found
        raise KeyError(name)

    def position(self, name: str) -> int:
        """Where the field's value stands in a row's values."""
        return [found.name for found in self.fields].index(name)
