"""Which offerings answer what matters most: needs and pains × offerings, through the propositions that join them.

The weight of a need or pain is its importance, 1 to 5; one whose importance nobody has said counts 1, one that
evidence contradicts counts nothing. An offering's score is the sum of the weights of all needs and pains that a
proposition carrying it answers, each counted once however many propositions answer it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

UNSAID = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """A need or a pain: what is asked, and what it weighs."""

    id: str
    text: str
    nine: str
    importance: int | None = None
    status: str = ""

    @property
    def weight(self) -> int:
        """What it adds to the score of an offering that answers it.

        >>> Asked("1", "Wants advice", "needs", 4).weight, Asked("2", "Price", "pains", 5, "contradicted").weight
        (4, 0)
        """
        return 0 if self.status == "contradicted" else self.importance or UNSAID

    @property
    def is_pain(self) -> bool:
        return self.nine == "pains"


@dataclass(frozen=True, slots=True)
class Promise:
    """What the ranking reads of a proposition: what it answers, by which offerings."""

    answers: tuple[str, ...]
    offerings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in the table: a need or pain under an offering, and whether the offering answers it."""

    asked: Asked
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Ranked:
    """An offering with its place among the others; `share` is its part of all that could be answered."""

    product_id: int
    name: str
    score: int
    share: float
    cells: list[Cell]

    @property
    def width(self) -> str:
        """The length of its bar in percent, written so that a drawing understands it in every language."""
        return f"{self.share * 100:.1f}"

    @property
    def answered(self) -> list[Asked]:
        """The needs and pains it answers."""
        return [cell.asked for cell in self.cells if cell.is_answered]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Needs and pains without an answer, and the offerings, the one that answers most first."""

    asked: list[Asked]
    unanswered: list[Asked]
    unoffered: list[Asked]
    offerings: list[Ranked]
    total: int


def ranked(asked: Sequence[Asked], promises: Iterable[Promise], names: Mapping[int, str]) -> Ranking:
    """Rank the offerings of some propositions. `unoffered` is answered in words, but by no offering yet.

    >>> price, advice = Asked("1", "Price", "pains", 5), Asked("2", "Advice", "needs", 2)
    >>> ranking = ranked([price, advice], [Promise(("2",), (7,))], {7: "Consultation"})
    >>> [(one.name, one.score) for one in ranking.offerings], [one.text for one in ranking.unanswered]
    ([('Consultation', 2)], ['Price'])
    """
    ordered = sorted(asked, key=lambda one: -one.weight)
    kept = list(promises)
    by_words = {note for promise in kept for note in promise.answers}
    carried: dict[int, set[str]] = defaultdict(set)
    for promise in kept:
        for product_id in promise.offerings:
            carried[product_id].update(promise.answers)
    by_offering = {note for notes in carried.values() for note in notes}
    total = sum(one.weight for one in ordered)
    found = [_ranked(product_id, names[product_id], ordered, carried[product_id], total) for product_id in names]
    return Ranking(
        asked=ordered,
        unanswered=[one for one in ordered if one.id not in by_words],
        unoffered=[one for one in ordered if one.id in by_words and one.id not in by_offering],
        offerings=sorted(found, key=lambda one: (-one.score, -len(one.answered), one.name.casefold())),
        total=total,
    )


def _ranked(product_id: int, name: str, asked: Sequence[Asked], answers: set[str], total: int) -> Ranked:
    cells = [Cell(one, one.id in answers) for one in asked]
    score = sum(cell.asked.weight for cell in cells if cell.is_answered)
    return Ranked(product_id, name, score, score / total if total else 0.0, cells)
