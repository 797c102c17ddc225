"""Which of many things known about customers a regression can hold: enough losses for each, none said twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.analytics.columns import check_least
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.source import Source
from rapport.analytics.survival.cox import EVENTS_PER_COVARIATE

UNKNOWN, OTHERS = "unknown", "others"
MOST_WORDS = 8
LEAST_OF_A_WORD = 10
KNOWN = ("kind", "channel", "region")
_SAME = 1e-6
_KNOWN = (
    "SELECT customers.id AS id, coalesce(customers.kind, '') AS kind, coalesce(customers.channel, '') AS channel,"
    " coalesce(customers.region, '') AS region FROM customers ORDER BY customers.id"
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Columns for `cox`, each 1 for who has one word and 0 for others: by ``(thing, word)``.

    ``usual`` is the word each thing is compared with. ``counts`` says how many customers a column marks and how many
    of them were lost. ``refused`` names what was left out and why.
    """

    columns: dict[tuple[str, str], Floats] = field(default_factory=dict)
    usual: dict[str, str] = field(default_factory=dict)
    counts: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)

    def named(self) -> dict[str, Floats]:
        """The columns under one name each, ``"plan: yearly"``."""
        return {f"{thing}: {word}": column for (thing, word), column in self.columns.items()}


def choose(
    things: Mapping[str, ArrayLike],
    ended: ArrayLike,
    *,
    usual: Mapping[str, str] | None = None,
    per_column: int = EVENTS_PER_COVARIATE,
    least: int = LEAST_OF_A_WORD,
) -> Chosen:
    """What can be taken into one regression of who ``ended``, thing by thing in the order given.

    Words that fewer than ``least`` customers have count as "others", as do those beyond the eight most frequent; an
    empty word is "unknown". A thing is refused where it is the same for everybody, or where fewer than ``per_column``
    losses would be left for each column (Peduzzi, Concato, Feinstein & Holford 1995). A column that those before it
    already tell is left out. ``usual`` names the word to compare with, the most frequent unless told.

    With 25 losses there is room for two columns of ten: a thing of three words is taken, the next is refused.

    Raises BadQuestion for columns of unequal length.
    """
    check_least("per_column", per_column)
    lost = np.asarray(ended, bool)
    room = int(lost.sum()) // per_column
    chosen, basis = Chosen(), [np.ones(len(lost)) / np.sqrt(max(len(lost), 1))]
    for thing, given in things.items():
        words = np.asarray(given).astype(str)
        if words.shape != lost.shape:
            raise BadQuestion(f"things: {thing} has {words.size} words beside {lost.size} customers")
        _take(chosen, basis, thing, _gathered(words, least), lost, room, (usual or {}).get(thing))
    return chosen


def known_words(source: Source, customers: NDArray[np.int64]) -> dict[str, NDArray[np.str_]]:
    """Kind, channel and region of customers as the table of customers has them; empty where it says nothing."""
    found = source.query(_KNOWN, "customers")
    ids = found["id"].to_numpy()
    if not len(ids):
        return {name: np.full(len(customers), "") for name in KNOWN}
    place = np.minimum(np.searchsorted(ids, customers), len(ids) - 1)
    known = ids[place] == customers
    return {name: np.where(known, np.array(found[name].to_pylist(), str)[place], "") for name in KNOWN}


def _gathered(words: NDArray[np.str_], least: int) -> NDArray[np.str_]:
    """The words with those of few under one name; where even these are few, with the most frequent."""
    named = np.where(words == "", UNKNOWN, words).astype(object)
    labels, place, counts = np.unique(named.astype(str), return_inverse=True, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    rare = np.ones(len(labels), bool)
    rare[order[:MOST_WORDS]] = False
    rare |= counts < least
    rare[order[0]] = False
    together = int(counts[rare].sum())
    kept = np.where(rare, OTHERS if together >= least else labels[order[0]], labels)
    return np.asarray(kept[place].astype(str))


def _take(
    chosen: Chosen,
    basis: list[Floats],
    thing: str,
    words: NDArray[np.str_],
    lost: NDArray[np.bool_],
    room: int,
    usual: str | None,
) -> None:
    labels, counts = np.unique(words, return_counts=True)
    if len(labels) < 2:
        chosen.refused[thing] = "it is the same for everybody, or differs for too few"
        return
    left = room - len(chosen.columns)
    if len(labels) - 1 > left:
        chosen.refused[thing] = (
            f"it takes {len(labels) - 1} more {'column' if len(labels) == 2 else 'columns'}"
            f" and the losses allow {max(left, 0) or 'none'}"
        )
        return
    base = usual if usual is not None and usual in labels else str(labels[int(np.argmax(counts))])
    added = 0
    for label in labels[labels != base]:
        inside = words == label
        direction = _apart(inside.astype(float), basis)
        if direction is None:
            continue
        basis.append(direction)
        chosen.columns[thing, str(label)] = inside.astype(float)
        chosen.counts[thing, str(label)] = int(inside.sum()), int(lost[inside].sum())
        added += 1
    if added:
        chosen.usual[thing] = base
    else:
        chosen.refused[thing] = "what is taken before it already tells it"


def _apart(column: Floats, basis: list[Floats]) -> Floats | None:
    """What a column tells beside those before it, as a direction of length 1; None where it tells nothing."""
    rest = column
    for _ in range(2):  # Once more takes out what rounding left.
        for one in basis:
            rest = rest - (rest @ one) * one
    size = float(np.sqrt(rest @ rest))
    return rest / size if size > _SAME * float(np.sqrt(column @ column)) else None
