"""The parts of an exporter."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from rapport.apps.accounts.models import Member

Kind = Literal["text", "identifier", "day", "moment", "number", "amount", "yes_no"]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an export. Its title is what the importer of the same kind knows it by."""

    name: str
    title: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Exporter:
    """One kind of export: who may have it, its columns as a member meets them, and its rows as they are read.

    `rows` yields dictionaries by column name, a portion at a time, of what the member's rights reach. It is offered
    in the `group` of the imports of its kind.
    """

    name: str
    title: str
    help: str
    right: str
    columns: Callable[[Member], list[Column]]
    rows: Callable[[Member], Iterator[Row]]
    formats: tuple[str, ...] = ("csv", "xlsx", "json")
    order: int = 0
    group: str = "records"
