"""What an extract is: which rows of a model become which columns of a fact table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa
from django.db.models import Model, Q, QuerySet

from rapport.analytics.fact import ARROW_TYPES, Column, Fact
from rapport.kernel.models import ChangedModel

# How many extracts may share a table.
PLACES = 8
ID = Column("id", "id", "The row in the database.", required=True)


@dataclass(frozen=True, slots=True)
class Extract:
    """The way from one model to one fact table.

    ``columns`` gives the path of every fact column from the model (``order__at``); ``bucket`` is not among them,
    it comes from the first of ``bucket_from`` that is not empty. ``parent`` is a relation whose change counts as
    the row's own: a line follows its order. ``gone_with`` names columns of the lake that hold the id of another
    model's row whose deletion deletes these rows too; ``lost_with`` those whose deletion empties the column.
    ``amounts`` are columns of money that come into the workspace's currency at the rate of the row's day; ``currency``
    is the path of the currency they are in (empty there: the workspace's own), ``rated_at`` the column whose day
    counts, empty for prices, which take the newest rate. ``rate`` is the path of a rate that the row keeps itself;
    without it the rate is looked up; ``waits`` tells the rows that lack it. Of a converted row
    ``original_<amount>``, ``original_currency`` and ``rate`` say what it was; the fact names those columns.
    Rows that ``counts`` does not mean are none of the fact's, and go again when they cease to be. ``always`` are
    columns that hold the same in every row. An extract that ``joins`` another one writes into that one's table, which
    fills at least the same columns and is ``shared``: ids of the lake are then told apart by the extract's ``place``.
    ``version`` rises whenever the same database rows would give other lake rows: the table is then made anew.
    """

    name: str
    title: str
    help: str
    fact: Fact
    model: type[ChangedModel]
    columns: Mapping[str, str]
    version: int = 1
    bucket_from: tuple[str, ...] = ()
    parent: str = ""
    amounts: tuple[str, ...] = ()
    currency: str = ""
    rated_at: str = "at"
    rate: str = ""
    waits: Q | None = None
    gone_with: Mapping[str, type[Model]] = field(default_factory=dict)
    lost_with: Mapping[str, type[Model]] = field(default_factory=dict)
    counts: Q = field(default_factory=Q)
    always: Mapping[str, str] = field(default_factory=dict)
    shared: bool = False
    joins: Extract | None = None
    place: int = 0
    order: int = 0

    @property
    def table(self) -> str:
        """The table of the lake that its rows go to."""
        return self.joins.name if self.joins else self.name

    @property
    def strides(self) -> int:
        """By how much the ids of one extract are apart in its table."""
        return PLACES if self.shared or self.joins else 1

    def id_in_lake(self, row_id: int) -> int:
        """The id in the lake of a row of the database."""
        return row_id * self.strides + self.place

    def row_of(self, lake_id: int) -> int | None:
        """The row of the database that an id of the lake means; none where it is another extract's."""
        row_id, place = divmod(lake_id, self.strides)
        return row_id if place == self.place else None

    @property
    def lake_columns(self) -> tuple[Column, ...]:
        """The fact's columns that the model can fill, behind the row's id where the fact has none of its own."""
        if self.joins:
            return self.joins.lake_columns
        filled = {*self.columns, *self.conversion_columns}
        own = tuple(column for column in self.fact.columns if column.type == "bucket" or column.name in filled)
        return own if any(column.name == "id" for column in own) else (ID, *own)

    @property
    def schema(self) -> pa.Schema:
        """The table as it is stored. Only `id`, `change` and `deleted` are always there: a deleted row has no more."""
        facts = [pa.field(c.name, ARROW_TYPES[c.type], nullable=c.name != "id") for c in self.lake_columns]
        return pa.schema([*facts, pa.field("change", pa.int64(), False), pa.field("deleted", pa.bool_(), False)])

    @property
    def read_columns(self) -> tuple[Column, ...]:
        """The columns that come from the database, in the order of reading."""
        return tuple(column for column in self.lake_columns if column.name in self.columns)

    @property
    def conversion_columns(self) -> tuple[str, ...]:
        """The columns that say of a converted row what it was before."""
        originals = tuple(f"original_{name}" for name in self.amounts)
        return (*originals, "original_currency", "rate") if self.amounts else ()

    def changed(self, workspace_id: int, since: int, upto: int) -> list[QuerySet[ChangedModel]]:
        """The rows to write anew: those that changed in `(since, upto]`, and those whose parent did."""
        rows = self.model.objects.of(workspace_id).filter(change__gt=since, change__lte=upto)
        rows = rows.filter(self.counts) if since < 0 else rows
        if not self.parent:
            return [rows]
        return [rows, self._of_changed_parents(workspace_id, since, upto)] if since >= 0 else [rows]

    def _of_changed_parents(self, workspace_id: int, since: int, upto: int) -> QuerySet[ChangedModel]:
        parent = {
            f"{self.parent}__workspace_id": workspace_id,
            f"{self.parent}__change__gt": since,
            f"{self.parent}__change__lte": upto,
        }
        return self.model.objects.of(workspace_id).filter(Q(change__lte=since), **parent)
