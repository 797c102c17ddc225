"""How sure a prediction is: the mean of each customer with its interval, and apart from it the spread of one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np

from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.intervals import Floats
from rapport.analytics.models.fitting import Fitted
from rapport.analytics.models.model import PurchaseModel
from rapport.analytics.models.purchases import Purchases

CHUNK = 10_000
DRAWS = 200
SEED = 20_26
_HIGHEST = 10_000

Model = TypeVar("Model")


class Drawable(Protocol[Model]):
    """A fit whose model may be drawn anew: of purchases or of spend."""

    @property
    def model(self) -> Model: ...

    @property
    def fitted(self) -> Fitted: ...

    @property
    def remarks(self) -> tuple[str, ...]: ...

    def models(self, count: int, *, seed: int = SEED) -> list[Model]: ...


@dataclass(frozen=True, slots=True)
class Prediction:
    """A figure for each row of a history, and their weighed sum.

    The intervals say how sure the mean is, given how well the data determine the parameters; a single customer
    spreads more widely (see `spread_of_purchases`). All are None where ``reason`` says why.
    """

    value: Floats
    low: Floats | None
    high: Floats | None
    total: float
    total_low: float | None
    total_high: float | None
    n: int
    confidence: float
    method: str
    reason: str = ""


def predict(
    fit: Drawable[Model],
    history: Purchases,
    figure: Callable[[Model, Purchases], Floats],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    confidence: float = 0.95,
    chunk: int = CHUNK,
) -> Prediction:
    """Work out a figure of every customer, with an interval from draws of the parameters.

    ``figure`` takes a model and some rows, ``lambda model, rows: model.conditional_expected_purchases(52, rows)``.
    Customers pass in chunks: in memory there are draws × chunk numbers and never more, whatever their number.

    Raises BadQuestion below 20 draws or outside 0.5 to 1 for the confidence, BadTable for nobody.
    """
    if draws < 20 or not 0.5 <= confidence < 1 or chunk < 1:
        raise BadQuestion(f"predict: {draws} draws in chunks of {chunk} at a confidence of {confidence} cannot be")
    if not len(history):
        raise BadTable("predict: there is nobody in this population")
    if not fit.fitted.is_sound:
        return _without(fit, history, figure, confidence, chunk)
    models = fit.models(draws, seed=seed)
    tails = ((1 - confidence) / 2, (1 + confidence) / 2)
    value, low, high = (np.empty(len(history)) for _ in range(3))
    totals = np.zeros(draws)
    for start in range(0, len(history), chunk):
        span = slice(start, start + chunk)
        rows = history.take(span)
        value[span] = figure(fit.model, rows)
        drawn = np.array([figure(model, rows) for model in models])
        low[span], high[span] = np.quantile(drawn, tails, axis=0)
        totals += (drawn * rows.weight).sum(axis=1)
    total = float((value * history.weight).sum())
    total_low, total_high = (float(limit) for limit in np.quantile(totals, tails))
    method = f"{confidence:.0%} of {draws} draws of the parameters"
    return Prediction(value, low, high, total, total_low, total_high, history.n, confidence, method)


def _without(
    fit: Drawable[Model],
    history: Purchases,
    figure: Callable[[Model, Purchases], Floats],
    confidence: float,
    chunk: int,
) -> Prediction:
    spans = [slice(start, start + chunk) for start in range(0, len(history), chunk)]
    value = np.concatenate([figure(fit.model, history.take(span)) for span in spans])
    total = float((value * history.weight).sum())
    reason = f"no interval: {' '.join(fit.fitted.remarks)}"
    method = "the fitted parameters alone"
    return Prediction(value, None, None, total, None, None, history.n, confidence, method, reason)


@dataclass(frozen=True, slots=True)
class Spread:
    """Between which numbers of purchases each customer will lie, as single customers do around their mean."""

    low: Floats
    high: Floats
    none: Floats
    confidence: float


def spread_of_purchases(
    model: PurchaseModel, history: Purchases, t: float, *, confidence: float = 0.8, chunk: int = CHUNK
) -> Spread:
    """The quantiles of the purchases that each customer makes within t, the parameters taken as known.

    ``none`` is the probability of no purchase at all. Of customers with a mean of 1, many buy nothing and a few buy
    five times: the spread is far wider than the interval of the mean.
    """
    if not 0 < confidence < 1:
        raise BadQuestion(f"spread: confidence must lie between 0 and 1, not {confidence}")
    low, high, none = (np.empty(len(history)) for _ in range(3))
    for start in range(0, len(history), chunk):
        span = slice(start, start + chunk)
        low[span], high[span], none[span] = _quantiles(model, history.take(span), t, confidence)
    return Spread(low, high, none, confidence)


def _quantiles(model: PurchaseModel, rows: Purchases, t: float, confidence: float) -> tuple[Floats, Floats, Floats]:
    low_at, high_at = (1 - confidence) / 2, (1 + confidence) / 2
    none = model.conditional_probability(0, t, rows)
    low, high = (np.where(none >= limit, 0.0, np.nan) for limit in (low_at, high_at))
    up_to, left = none.copy(), np.flatnonzero(np.isnan(high))
    for x in range(1, _HIGHEST):
        if not len(left):
            break
        up_to[left] += model.conditional_probability(x, t, rows.take(left))
        low[left] = np.where(np.isnan(low[left]) & (up_to[left] >= low_at), x, low[left])
        high[left] = np.where(up_to[left] >= high_at, x, np.nan)
        left = left[np.isnan(high[left])]
    return low, high, none
