"""The answers an analysis can use: checked, complete, and put together by customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from rapport.analytics.columns import numbers
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats

MOST_GROUPS = 2_000


@dataclass(frozen=True, slots=True)
class Cases:
    """Rows of scores (cases × drivers) with their outcome, each with the number of its customer.

    Rows with a missing score or outcome are left out: ``given`` counts all, ``missing`` the missing scores of each
    driver over all.
    """

    names: tuple[str, ...]
    scores: Floats
    outcome: Floats
    customer: NDArray[np.intp]
    given: int
    missing: tuple[int, ...]

    @property
    def n(self) -> int:
        """How many rows are complete."""
        return len(self.outcome)

    @property
    def customers(self) -> int:
        """How many customers they are from."""
        return int(np.count_nonzero(np.bincount(self.customer)))

    @property
    def dropped(self) -> float:
        """The share of the rows given that is not complete."""
        return 1 - self.n / self.given if self.given else 0.0

    @property
    def is_yes_or_no(self) -> bool:
        """Whether the outcome is 0 or 1 everywhere."""
        return bool(np.isin(self.outcome, (0.0, 1.0)).all())

    def only(self, chosen: Sequence[int]) -> Cases:
        """The same rows with some of the drivers."""
        places = list(chosen)
        return Cases(
            tuple(self.names[place] for place in places),
            self.scores[:, places],
            self.outcome,
            self.customer,
            self.given,
            tuple(self.missing[place] for place in places),
        )


def cases(scores: ArrayLike, outcome: ArrayLike, names: Sequence[str], customers: ArrayLike | None = None) -> Cases:
    """Check what is given and keep the complete rows.

    ``scores`` is cases × drivers with NaN where a score is missing; without ``customers`` every row is somebody else's.
    Raises BadQuestion where the sizes do not fit, names repeat, or a number is infinite.
    """
    table, target = numbers(scores, "drivers: scores"), numbers(outcome, "drivers: outcome")
    if table.ndim != 2 or target.shape != table.shape[:1]:
        raise BadQuestion(f"drivers: scores of shape {table.shape} do not fit outcomes of shape {target.shape}")
    if len(names) != table.shape[1] or len(set(names)) != len(names) or not names:
        raise BadQuestion(f"drivers: {table.shape[1]} columns need as many different names, not {list(names)}")
    if np.isinf(table).any() or np.isinf(target).any():
        raise BadQuestion("drivers: a score or an outcome is infinite")
    whose = _numbered(customers, len(target))
    complete = ~(np.isnan(table).any(axis=1) | np.isnan(target))
    missing = tuple(int(count) for count in np.isnan(table).sum(axis=0))
    return Cases(tuple(names), table[complete], target[complete], whose[complete], len(target), missing)


def _numbered(customers: ArrayLike | None, rows: int) -> NDArray[np.intp]:
    if customers is None:
        return np.arange(rows)
    given = np.asarray(customers)
    if given.shape != (rows,):
        raise BadQuestion(f"drivers: customers of shape {given.shape} do not fit {rows} rows")
    return np.asarray(np.unique(given, return_inverse=True)[1].reshape(rows), np.intp)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Means and covariances (outcome last) of the cases as they are, first, and then of every draw of customers."""

    means: Floats
    covariances: Floats


def drawn(found: Cases, draws: int, generator: np.random.Generator) -> Drawn:
    """Draw customers with putting back, so many times, and take means and covariances each time.

    A customer's rows come together or not at all. Over 2,000 customers, they are dealt to 2,000 groups at random and
    groups are drawn: this is as good for the interval and far quicker.
    """
    variables = np.column_stack([found.scores, found.outcome])
    middle = variables.mean(axis=0)
    rows = np.column_stack([np.ones(found.n), variables - middle])
    group, groups = _groups(found.customer, generator)
    sums = _products(rows, group, groups).reshape(groups, -1)
    weights = np.concatenate([np.ones((1, groups)), generator.multinomial(groups, np.full(groups, 1 / groups), draws)])
    moments = (weights @ sums).reshape(len(weights), rows.shape[1], rows.shape[1])
    count = moments[:, :1, :1]
    means = moments[:, 0, 1:] / count[:, 0]
    return Drawn(means + middle, moments[:, 1:, 1:] / count - means[:, :, None] * means[:, None, :])


def _products(rows: Floats, group: NDArray[np.intp], groups: int) -> Floats:
    """Sums of the products of all pairs of columns by group, one pair at a time: a million rows need no more room."""
    width = rows.shape[1]
    sums = np.empty((groups, width, width))
    for first in range(width):
        for second in range(first, width):
            together = np.bincount(group, rows[:, first] * rows[:, second], groups)
            sums[:, first, second] = sums[:, second, first] = together
    return sums


def _groups(customer: NDArray[np.intp], generator: np.random.Generator) -> tuple[NDArray[np.intp], int]:
    seen = np.bincount(customer) > 0
    place, number = (np.cumsum(seen) - 1)[customer], int(seen.sum())
    if number <= MOST_GROUPS:
        return np.asarray(place, np.intp), number
    dealt = generator.permutation(number) % MOST_GROUPS
    return np.asarray(dealt[place], np.intp), MOST_GROUPS
