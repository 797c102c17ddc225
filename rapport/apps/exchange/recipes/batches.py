"""Records in portions that are written at once. The same file and mapping always make the same portions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from rapport.apps.exchange.importers import Problem, Record, Sink
from rapport.apps.exchange.recipes.recipe import ParsedRow, Recipe
from rapport.apps.exchange.recipes.records import Piece, RefusedRow, Whole, refused_together

ROWS_A_BATCH = 4_000
RECORDS_A_BATCH = 1_000


@dataclass(slots=True)
class Batch:
    """Facts to write with the rows each came from, and the rows refused between them."""

    facts: list[Any] = field(default_factory=list)
    sources: list[list[ParsedRow]] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    rows: int = 0


def batches(found: Iterable[Piece], recipe: Recipe, sink: Sink, *, skip: int = 0) -> Iterator[Batch]:
    """The file in portions; the first `skip` of them come empty, because they have been written before."""
    batch, number = _Filling(recipe, sink, idle=skip > 0), 0
    for piece in found:
        batch.add(piece)
        if batch.is_full:
            yield batch.taken()
            number += 1
            batch = _Filling(recipe, sink, idle=number < skip)
    if batch.rows:
        yield batch.taken()


class _Filling:
    """A batch that is being filled. It is full by what the file holds, not by what is accepted of it."""

    def __init__(self, recipe: Recipe, sink: Sink, *, idle: bool) -> None:
        self.batch = Batch()
        self.rows = 0
        self._records = 0
        self._recipe = recipe
        self._sink = sink
        self._idle = idle

    @property
    def is_full(self) -> bool:
        return self.rows >= ROWS_A_BATCH or self._records >= RECORDS_A_BATCH

    def add(self, piece: Piece) -> None:
        self.rows += len(piece.rows) if isinstance(piece, Whole) else 1
        self._records += isinstance(piece, Whole)
        if self._idle:
            if isinstance(piece, Whole):
                self._sink.passed(Record(piece.rows[0].line, [row.values for row in piece.rows]))
            return
        if isinstance(piece, RefusedRow):
            self.batch.refused.append(piece)
        else:
            self._understand(list(piece.rows))

    def _understand(self, rows: list[ParsedRow]) -> None:
        try:
            facts = self._sink.facts(Record(rows[0].line, [row.values for row in rows]))
        except Problem as problem:
            faults = [self._recipe.fault(*found) for found in problem.faults]
            self.batch.refused += refused_together(rows, rows[0].line, faults)
        else:
            self.batch.facts.append(facts)
            self.batch.sources.append(rows)

    def taken(self) -> Batch:
        self.batch.rows = self.rows
        return self.batch
