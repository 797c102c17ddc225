"""Recency, frequency and monetary value: how long ago, how often and for how much customers buy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.analytics.columns import customer_ids
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.segmentation.buyers import Integers, buyers
from rapport.analytics.segmentation.groups import MINIMUM_N, Standing, check_sizes, mean_with_interval, standing
from rapport.analytics.segmentation.ranking import finite, scores
from rapport.analytics.segmentation.rfm_groups import GROUPS, RfmGroup, placed
from rapport.analytics.source import Source
from rapport.analytics.wording import counted

FIFTHS = 5


@dataclass(frozen=True, slots=True)
class Cuts:
    """Fixed cuts, each rising: days of recency, numbers of orders, amounts. None: fifths by rank.

    ``Cuts(recency=(30, 90, 180, 365))`` gives recency 5 below 30 days and 1 from 365 days on.
    """

    recency: Sequence[float] | None = None
    frequency: Sequence[float] | None = None
    monetary: Sequence[float] | None = None

    @property
    def steps(self) -> tuple[int, int, int]:
        """How many scores each of the three has."""
        recency, frequency, monetary = (
            FIFTHS if cuts is None else len(cuts) + 1 for cuts in (self.recency, self.frequency, self.monetary)
        )
        return recency, frequency, monetary

    @property
    def words(self) -> str:
        """How the scores were made."""
        named = (("recency", self.recency), ("frequency", self.frequency), ("monetary", self.monetary))
        return "; ".join(
            f"{name} {'in fifths by rank, equal values together' if cuts is None else f'cut at {_listed(cuts)}'}"
            for name, cuts in named
        )


@dataclass(frozen=True, slots=True)
class MapCell:
    """A field of the map: customers of one recency score and one frequency score.

    ``standing.value_share`` is the colour of the heat map, ``standing.mean`` its value per customer.
    """

    recency: int
    frequency: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A named group with its rule, its standing, and its mean recency (days), orders and value, each with interval.

    ``typical`` maps ``recency``, ``frequency`` and ``monetary`` to (mean, low, high); empty below the minimum n.
    """

    group: RfmGroup
    standing: Standing
    typical: dict[str, tuple[float, float | None, float | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rfm:
    """Customers with their three scores and their named group (a place in ``groups``).

    recency in days, frequency in orders, monetary in ``currency``; scores from 1 to ``steps``, the highest the best.
    """

    customers: Integers
    recency: Floats
    frequency: Floats
    monetary: Floats
    recency_score: Integers
    frequency_score: Integers
    monetary_score: Integers
    group: Integers
    steps: tuple[int, int, int]
    groups: tuple[RfmGroup, ...]
    currency: str | None
    method: str
    remarks: tuple[str, ...]

    @property
    def n(self) -> int:
        """How many customers."""
        return len(self.recency)

    def members(self, name: str) -> Integers:
        """The ids of the customers of a named group. Raises BadQuestion for an unknown name."""
        names = [group.name for group in self.groups]
        if name not in names:
            raise BadQuestion(f"groups: {name!r} is none of {', '.join(names)}")
        return np.asarray(self.customers[self.group == names.index(name)], np.int64)

    def map_table(self, *, minimum_n: int = MINIMUM_N, confidence: float = 0.95) -> tuple[MapCell, ...]:
        """Every recency × frequency field, highest scores first; fields below the minimum n without figures."""
        check_sizes(minimum_n, confidence)
        return tuple(
            MapCell(recency, frequency, self._standing(self._scored(recency, frequency), minimum_n, confidence))
            for recency in range(self.steps[0], 0, -1)
            for frequency in range(self.steps[1], 0, -1)
        )

    def group_table(self, *, minimum_n: int = MINIMUM_N, confidence: float = 0.95) -> tuple[GroupRow, ...]:
        """Every named group in the order of their rules."""
        check_sizes(minimum_n, confidence)
        return tuple(self._row(place, minimum_n, confidence) for place in range(len(self.groups)))

    def _row(self, place: int, minimum_n: int, confidence: float) -> GroupRow:
        inside = self.group == place
        found = self._standing(inside, minimum_n, confidence)
        if found.state != "ok":
            return GroupRow(self.groups[place], found)
        columns = {"recency": self.recency, "frequency": self.frequency, "monetary": self.monetary}
        typical = {name: mean_with_interval(values[inside], confidence) for name, values in columns.items()}
        return GroupRow(self.groups[place], found, typical)

    def _scored(self, recency: int, frequency: int) -> NDArray[np.bool_]:
        return np.asarray((self.recency_score == recency) & (self.frequency_score == frequency), bool)

    def _standing(self, inside: NDArray[np.bool_], minimum_n: int, confidence: float) -> Standing:
        return standing(inside, self.monetary, minimum_n=minimum_n, confidence=confidence)


def rfm(
    recency: ArrayLike,
    frequency: ArrayLike,
    monetary: ArrayLike,
    *,
    cuts: Cuts | None = None,
    customers: ArrayLike | None = None,
    currency: str | None = None,
    remarks: tuple[str, ...] = (),
) -> Rfm:
    """Scores and named groups from plain arrays: days since the last order, number of orders, amount.

    Without ``customers`` their ids are 0, 1, 2 …. An amount may be negative (more refunded than bought). After Hughes
    1994, with equal values always in one score.

    Raises BadQuestion for arrays of different length, values missing, negative days, and fewer than one order.
    """
    chosen = cuts or Cuts()
    days, orders, amount = finite(recency, "recency"), finite(frequency, "frequency"), finite(monetary, "monetary")
    _check(days, orders, amount)
    ids = customer_ids(customers, len(days), error=BadQuestion)
    made = (
        scores(days, cuts=chosen.recency, low_is_best=True, place="recency"),
        scores(orders, cuts=chosen.frequency, place="frequency"),
        scores(amount, cuts=chosen.monetary, place="monetary"),
    )
    group = placed(made, chosen.steps, orders)
    told = (*remarks, *_empty_scores(made, chosen), *_negative(amount))
    return Rfm(ids, days, orders, amount, *made, group, chosen.steps, GROUPS, currency, chosen.words, told)


def rfm_of(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    cuts: Cuts | None = None,
    currency: str | None = None,
) -> Rfm:
    """Scores and named groups of the customers of a population who bought in a period, seen from its end.

    Recency runs to the end of the period; frequency counts sales; monetary is net of refunds in the period.
    An empty population gives an `Rfm` of nobody, whose tables say so.
    """
    found = buyers(source, period, population, currency=currency)
    return rfm(
        found.recency,
        found.orders,
        found.revenue,
        cuts=cuts,
        customers=found.customers,
        currency=found.currency,
        remarks=found.remarks,
    )


def _check(days: Floats, orders: Floats, amount: Floats) -> None:
    lengths = [len(column) for column in (days, orders, amount)]
    if len(set(lengths)) > 1:
        raise BadQuestion("rfm: {} recencies, {} frequencies, {} amounts".format(*lengths))
    if np.any(days < 0):
        raise BadQuestion(f"recency: {counted(int((days < 0).sum()), 'customer')} bought after the end of the period")
    if np.any(orders < 1):
        raise BadQuestion(f"frequency: {counted(int((orders < 1).sum()), 'customer has', 'customers have')} no order")


def _listed(cuts: Sequence[float]) -> str:
    return ", ".join(f"{cut:g}" for cut in cuts)


def _empty_scores(made: tuple[Integers, Integers, Integers], cuts: Cuts) -> list[str]:
    names, told = ("Recency", "Frequency", "Monetary value"), []
    for name, score, most in zip(names, made, cuts.steps, strict=True):
        empty = sorted(set(range(1, most + 1)) - set(score.tolist()))
        if len(score) and empty:
            told.append(f"{name}: nobody has score {', '.join(map(str, empty))}, since equal values stay together.")
    return told


def _negative(amount: Floats) -> list[str]:
    count = int((amount < 0).sum())
    return [f"{count:,} of {len(amount):,} customers gave back more than they bought."] if count else []
