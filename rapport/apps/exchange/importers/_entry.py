"""The parts of an importer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from rapport.apps.accounts.models import Member
from rapport.kernel.actor import Actor

FieldKind = Literal["text", "identifier", "email", "moment", "day", "number", "amount", "words"]


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
    """One thing to say about the whole file; `choices` as value and words, or free text where there are none."""

    name: str
    title: str
    help: str
    default: str = ""
    choices: tuple[tuple[str, str], ...] = ()


class Record(NamedTuple):
    """Rows of the file that make one thing: where it begins, and the values of each row by position of the field."""

    line: int
    rows: Sequence[Sequence[Any]]


class Problem(Exception):
    """Why a record is refused: the field it is about and a sentence."""

    def __init__(self, field_name: str, message: str) -> None:
        super().__init__(message)
        self.field_name = field_name
        self.message = message


@dataclass(slots=True)
class Written:
    """What a batch did to the workspace. `extra` counts what this kind of import has to tell beyond that."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    extra: dict[str, int | Decimal] = field(default_factory=dict)

    def count(self, name: str, amount: int | Decimal = 1) -> None:
        """Add to one of the extra counts; what never occurred is not told."""
        if amount:
            self.extra[name] = self.extra.get(name, 0) + amount


@dataclass(frozen=True, slots=True)
class Setting:
    """What an import happens in: who does it, and what was said about the file."""

    member: Member
    actor: Actor
    options: dict[str, str]

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

    def write(self, facts: Sequence[Any]) -> Written:
        """Write a batch in the caller's transaction."""
        ...


@dataclass(frozen=True, slots=True)
class Importer:
    """One kind of import.

    `key` names the field whose equal values make one record of several rows; without it every row is a record.
    Of each group in `one_of` at least one field needs a column. `surveyed` fields are handed to the sink's `survey`.
    """

    name: str
    title: str
    help: str
    noun: str
    fields: tuple[Field, ...]
    sink: type[Sink]
    options: tuple[Option, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    key: str = ""
    surveyed: tuple[str, ...] = ()
    extra_titles: dict[str, str] = field(default_factory=dict)
    order: int = 0

    def field(self, name: str) -> Field:
        """The field of that name. Raises KeyError."""
        for found in self.fields:
            if found.name == name:
                return found
        raise KeyError(name)

    def position(self, name: str) -> int:
        """Where the field's value stands in a row's values."""
        return [found.name for found in self.fields].index(name)
