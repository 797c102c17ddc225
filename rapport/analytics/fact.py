"""What a fact table is: its columns with type, meaning and unit, and the rules its rows keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pyarrow as pa

MONEY = pa.decimal128(19, 4)
INSTANT = pa.timestamp("us", tz="UTC")

ColumnType = Literal["id", "number", "text", "instant", "money", "flag", "bucket"]
ARROW_TYPES: dict[str, pa.DataType] = {
    "id": pa.int64(),
    "number": pa.float64(),
    "text": pa.string(),
    "instant": INSTANT,
    "money": MONEY,
    "flag": pa.bool_(),
    "bucket": pa.uint8(),
}
SQL_TYPES: dict[str, str] = {
    "id": "BIGINT",
    "number": "DOUBLE",
    "text": "VARCHAR",
    "instant": "TIMESTAMPTZ",
    "money": "DECIMAL(19,4)",
    "flag": "BOOLEAN",
    "bucket": "UTINYINT",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it holds, in which unit, whether each row must have it, and which words it may hold."""

    name: str
    type: ColumnType
    meaning: str
    unit: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()

    @property
    def arrow_type(self) -> pa.DataType:
        """The Arrow type in which extracts write it."""
        return ARROW_TYPES[self.type]

    @property
    def sql_type(self) -> str:
        """The SQL type in which queries read it."""
        return SQL_TYPES[self.type]


@dataclass(frozen=True, slots=True)
class Rule:
    """A thing no row may do: an SQL condition, and the complaint when a row meets it."""

    broken_if: str
    complaint: str


@dataclass(frozen=True, slots=True)
class Lookup:
    """Columns that each row of a fact can find elsewhere, joined only where a measure names one of them.

    ``sql`` gives at most one row for each row of the fact that ``on`` ties it to; it may name ``choices.…``. It reads
    ``tables``; where one of them is not there, the metric has no answer. Of ``shared`` tables the rows of all customers
    count for each: when one of them changes, every metric that looks there is worked out anew.
    """

    name: str
    columns: tuple[str, ...]
    sql: str
    on: str
    tables: tuple[str, ...]
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One canonical table. Queries read it under its own name, newest row per id, deleted rows left out.

    ``unit_sql`` is what one unit of observation is: the customer, or a stand-in where the customer is unknown.
    ``moment_sql`` places a row in a period. ``bucket_id`` is the id whose bucket a row without a
    ``bucket`` column takes. ``dimensions`` are what its rows can be cut by beside region, each as SQL; ``joins`` is
    what a dimension needs to be read, by its name. ``also_customers`` are further columns that name customers;
    ``refers`` are columns that name rows of a table which no customer has, each with that table.
    """

    name: str
    title: str
    help: str
    columns: tuple[Column, ...]
    moment_sql: str = ""
    customer: str = ""
    region: str = ""
    unit_sql: str = ""
    bucket_id: str = ""
    currency: str = ""
    derived: tuple[tuple[str, str], ...] = ()
    dimensions: Mapping[str, str] = field(default_factory=dict)
    joins: Mapping[str, str] = field(default_factory=dict)
    lookups: tuple[Lookup, ...] = ()
    also_customers: tuple[str, ...] = ()
    refers: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    order: int = 0

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)

    @property
    def customer_columns(self) -> tuple[str, ...]:
        """All columns that name customers."""
        return ((self.customer,) if self.customer else ()) + self.also_customers

    @property
    def arrow_schema(self) -> pa.Schema:
        """The schema an extract writes, with ``change`` and ``deleted`` of the append-only lake at its end."""
        fields = [pa.field(column.name, column.arrow_type, not column.required) for column in self.columns]
        return pa.schema([*fields, pa.field("change", pa.int64()), pa.field("deleted", pa.bool_())])
