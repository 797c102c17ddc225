"""Whether BG/BB may be believed: counts of occasions, each occasion in turn, and those held out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.analytics import intervals
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.models import bgbb
from rapport.analytics.models.bgbb import BetaGeometricBetaBinomial, BGBBFit
from rapport.analytics.models.discrete import Figures
from rapport.analytics.models.occasions import Occasions, grouped

HELD_OUT = 3
MOST_TIMES = 10


@dataclass(frozen=True, slots=True)
class Counted:
    """Customers by the number of occasions bought at again: ``actual`` and as the model expects; the last is "or more".

    ``off`` is the share of customers whom the model puts under a wrong number.
    """

    actual: Floats
    expected: Floats

    @property
    def off(self) -> float:
        """Half the sum of the differences of shares."""
        return float(np.abs(self.actual / self.actual.sum() - self.expected / self.expected.sum()).sum() / 2)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What the model, fitted to the occasions up to ``split``, said of the ``ahead`` occasions after it.

    ``actual`` and ``expected`` (with its interval) are occasions bought at by all who were known then; ``naive`` is
    what comes of each going on as before. ``by_times``: for customers by how often they had bought, n, mean seen with
    its interval, and mean expected. ``mean_absolute`` and ``naive_absolute`` are the errors for one customer.
    """

    split: int
    ahead: int
    n: int
    actual: float
    expected: Figures
    naive: float
    mean_absolute: float
    naive_absolute: float
    by_times: Floats
    fit: BGBBFit

    @property
    def error(self) -> float:
        """Expected over actual, less 1."""
        return float(self.expected.values) / self.actual - 1 if self.actual else float("nan")


def counted(model: BetaGeometricBetaBinomial, found: Occasions, most: int = MOST_TIMES) -> Counted:
    """Customers by occasions bought at, seen and expected.

    Customers differ in how many occasions they had; each is expected by their own.
    """
    past = found.histories()
    times = past.frequency.astype(int)
    last = int(min(times.max(initial=0), most))
    expected = np.zeros(last + 1)
    for had, customers in zip(*np.unique(past.periods.astype(int), return_counts=True), strict=True):
        chances = model.probability_of_purchases(range(had + 1), int(had)) if had else np.ones(1)
        expected += customers * np.bincount(np.minimum(np.arange(had + 1), last), chances, last + 1)
    return Counted(np.bincount(np.minimum(times, last), minlength=last + 1).astype(float), expected)


def expected_buyers(model: BetaGeometricBetaBinomial, found: Occasions) -> Floats:
    """How many are expected to buy again at each of ``found.numbers``."""
    upto = model.expected_purchases(np.arange(len(found.numbers) + 1))
    return np.asarray(np.convolve(found.newcomers, np.diff(upto))[: len(found.numbers)], float)


def held_out(found: Occasions, *, confidence: float = 0.95, minimum_n: int = 5) -> HeldOut:
    """Fit the model without the last third of the occasions, and see what came in them.

    Raises BadQuestion where that leaves too little to fit or nothing to compare.
    """
    ahead = len(found.numbers) // HELD_OUT
    if ahead < 1:
        raise BadQuestion(f"held out: it takes {HELD_OUT} occasions, and {len(found.numbers)} can be looked at")
    split = found.last - ahead
    known = found.until(split)
    past = known.histories()
    rows, place = grouped(past)
    fit = bgbb.fit(rows, confidence=confidence)
    total = fit.figures(lambda model: rows.weight @ model.expected_future(ahead, rows))
    each = fit.model.expected_future(ahead, rows)[place]
    later = found.when > split
    # Rows of `known` are those of `found` that had bought by then, in the same order.
    moved = np.cumsum(found.first <= split) - 1
    old = later & (found.first[found.who] <= split)
    seen = np.bincount(moved[found.who[old]], minlength=known.n).astype(float)
    plain = np.divide(past.frequency, past.periods, out=np.zeros(known.n), where=past.periods > 0) * ahead
    return HeldOut(
        split,
        ahead,
        known.n,
        float(seen.sum()),
        total,
        float(plain.sum()),
        float(np.abs(seen - each).mean()),
        float(np.abs(seen - plain).mean()),
        _by_times(past.frequency, seen, each, confidence, minimum_n),
        fit,
    )


def _by_times(frequency: Floats, seen: Floats, expected: Floats, confidence: float, minimum_n: int) -> Floats:
    """Rows of times, n, mean seen, low, high, mean expected; NaN below ``minimum_n``."""
    times = np.minimum(frequency, MOST_TIMES)
    rows = []
    for many in np.unique(times):
        inside = times == many
        n = int(inside.sum())
        figures = [np.nan] * 4
        if n >= max(minimum_n, 2):
            mean = float(seen[inside].mean())
            error = float(seen[inside].var(ddof=1)) / n
            low, high = intervals.mean_interval(mean, error, n - 1, confidence)
            figures = [mean, max(0.0, float(low)), float(high), float(expected[inside].mean())]
        rows.append([many, n, *figures])
    return np.array(rows, float)
