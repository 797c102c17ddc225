"""What came to the files of some tables: whom it touches, and all rows of those, as they were and as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from rapport.analytics.engine.blocks import instant
from rapport.analytics.engines import path_of_state
from rapport.analytics.fact import Fact
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.source import Source
from rapport.analytics.tables import Profile

States = Mapping[str, tuple[str, ...]]
# Clocks without a zone are read as UTC here and may stand for an instant up to a day away.
_LEEWAY = timedelta(days=1)
_ROWS_OF_ONE = 20


class TooMuch(Exception):
    """More has changed than can be told apart row by row: everything is worked out anew."""


class Growth:
    """The way of a source's tables from an earlier state to that of now.

    Whatever a unit contributes to any cell comes from rows of its own customer: those of the customers touched, as
    they were and as they are, tell how the parts of all cells have changed. Anonymous rows are touched by bucket.
    """

    def __init__(
        self,
        source: Source,
        before: States,
        profiles: Mapping[str, Profile],
        *,
        most_customers: int,
        also: Iterable[int] = (),
    ) -> None:
        self.before = before
        self._source = source
        self._profiles = dict(profiles)
        self._most = most_customers
        self.also = set(also)
        now = {fact.name: source.state(fact.name) for fact in facts}
        self._files = {
            name: [path_of_state(word) for word in words] for name, words in now.items() if _are_files(words)
        }
        self.changed = {name for name, words in now.items() if words != before.get(name, ())}
        self._added = {
            name: {path_of_state(word) for word in set(now[name]) - set(before.get(name, ()))}
            for name in self.changed & self._files.keys()
            if set(before.get(name, ())) <= set(now[name])
        }
        self._rows: dict[tuple[str, ...], pa.Table] = {}
        self._moved: dict[tuple[datetime, datetime], set[int]] = {}

    @property
    def rewritten(self) -> set[str]:
        """The tables that did not grow by further files alone."""
        return self.changed - self._added.keys()

    def learn(self, profiles: Mapping[str, Profile]) -> None:
        """What is known of further tables as they were."""
        self._profiles |= profiles

    def sources(self, tables: Iterable[str], shared: Iterable[str], sql: str) -> tuple[Source, Source]:
        """The touched customers' rows of some tables before and now, with the columns that a query names.

        ``shared`` tables are there as a whole.
        """
        wanted = sorted(name for name in tables if self._source.has(name))
        whole = {name for name in wanted if name in set(shared) or not facts.get(name).customer_columns}
        apart = {name: self._apart(name, sql, whole=name in whole) for name in wanted}
        return self._pair(apart)

    def profile(self, name: str, known: Profile) -> Profile | None:
        """What a table holds now, from what it held; None where only a look at all of it tells."""
        if name not in self.changed:
            return known
        try:
            before, now = self._changed_rows
        except TooMuch:
            return None
        earlier = before.profile(name) if before else Profile(None, None)
        return known.with_changed(earlier, now.profile(name), repeated=name in self._replaced)

    @cached_property
    def _changed_rows(self) -> tuple[Source | None, Source]:
        """The rows that are new or changed, as they were, if there were any, and as they are."""
        apart = {}
        for name, news in self._news.items():
            before = self._replaced.get(name, news.slice(0, 0))
            apart[name] = (before, pa.concat_tables([before, news], promote_options="permissive"))
        if self._replaced:
            return self._pair(apart)
        return None, Source({name: now for name, (_, now) in apart.items()}, naive_zone=self._source.naive_zone)

    def _pair(self, apart: Mapping[str, tuple[Any, Any]]) -> tuple[Source, Source]:
        opened = partial(Source, naive_zone=self._source.naive_zone)
        with ThreadPoolExecutor(2) as pool:
            before, now = pool.map(opened, ({name: pair[side] for name, pair in apart.items()} for side in (0, 1)))
        return before, now

    def members_between(self, one: datetime, other: datetime) -> set[int]:
        """The customers whose membership began or ended from one instant to another."""
        if one == other or not self._files.get("memberships"):
            return set()
        if (one, other) not in self._moved:
            self._moved[one, other] = self._members_between(one, other)
        return self._moved[one, other]

    def _members_between(self, one: datetime, other: datetime) -> set[int]:
        since, until = instant(min(one, other) - _LEEWAY), instant(max(one, other) + _LEEWAY)
        columns = {"since", "until"} & set(self._source.columns("memberships"))
        between = " OR ".join(f"{column} BETWEEN {since} AND {until}" for column in sorted(columns))
        rows = self._source.read(self._files["memberships"], between)
        return set(rows["customer"].drop_null().to_pylist())

    @cached_property
    def _news(self) -> dict[str, pa.Table]:
        paths = [path for added in self._added.values() for path in added]
        if sum(map(self._source.rows_of, paths)) > _ROWS_OF_ONE * self._most:
            raise TooMuch
        return {name: self._source.read(sorted(added)) for name, added in self._added.items() if added}

    @cached_property
    def _replaced(self) -> dict[str, pa.Table]:
        """The older rows of what was changed or deleted, by table."""
        found = {}
        for name, news in self._news.items():
            if "id" not in news.column_names:
                continue
            ids = _whole_numbers(name, news["id"])
            if older := sorted(set(self._files[name]) - self._added[name]):
                rows = self._source.read(older, "id IN (SELECT unnest($ids))", {"ids": ids})
                if rows.num_rows and "change" not in news.column_names:
                    raise TooMuch(f"{name}: none of several rows of an id is told to be the newest")
                if rows.num_rows:
                    found[name] = rows
            if len(set(ids)) < len(ids):
                found.setdefault(name, news.slice(0, 0))
        return found

    @cached_property
    def _touched(self) -> tuple[set[int], dict[str, set[int | None]]]:
        touched: tuple[set[int], dict[str, set[int | None]]] = (set(self.also), {})
        for changed in (self._news, self._replaced):
            for name, rows in changed.items():
                self._note(name, rows, *touched)
        for name, rows in self._referring():
            self._note(name, rows, *touched)
        return touched

    def _referring(self) -> Iterable[tuple[str, pa.Table]]:
        """The rows that name a changed row of a table which no customer has."""
        for fact in facts:
            for column, table in fact.refers.items():
                tables = [rows for rows in (self._news.get(table), self._replaced.get(table)) if rows is not None]
                ids = sorted({id for rows in tables for id in _whole_numbers(table, rows["id"])})
                if ids and self._files.get(fact.name):
                    condition = f"{column} IN (SELECT unnest($ids))"
                    yield fact.name, self._source.read(self._files[fact.name], condition, {"ids": ids})

    def _note(self, name: str, rows: pa.Table, customers: set[int], anonymous: dict[str, set[int | None]]) -> None:
        fact = facts.get(name)
        for column in fact.customer_columns:
            if column not in rows.column_names:
                raise TooMuch(f"{name}: rows of which nobody says whose they are")
            customers.update(_whole_numbers(name, rows[column].drop_null()))
        if len(customers) > self._most:
            raise TooMuch
        if fact.customer in rows.column_names:
            nobodys = rows.filter(pc.is_null(rows[fact.customer]))
            if "deleted" in nobodys.column_names:
                gone = nobodys["deleted"]
                nobodys = nobodys.filter(pc.or_kleene(pc.is_null(gone), pc.invert(gone)))
            if nobodys.num_rows:
                buckets = nobodys["bucket"].to_pylist() if "bucket" in nobodys.column_names else [None]
                anonymous.setdefault(name, set()).update(buckets)

    def _apart(self, name: str, sql: str, *, whole: bool) -> tuple[Any, Any]:
        """The rows of a table before and now."""
        if name not in self._files or name in self.rewritten:
            raise TooMuch
        added = self._added.get(name, set())
        if whole:
            return [path for path in self._files[name] if path not in added], self._files[name]
        columns = (name, *self._columns(facts.get(name), sql))
        if columns not in self._rows:
            self._rows[columns] = self._of_touched(facts.get(name), self._files[name], columns[1:])
        rows = self._rows[columns]
        is_new = pc.is_in(rows["path_of_row"], pa.array(sorted(added), pa.string()))
        rows = rows.drop_columns(["path_of_row"])
        return rows.filter(pc.invert(is_new)), rows

    def _columns(self, fact: Fact, sql: str) -> list[str]:
        """The columns of a table that a query may name, and those without which it is no table."""
        needed = {"id", "change", "deleted", "bucket"} | {column.name for column in fact.columns if column.required}
        words = set(re.findall(r"\w+", sql)) | needed
        return [name for name in self._source.columns(fact.name) if name in words]

    def _of_touched(self, fact: Fact, files: list[str], columns: Sequence[str]) -> pa.Table:
        customers, anonymous = self._touched
        names = self._source.columns(fact.name)
        if not set(fact.customer_columns) <= set(names):
            raise TooMuch(f"{fact.name}: rows of which nobody says whose they are")
        conditions = [f"{name} IN (SELECT unnest($ids))" for name in fact.customer_columns if customers]
        if buckets := anonymous.get(fact.name):
            listed = ", ".join(str(bucket) for bucket in buckets if bucket is not None)
            conditions.append(f"({fact.customer} IS NULL AND {'true' if None in buckets else f'bucket IN ({listed})'})")
        values = {"ids": sorted(customers)} if customers else None
        rows = self._source.read(files, " OR ".join(conditions) or "false", values, columns)
        if "change" not in names or not self._repeats(fact.name):
            return rows
        # The newest row of an id may be somebody else's, or say that it is gone.
        ids = {*_whole_numbers(fact.name, rows["id"])}
        if fact.name in self._news:
            ids.update(_whole_numbers(fact.name, self._news[fact.name]["id"]))
        return self._source.read(files, "id IN (SELECT unnest($ids))", {"ids": sorted(ids)}, columns)

    def _repeats(self, name: str) -> bool:
        return name in self._replaced or name not in self._profiles or self._profiles[name].repeated


def _are_files(words: tuple[str, ...]) -> bool:
    return all("|" in word for word in words)


def _whole_numbers(name: str, column: pa.ChunkedArray) -> list[int]:
    if not pa.types.is_integer(column.type):
        raise TooMuch(f"{name}: ids that are no whole numbers")
    return list(column.to_pylist())
