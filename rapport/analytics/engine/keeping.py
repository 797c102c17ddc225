"""The parts of one fact table, from those kept of an earlier state of the tables where there are any."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, partial

import pyarrow as pa

from rapport.analytics.engine.blocks import instant, looked_up, lookups_named
from rapport.analytics.engine.compose import Query, compose
from rapport.analytics.engine.growth import Growth, TooMuch
from rapport.analytics.engine.merging import Held, gathered, merged
from rapport.analytics.engine.parts import FactParts, fetch
from rapport.analytics.engine.planning import Taken
from rapport.analytics.engine.stretches import Frame
from rapport.analytics.engine.tallying import Common
from rapport.analytics.fact import Fact
from rapport.analytics.facts import catalogue as facts
from rapport.analytics.kept import Entry, Kept
from rapport.analytics.question import Question
from rapport.analytics.source import Source

# Each change may cost the last digit of a sum that is no amount; after so many all is worked out anew.
_MOST_TIMES = 1_000
_MOST_GROWTHS = 4
_AT_ONCE = 2

Later = Callable[..., object]


@dataclass(frozen=True)
class Wanted:
    """What a question takes from one fact table."""

    source: Source
    question: Question
    fact: Fact
    taken: Sequence[Taken]
    frames: Sequence[Frame]
    common: Common = field(default_factory=Common)

    @cached_property
    def query(self) -> Query:
        """The query."""
        return compose(self.fact, self.taken, self.question, self.frames, with_customers=self.source.has("customers"))

    def query_as_of(self, as_of: datetime) -> Query:
        """The query with membership read at another instant."""
        if as_of == self.as_of or not self.question.segments:
            return self.query
        return replace(self, question=replace(self.question, as_of=as_of)).query

    @property
    def as_of(self) -> datetime:
        """When membership is read."""
        assert self.question.as_of is not None
        return self.question.as_of

    @property
    def key(self) -> str:
        """The same for the same parts of the same cells, whenever membership is read."""
        said = repr((self.query.sql.replace(instant(self.as_of), "as of"), self.frames))
        return hashlib.sha256(said.encode()).hexdigest()

    @cached_property
    def tables(self) -> set[str]:
        """All tables that its rows come from or find something in."""
        found = {self.fact.name, "customers", "memberships", *looked_up(self.fact, self._measures)}
        return found | set(self.fact.refers.values() if self.question.breakdown in self.fact.joins else ())

    @cached_property
    def shared(self) -> set[str]:
        """Those of them of which all rows count for each customer."""
        return {table for lookup in lookups_named(self.fact, self._measures) for table in lookup.shared}

    @property
    def _measures(self) -> list[str]:
        return [sql for _, one in self.taken for sql in one.measures.values()]

    def run(self, source: Source, query: Query) -> FactParts:
        """Ask a source that holds all rows or some."""
        common = self.common if source is self.source else None
        return fetch(source, self.fact, query, self.frames, self.tables, common)


def parts_of_all(wanted: Sequence[Wanted], kept: Kept | None, later: Later) -> list[FactParts]:
    """The parts of each fact table, worked out from the changed rows where that can be done, else from all.

    Tables that are read whole are read two at a time: while one is read, the other is added up. The largest come first,
    so that none is left alone at the end. What is to be kept is written ``later``, beside what the caller does with the
    parts.
    """
    with ThreadPoolExecutor(max(len(wanted), 1)) as pool:
        known = list(pool.map(lambda one: _known(one, kept, later) if kept else None, wanted))
    missing = [place for place, parts in enumerate(known) if parts is None]
    missing.sort(key=lambda place: -wanted[place].source.profile(wanted[place].fact.name).total)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = dict(zip(missing, pool.map(lambda place: _anew(wanted[place], kept, later), missing), strict=True))
    return [parts or found[place] for place, parts in enumerate(known)]


def _known(wanted: Wanted, kept: Kept, later: Later) -> FactParts | None:
    known = kept.get(wanted.key)
    entry = _brought_up(wanted, known, kept) if known else None
    if entry is None:
        return None
    if entry is not known:
        later(kept.put, wanted.key, entry)
    return FactParts(wanted.query, wanted.frames, entry.rows, wanted.source.profile(wanted.fact.name))


def _anew(wanted: Wanted, kept: Kept | None, later: Later) -> FactParts:
    found = wanted.run(wanted.source, wanted.query)
    if kept is None or found.profile.total < kept.least_rows:
        return found
    entry = _entry(wanted, gathered(found.rows), 0)
    later(kept.put, wanted.key, entry)
    return replace(found, rows=entry.rows)


def _entry(wanted: Wanted, rows: pa.Table, times: int) -> Entry:
    states = {fact.name: wanted.source.state(fact.name) for fact in facts if wanted.source.has(fact.name)}
    return Entry(rows, states, wanted.source.profiles(), wanted.as_of, times)


def _brought_up(wanted: Wanted, known: Entry, kept: Kept) -> Entry | None:
    """The entry as it is by now; None where all has to be worked out anew."""
    growth = _growth(wanted, known, kept)
    for name, profile in known.profiles.items():
        wanted.source.adopt(name, partial(growth.profile, name, profile))
    moved = bool(growth.also) and bool(wanted.question.segments)
    if not growth.changed and not moved:
        return known
    try:
        rows = _rows(wanted, known, growth) if growth.changed & wanted.tables or moved else known.rows
    except TooMuch:
        return None
    if rows is None:
        return None
    for name in known.profiles:
        wanted.source.profile(name)
    return _entry(wanted, rows, known.times + 1)


def _rows(wanted: Wanted, known: Entry, growth: Growth) -> pa.Table | None:
    if growth.rewritten & wanted.tables or growth.changed & wanted.shared or known.times >= _MOST_TIMES:
        return None
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        held = pool.submit(Held.of, known.rows)
        before, now = growth.sources(wanted.tables, wanted.shared, wanted.query.sql)
        earlier = pool.submit(wanted.run, before, wanted.query_as_of(known.as_of))
        plus, minus = wanted.run(now, wanted.query), earlier.result()
    return merged(held.result(), minus.rows, plus.rows)


def _growth(wanted: Wanted, known: Entry, kept: Kept) -> Growth:
    """What has changed since, shared by all questions that were last asked of the same state."""
    growths = wanted.source.growths
    made = partial(Growth, wanted.source, known.states, known.profiles, most_customers=kept.most_customers)
    with wanted.common.growing:
        same = [growth for growth in growths if growth.before == known.states]
        plain = same[0] if same else made()
        moved = plain.members_between(known.as_of, wanted.as_of) if wanted.question.segments else set()
        fitting = [growth for growth in same if moved <= growth.also]
        if not fitting:
            fitting = [made(also=moved) if moved else plain]
            growths[:] = [*growths[1 - _MOST_GROWTHS :], *fitting]
        fitting[0].learn(known.profiles)
        return fitting[0]
