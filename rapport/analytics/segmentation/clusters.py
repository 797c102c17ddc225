"""Clusters: customers who are alike, how many such groups there are, what sets them apart, whether they last."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from rapport.analytics.columns import customer_ids
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.segmentation import choosing
from rapport.analytics.segmentation.buyers import Integers, buyers
from rapport.analytics.segmentation.choosing import Choice, Group
from rapport.analytics.segmentation.features import Features, features
from rapport.analytics.segmentation.groups import MINIMUM_N, check_sizes
from rapport.analytics.segmentation.k_means import Grouping, k_means, squared_distances
from rapport.analytics.segmentation.mixture import gaussian_mixture, in_clouds, information_criterion
from rapport.analytics.segmentation.profiles import Cluster, profiled
from rapport.analytics.source import Source
from rapport.analytics.wording import customers_are

Method = Literal["k_means", "mixture"]
By = Literal["silhouette", "gap", "bic"]
WAYS: dict[str, tuple[str, ...]] = {"k_means": ("silhouette", "gap"), "mixture": ("bic", "silhouette")}
WEAK_SILHOUETTE = 0.25
MOST_FOR_CHOICE, MOST_FOR_FIT = 5_000, 20_000
FEATURES_OF_ORDERS = ("recency", "orders", "average_order")


@dataclass(frozen=True, slots=True)
class Wishes:
    """How clusters are looked for.

    k
        Their number; None: the best of 2 to ``most`` by ``choose_by`` (k-means: ``silhouette``, or ``gap``, which may
        say that there are none; mixture: ``bic``, or ``silhouette``). "" takes the first of these.
    starts, resamples, seed
        Runs from different beginnings, draws for stability, and the seed: the same gives the same clusters.
    """

    k: int | None = None
    most: int = 8
    method: Method = "k_means"
    choose_by: By | Literal[""] = ""
    starts: int = 10
    resamples: int = 50
    seed: int = 0

    def __post_init__(self) -> None:
        ways = WAYS.get(self.method)
        if ways is None:
            raise BadQuestion(f"method: {self.method!r} is not known; use {', '.join(WAYS)}")
        if self.choose_by and self.choose_by not in ways:
            raise BadQuestion(f"choose_by: {self.choose_by!r} does not go with {self.method}; use {', '.join(ways)}")
        for name, least in (("most", 2), ("starts", 1), ("resamples", 2)):
            if getattr(self, name) < least:
                raise BadQuestion(f"{name}: must be at least {least}, not {getattr(self, name)}")
        if self.k is not None and self.k < 1:
            raise BadQuestion(f"k: must be at least 1, not {self.k}")

    @property
    def way(self) -> str:
        """What decides on the number of clusters."""
        return self.choose_by or WAYS[self.method][0]

    def group(self, most_starts: int = 10) -> Group:
        """What makes a given number of groups."""
        if self.method == "k_means":
            return partial(k_means, starts=min(self.starts, most_starts))
        return partial(gaussian_mixture, starts=min(self.starts, most_starts, 3))


@dataclass(frozen=True, slots=True)
class Clusters:
    """The clusters of customers (``cluster`` holds the number of each, from 1), and how they were found.

    ``centres`` are means (clusters × features, in the features' own units). ``belonging`` is, for a mixture, the
    probability with which each customer is of its cluster. ``choices`` says what spoke for each number of clusters.
    """

    customers: Integers
    cluster: Integers
    features: tuple[str, ...]
    centres: Floats
    rows: tuple[Cluster, ...]
    choices: tuple[Choice, ...]
    silhouette: float
    converged: bool
    belonging: Floats | None
    method: str
    remarks: tuple[str, ...]

    @property
    def n(self) -> int:
        """How many customers."""
        return len(self.cluster)

    @property
    def k(self) -> int:
        """How many clusters."""
        return len(self.rows)

    def members(self, number: int) -> Integers:
        """The ids of the customers of a cluster."""
        return np.asarray(self.customers[self.cluster == number], np.int64)


def clusters(
    columns: Mapping[str, ArrayLike],
    wishes: Wishes | None = None,
    *,
    log: Collection[str] = (),
    customers: ArrayLike | None = None,
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
    remarks: tuple[str, ...] = (),
) -> Clusters:
    """Clusters of customers by named features, those of ``log`` on a logarithmic scale, all standardised.

    Raises BadQuestion for values missing, a feature that does not vary, and fewer than ten customers for a cluster.
    """
    chosen, compared = wishes or Wishes(), features(columns, log)
    check_sizes(minimum_n, confidence)
    ids = customer_ids(customers, compared.n, error=BadQuestion)
    most = _most(chosen, compared.n)
    random = np.random.default_rng(chosen.seed)
    choices, groupings = _tried(compared.scaled, chosen, most, random)
    wanted = chosen.k or _decided(choices, chosen.way)
    grouping = _by_size(_for_all(compared.scaled, groupings[wanted], chosen, wanted, random))
    steady = choosing.stability(compared.scaled, grouping.group, chosen.group(2), random, resamples=chosen.resamples)
    rows = profiled(compared, grouping.group, steady, minimum_n=minimum_n, confidence=confidence)
    silhouette = next(choice.silhouette for choice in choices if choice.k == wanted)
    return Clusters(
        ids,
        grouping.group + 1,
        compared.names,
        np.array([compared.raw[grouping.group == place].mean(axis=0) for place in range(len(rows))]),
        rows,
        choices,
        silhouette,
        grouping.converged,
        grouping.belonging,
        _method(chosen, compared),
        (*remarks, *_remarks(grouping, rows, silhouette, wanted)),
    )


def clusters_of(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    wishes: Wishes | None = None,
    *,
    by: Sequence[str] = FEATURES_OF_ORDERS,
    currency: str | None = None,
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
) -> Clusters:
    """Clusters of the customers who bought in a period, by ``recency`` (days), ``orders``, ``average_order`` and
    ``revenue``; all but recency on a logarithmic scale."""
    found = buyers(source, period, population, currency=currency)
    known = {
        "recency": found.recency,
        "orders": found.orders,
        "average_order": found.average_order,
        "revenue": found.revenue,
    }
    unknown = [name for name in by if name not in known]
    if unknown:
        raise BadQuestion(f"by: {', '.join(unknown)} is not known; there are: {', '.join(known)}")
    return clusters(
        {name: known[name] for name in by},
        wishes,
        log=[name for name in by if name != "recency"],
        customers=found.customers,
        minimum_n=minimum_n,
        confidence=confidence,
        remarks=found.remarks,
    )


LEAST_PER_CLUSTER = 10


def _most(wishes: Wishes, n: int) -> int:
    wanted = wishes.k or 2
    if n < LEAST_PER_CLUSTER * wanted:
        raise BadQuestion(f"clusters: {customers_are(n)} too few for {wanted}; each takes {LEAST_PER_CLUSTER}")
    return wishes.k or min(wishes.most, n // LEAST_PER_CLUSTER)


def _tried(
    everybody: Floats, wishes: Wishes, most: int, random: np.random.Generator
) -> tuple[tuple[Choice, ...], dict[int, Grouping]]:
    points = everybody[choosing.some(everybody, MOST_FOR_CHOICE, random)]
    counts = [wishes.k] if wishes.k else list(range(1, most + 1))
    groupings = {k: wishes.group()(points, k, random) for k in counts}
    chosen = choosing.some(points, choosing.MOST_FOR_SILHOUETTE, random)
    gap = error = np.full(most, np.nan)
    if wishes.k is None and wishes.method == "k_means":
        gap, error = choosing.gaps(points[choosing.some(points, choosing.MOST_FOR_GAP, random)], most, random)
    choices = tuple(
        Choice(
            k,
            grouping.within,
            choosing.mean_silhouette(points[chosen], grouping.group[chosen]),
            float(gap[k - 1]),
            float(error[k - 1]),
            information_criterion(grouping.likelihood, len(points), k, points.shape[1]),
        )
        for k, grouping in groupings.items()
    )
    return choices, groupings


def _for_all(points: Floats, tried: Grouping, wishes: Wishes, k: int, random: np.random.Generator) -> Grouping:
    """The grouping of everybody: that tried where it was of everybody, else one of more, the others put with it."""
    if len(tried.group) == len(points):
        return tried
    found = wishes.group()(points[choosing.some(points, MOST_FOR_FIT, random)], k, random)
    if found.clouds:
        group, belonging = in_clouds(points, found.clouds)
    else:
        group, belonging = squared_distances(points, found.centres).argmin(axis=1).astype(np.int64), None
    return replace(found, group=group, belonging=belonging)


def _decided(choices: Sequence[Choice], way: str) -> int:
    if way == "gap":
        gap, error = (np.array([getattr(choice, name) for choice in choices]) for name in ("gap", "gap_error"))
        return choosing.first_gap(gap, error)
    if way == "bic":
        return min(choices, key=lambda choice: choice.bic).k
    return max((choice for choice in choices if choice.k > 1), key=_silhouette).k


def _by_size(grouping: Grouping) -> Grouping:
    names, place = np.unique(grouping.group, return_inverse=True)
    order = np.argsort(-np.bincount(place), kind="stable")
    rank = np.argsort(order, kind="stable")
    return replace(grouping, group=rank[place].astype(np.int64), centres=grouping.centres[names][order])


def _silhouette(choice: Choice) -> float:
    return -1.0 if np.isnan(choice.silhouette) else choice.silhouette


def _method(wishes: Wishes, compared: Features) -> str:
    how = {
        "k_means": f"k-means, best of {wishes.starts} starts",
        "mixture": "Gaussian mixture by expectation–maximisation",
    }[wishes.method]
    number = "their number given" if wishes.k else f"their number chosen by {_WORDS[wishes.way]}"
    likeness = f"stability from {wishes.resamples} draws (stable from .75, doubtful from .5, dissolved below)"
    if compared.n > MOST_FOR_CHOICE:
        drawn = min(MOST_FOR_FIT, compared.n)
        number = f"{number} on {MOST_FOR_CHOICE:,} customers drawn; found on {drawn:,}, the others put with the nearest"
    return f"{how}; {number}; compared by {compared.words}; {likeness}; seed {wishes.seed}"


_WORDS = {"silhouette": "the highest mean silhouette", "gap": "the gap statistic", "bic": "the lowest BIC"}


def _remarks(grouping: Grouping, rows: Sequence[Cluster], silhouette: float, wanted: int) -> list[str]:
    told = []
    if not grouping.converged:
        told.append("The search stopped before it settled; the clusters may still move.")
    if len(rows) < wanted:
        told.append(f"Of {wanted} clusters only {len(rows)} hold anybody.")
    if len(rows) == 1:
        told.append("No clusters: one group describes these customers as well as several.")
    elif silhouette < WEAK_SILHOUETTE:
        told.append(f"The clusters hardly stand apart (mean silhouette {silhouette:.2f}); they cut up one crowd.")
    shaky = [str(row.number) for row in rows if row.stability_word in ("doubtful", "dissolved")]
    if shaky:
        told.append(f"Not found again reliably with other customers: cluster {', '.join(shaky)}.")
    return told
