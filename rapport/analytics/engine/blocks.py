"""The steps of SQL for one span of one fact table: frames, rows seen, units, and the parts of cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from rapport.analytics.engine.stretches import Frame
from rapport.analytics.fact import Fact, Lookup
from rapport.analytics.question import Choices, Question

_LAID_APART = ("customer", "region", "at", "bucket")


@dataclass(frozen=True, slots=True)
class Block:
    """What one span asks of a fact table.

    ``suffix`` keeps its steps apart from those of other spans. ``home``: the region is the customer's own, so a unit
    is seen in one region only. ``stepwise``: units are carried from frame to frame instead of gathered anew for each.
    ``counted``: each cell says how many units it holds.
    """

    fact: Fact
    question: Question
    frames: Sequence[Frame]
    measures: Mapping[str, str]
    parts: Mapping[str, str]
    suffix: str = ""
    home: bool = False
    stepwise: bool = False
    counted: bool = True

    @property
    def by_region(self) -> bool:
        """Whether each region gets cells of its own."""
        return "region" in self.question.by

    @property
    def columns(self) -> set[str]:
        """The names of all its parts."""
        return set(self.parts)

    def steps(self) -> list[tuple[str, str]]:
        """The named steps, in order."""
        named = [("frames", self._frames()), ("seen", self.seen())]
        if by_period(self.question):
            named.append(("members", self._members()))
        if self.stepwise:
            named += [("steps", self._gathered()), ("units", self._carried())]
        else:
            named += [("units", self._gathered())]
        return [(f"{name}{self.suffix}", sql) for name, sql in named]

    def selects(self, columns: Iterable[str]) -> list[str]:
        """The SELECTs that bring the parts of cells, with null under the columns of other spans."""
        wanted = list(columns)
        selects = []
        for of_segments in ([False] if self.question.everybody else []) + ([True] if self.question.segments else []):
            selects.append(self._cells(wanted, of_segments, "frame", ""))
            if self.stepwise:
                selects.append(self._cells(wanted, of_segments, "next_frame", "-"))
        return selects

    def _frames(self) -> str:
        rows = ",\n  ".join(f"({frame.number}, {_instants(frame, opens)})" for frame, opens in self._with_opens())
        return f"SELECT * FROM (VALUES\n  {rows}\n) AS given (frame, opens, starts, ends, quiet)"

    def _members(self) -> str:
        # Who was a member at the end of a frame; of one that ends later, at the instant asked.
        last = instant(self.question.as_of or self.frames[-1].ends)
        until = f"CASE WHEN frames.ends > {last} THEN {last} ELSE frames.ends END"
        return (
            f"SELECT DISTINCT memberships.segment, memberships.customer, frames.frame\nFROM memberships"
            f" JOIN frames{self.suffix} AS frames\n  ON memberships.since < {until}"
            f" AND (memberships.until IS NULL OR memberships.until >= {until})"
            f"\nWHERE memberships.segment IN ({numbers(self.question.segments or ())})"
        )

    def _with_opens(self) -> list[tuple[Frame, datetime]]:
        if not self.stepwise:
            return [(frame, frame.opens) for frame in self.frames]
        earlier = [self.frames[0].opens, *(frame.ends for frame in self.frames)]
        return list(zip(self.frames, earlier, strict=False))

    def seen(self) -> str:
        """The rows that any frame looks at, with all that measures may name."""
        fact = self.fact
        wanted = [column.name for column in fact.columns if _names(self.measures.values(), column.name)]
        columns = [f"{fact.name}.{name}" for name in wanted if name not in _LAID_APART]
        region, joined = self._region()
        derived = [f"{sql} AS {name}" for name, sql in fact.derived if _names(self.measures.values(), name)]
        named = [f"{fact.unit_sql} AS unit", f"{fact.name}.{fact.customer} AS customer", f"{fact.moment_sql} AS moment"]
        named.append(f"{fact.name}.bucket")
        named.append(f"coalesce({region}, '') AS region")
        if self.question.breakdown is not None:
            named.append(f"coalesce({fact.dimensions[self.question.breakdown]}, '') AS breakdown")
            joined += fact.joins.get(self.question.breakdown, "") and f"\n{fact.joins[self.question.breakdown]}"
        for lookup in lookups_named(fact, self.measures.values()):
            derived += [f"{lookup.name}.{column}" for column in lookup.columns]
            sql = with_choices(lookup.sql, self.question.choices)
            joined += f"\nLEFT JOIN ({sql}) AS {lookup.name} ON {lookup.on}"
        selected = ",\n  ".join([*columns, *derived, *named])
        return f"SELECT\n  {selected}\nFROM {fact.name}{joined}\nWHERE {self._wanted(region)}"

    def _region(self) -> tuple[str, str]:
        fact = self.fact
        own = f"{fact.name}.{fact.region}"
        if not self.home or fact.name == "customers":
            return own, ""
        customer = f"{fact.name}.{fact.customer}"
        return (
            f"CASE WHEN {customer} IS NULL THEN {own} ELSE customers.region END",
            f"\nLEFT JOIN customers ON customers.id = {customer}",
        )

    def _wanted(self, region: str) -> str:
        first, last = min(frame.opens for frame in self.frames), max(frame.ends for frame in self.frames)
        at = self.fact.moment_sql
        conditions = [f"{at} >= {instant(first)} AND {at} < {instant(last)}"]
        if self.question.regions is not None:
            words = ", ".join(text(name) for name in self.question.regions) or "NULL"
            conditions.append(f"coalesce({region}, '') IN ({words})")
        if self.question.customers is not None:
            conditions.append(f"{self.fact.name}.{self.fact.customer} IN ({numbers(self.question.customers)})")
        return "\n  AND ".join(conditions)

    def _gathered(self) -> str:
        keys = "seen.unit, seen.customer, seen.bucket, frames.frame"
        measures = ",\n  ".join(f"{sql} AS {name}" for name, sql in self.measures.items())
        region = "seen.region" if self.by_region else "CAST(NULL AS VARCHAR) AS region"
        breakdown = ", seen.breakdown" if self.question.breakdown is not None else ""
        # A unit may be seen in several regions or under several values: over all of them it is one again.
        sets = [f"{keys}, seen.region" if self.by_region else keys]
        sets += [keys] if self.by_region and not self.home else []
        sets += [f"{grouped}, seen.breakdown" for grouped in sets] if breakdown else []
        grouping = sets[0] if len(sets) == 1 else f"GROUPING SETS ({', '.join(f'({grouped})' for grouped in sets)})"
        return (
            f"SELECT {keys}, {region}{breakdown},\n  {measures}"
            f"\nFROM seen{self.suffix} AS seen JOIN frames{self.suffix} AS frames"
            f"\n  ON seen.moment >= frames.opens AND seen.moment < frames.ends\nGROUP BY {grouping}"
        )

    def _carried(self) -> str:
        # What a unit has come to holds until its next step: it enters its cell at one frame and leaves it at the next.
        window = "OVER (PARTITION BY unit, region ORDER BY frame)"
        carried = ",\n  ".join(f"sum({name}) {window} AS {name}" for name in self.measures)
        return (
            f"SELECT unit, customer, bucket, region, frame,\n  lead(frame) {window} AS next_frame,\n  {carried}"
            f"\nFROM steps{self.suffix}"
        )

    def _cells(self, columns: Sequence[str], of_segments: bool, frame: str, sign: str) -> str:
        segment = "members.segment" if of_segments else "CAST(NULL AS BIGINT) AS segment"
        joined = self._joined_members() if of_segments else ""
        left = f"\nWHERE units.{frame} IS NOT NULL" if self.stepwise else ""
        keys = f"units.{frame}, units.bucket, units.region"
        keys += ", units.breakdown" if self.question.breakdown is not None else ""
        held = "count(*) AS held,\n  " if self.counted else ""
        selected = ",\n  ".join(
            f"{sign}CAST({self.parts[name]} AS DOUBLE) AS {name}"
            if name in self.parts
            else f"CAST(NULL AS DOUBLE) AS {name}"
            for name in columns
        )
        return (
            f"SELECT {segment}, {keys},\n  {held}{selected}\nFROM units{self.suffix} AS units{joined}{left}"
            f"\nGROUP BY {'members.segment, ' if of_segments else ''}{keys}"
        )

    def _joined_members(self) -> str:
        if not by_period(self.question):
            return "\nJOIN members ON members.customer = units.customer"
        return (
            f"\nJOIN members{self.suffix} AS members ON members.customer = units.customer"
            " AND members.frame = units.frame"
        )


def by_period(question: Question) -> bool:
    """Whether membership is read anew at the end of each period."""
    return bool(question.segments) and question.members == "period_end"


def lookups_named(fact: Fact, measures: Iterable[str]) -> list[Lookup]:
    """What rows of a fact must find elsewhere for these measures."""
    given = list(measures)
    return [lookup for lookup in fact.lookups if any(_names(given, column) for column in lookup.columns)]


def looked_up(fact: Fact, measures: Iterable[str]) -> list[str]:
    """The other tables that these measures read."""
    found = [table for lookup in lookups_named(fact, measures) for table in lookup.tables]
    return sorted(set(found) - {fact.name})


def with_choices(sql: str, choices: Choices) -> str:
    """The SQL with the declared choices in it: ``choices.silence_days`` becomes 90; one not declared is null."""

    def said(found: re.Match[str]) -> str:
        chosen = getattr(choices, found[1])
        return "NULL" if chosen is None else text(chosen) if isinstance(chosen, str) else repr(chosen)

    return re.sub(r"\bchoices\.(\w+)", said, sql)


def instant(moment: datetime) -> str:
    """An instant as an SQL literal, in UTC."""
    return f"TIMESTAMPTZ '{moment.astimezone(UTC).replace(tzinfo=None).isoformat(sep=' ')}+00:00'"


def text(word: str) -> str:
    """A word as an SQL literal."""
    return "'" + word.replace("'", "''") + "'"


def numbers(ids: Iterable[int]) -> str:
    """Ids as an SQL list that is never empty."""
    return ", ".join(str(int(id)) for id in ids) or "NULL"


def _instants(frame: Frame, opens: datetime) -> str:
    return ", ".join(instant(at) for at in (opens, frame.starts, frame.ends, frame.quiet))


def _names(measures: Iterable[str], column: str) -> bool:
    return any(column in _columns_named(sql) for sql in measures)


@lru_cache(maxsize=4096)
def _columns_named(sql: str) -> frozenset[str]:
    return frozenset(re.findall(r"\bseen\.(\w+)", sql))
