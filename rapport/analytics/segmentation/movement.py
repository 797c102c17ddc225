"""How customers move between groups from one date to the next, who comes in and who leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from rapport.analytics import intervals
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.segmentation.buyers import Integers
from rapport.analytics.segmentation.groups import MINIMUM_N, State, check_sizes

ABSENT = -1


@dataclass(frozen=True, slots=True)
class Move:
    """How many of a group at one date are in another at the next.

    ``source`` None: they were in none and entered; ``target`` None: they are in none and left. ``share`` of the ``of``
    who were in the source (of all who entered), with Wilson's interval; None where fewer than the minimum were there.
    """

    step: int
    source: str | None
    target: str | None
    n: int
    of: int
    share: float | None
    low: float | None
    high: float | None
    state: State = "ok"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """The moves from one date to the next.

    counts
        Whole numbers, groups before × groups after; the last row holds who entered, the last column who left.
    moves
        Every pair of groups, also those nobody moved between, entered and left included.
    stayed
        Those of the groups before who are in the same group after, as a `Move` with None for both ends.
    """

    number: int
    names: tuple[str, ...]
    counts: Integers
    moves: tuple[Move, ...]
    stayed: Move

    @property
    def entered(self) -> int:
        """How many were in no group before."""
        return int(self.counts[-1].sum())

    @property
    def left(self) -> int:
        """How many are in no group after."""
        return int(self.counts[:, -1].sum())


@dataclass(frozen=True, slots=True)
class Movement:
    """The moves over several dates, one step between each and the next; ``sizes`` is dates × groups."""

    labels: tuple[str, ...]
    names: tuple[str, ...]
    sizes: Integers
    steps: tuple[Step, ...]
    method: str
    remarks: tuple[str, ...] = ()

    @property
    def flows(self) -> tuple[tuple[int, str | None, str | None, int], ...]:
        """Rows (step, source, target, n) of all moves that anybody made, for a flow diagram."""
        return tuple(
            (move.step, move.source, move.target, move.n) for step in self.steps for move in step.moves if move.n
        )


def movement(
    places: ArrayLike,
    names: Sequence[str],
    *,
    labels: Sequence[str] | None = None,
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
    method: str = "",
    remarks: tuple[str, ...] = (),
) -> Movement:
    """Moves from plain numbers: a row for each date, a column for each customer, in it the place of the group.

    ``-1`` means in none. Of places [[0, 0, 1, -1], [0, 1, 1, 1]] one stays in the first group, one moves to the second,
    one stays there and one enters.

    Raises BadQuestion for fewer than two dates and places that name no group.
    """
    given = _whole(places, len(names))
    check_sizes(minimum_n, confidence)
    told = tuple(labels) if labels is not None else tuple(str(number + 1) for number in range(len(given)))
    if len(told) != len(given):
        raise BadQuestion(f"movement: {len(told)} labels for {len(given)} dates")
    titles = tuple(names)
    steps = tuple(
        _step(number, titles, _counts(given[number], given[number + 1], len(titles)), minimum_n, confidence)
        for number in range(len(given) - 1)
    )
    sizes = np.array([np.bincount(row[row >= 0], minlength=len(titles)) for row in given], np.int64)
    return Movement(told, titles, sizes, steps, method, remarks)


def _whole(places: ArrayLike, groups: int) -> Integers:
    given = np.asarray(places)
    if given.ndim != 2 or len(given) < 2:
        raise BadQuestion("movement: needs a row of places for each of at least two dates")
    if given.size and (not np.all(given == np.floor(given)) or given.min() < ABSENT or given.max() >= groups):
        raise BadQuestion(f"movement: a place is none of the {groups} groups (0 to {groups - 1}, or -1 for none)")
    return np.asarray(given, np.int64)


def _counts(before: Integers, after: Integers, groups: int) -> Integers:
    rows, columns = np.where(before < 0, groups, before), np.where(after < 0, groups, after)
    counts = np.bincount(rows * (groups + 1) + columns, minlength=(groups + 1) ** 2).reshape(groups + 1, groups + 1)
    counts[groups, groups] = 0
    return np.asarray(counts, np.int64)


def _step(number: int, names: tuple[str, ...], counts: Integers, minimum_n: int, confidence: float) -> Step:
    moves = tuple(_moves(number, names, counts, minimum_n, confidence))
    groups = len(names)
    stayed, of = int(np.trace(counts[:groups, :groups])), int(counts[:groups].sum())
    return Step(number, names, counts, moves, _move((number, None, None), stayed, of, minimum_n, confidence))


def _moves(number: int, names: tuple[str, ...], counts: Integers, minimum_n: int, confidence: float) -> Iterator[Move]:
    ends: tuple[str | None, ...] = (*names, None)
    totals: Floats = counts.sum(axis=1).astype(float)
    for row, source in enumerate(ends):
        for column, target in enumerate(ends):
            if source is not None or target is not None:
                n, of = int(counts[row, column]), int(totals[row])
                yield _move((number, source, target), n, of, minimum_n, confidence)


def _move(ends: tuple[int, str | None, str | None], n: int, of: int, minimum_n: int, confidence: float) -> Move:
    if not of:
        return Move(*ends, n, of, None, None, None, "no_data", "nobody was there")
    if of < minimum_n:
        return Move(*ends, n, of, None, None, None, "too_few", f"fewer than {minimum_n} customers")
    low, high = intervals.wilson(n, of, confidence)
    return Move(*ends, n, of, n / of, float(low), float(high))
