"""How unevenly value is spread over customers: the Gini coefficient and the share of the top ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from rapport.analytics import intervals
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.population import EVERYBODY, Population
from rapport.analytics.question import Period
from rapport.analytics.segmentation.buyers import buyers
from rapport.analytics.segmentation.groups import MINIMUM_N, State, check_sizes
from rapport.analytics.segmentation.ranking import finite
from rapport.analytics.source import Source

POINTS = 100
CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Concentration:
    """How concentrated value is, with intervals; figures are None and ``reason`` says why where there is none.

    gini
        0 where all bring the same, towards 1 where one brings all.
    top, top_share
        The share of the value (0–1) that the ``top`` share of customers brings.
    lorenz
        Rows (share of customers from the highest value down, share of the value they bring), for a curve.
    """

    n: int
    total: float
    top: float
    gini: float | None = None
    gini_low: float | None = None
    gini_high: float | None = None
    top_share: float | None = None
    top_low: float | None = None
    top_high: float | None = None
    lorenz: tuple[tuple[float, float], ...] = ()
    currency: str | None = None
    state: State = "ok"
    reason: str = ""
    method: str = "Gini with Davidson's interval; share of the top linearised over customers"
    remarks: tuple[str, ...] = ()


def concentration(
    values: ArrayLike,
    *,
    top: float = 0.2,
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
    currency: str | None = None,
    remarks: tuple[str, ...] = (),
) -> Concentration:
    """Gini coefficient and share of the top customers from plain values; negative ones count as nothing, which is said.

    Of 1, 2, 3, 4, 10 the Gini coefficient is 2·(1·1 + 2·2 + 3·3 + 4·4 + 5·10)/(5·20) - 6/5 = .4 and the top 20 %
    bring .5. Where the top is not a whole number of customers, a part of the next one counts. Davidson 2009.

    Raises BadQuestion for values that are no numbers and a top outside 0–1.
    """
    given = finite(values, "values")
    check_sizes(minimum_n, confidence)
    if not 0 < top < 1:
        raise BadQuestion(f"top: must lie between 0 and 1, not {top}")
    n, brought = len(given), np.sort(np.maximum(given, 0))
    total = float(given.sum())
    if n < minimum_n:
        state: State = "too_few" if n else "no_data"
        reason = f"fewer than {minimum_n} customers" if n else "no customers"
        return Concentration(n, total, top, currency=currency, state=state, reason=reason, remarks=remarks)
    if not brought.sum() > 0:
        reason = "nobody brings any value"
        return Concentration(n, total, top, currency=currency, state="no_data", reason=reason, remarks=remarks)
    gini, share = _gini(brought, confidence), _top_share(brought, top, confidence)
    told = (*remarks, *_negative(given))
    return Concentration(n, total, top, *gini, *share, _lorenz(brought), currency, remarks=told)


def concentration_of(
    source: Source,
    period: Period,
    population: Population = EVERYBODY,
    *,
    top: float = 0.2,
    minimum_n: int = MINIMUM_N,
    confidence: float = 0.95,
    currency: str | None = None,
) -> Concentration:
    """How net revenue of a period is spread over the customers who bought in it."""
    found = buyers(source, period, population, currency=currency)
    return concentration(
        found.revenue,
        top=top,
        minimum_n=minimum_n,
        confidence=confidence,
        currency=found.currency,
        remarks=found.remarks,
    )


def _gini(rising: Floats, confidence: float) -> tuple[float, float, float]:
    n, mean = len(rising), rising.mean()
    place = np.arange(1, n + 1)
    gini = float(2 * (place * rising).sum() / (n * n * mean) - (n + 1) / n)
    pull = -(gini + 1) * rising + (2 * place - 1) / n * rising - 2 * np.cumsum(rising) / n
    error = float(np.sqrt(((pull - pull.mean()) ** 2).sum() / (n - 1) / n)) / mean
    return _within(gini, error, n, confidence)


def _top_share(rising: Floats, top: float, confidence: float) -> tuple[float, float, float]:
    n, mean = len(rising), rising.mean()
    edge = float(rising[n - int(np.ceil(top * n - CLOSE))])
    share = float(np.interp(top, *_curve(rising)))
    # Linearised: what moves the edge moves nothing, so only the amounts above it and the total count.
    pull = (np.maximum(rising - edge, 0) - share * rising) / mean
    error = float(np.sqrt(pull.var(ddof=1) / n))
    return _within(share, error, n, confidence)


def _within(value: float, error: float, n: int, confidence: float) -> tuple[float, float, float]:
    half = float(intervals.t_quantile(n - 1, confidence)) * error
    return value, max(value - half, 0.0), min(value + half, 1.0)


def _lorenz(rising: Floats) -> tuple[tuple[float, float], ...]:
    customers, value = _curve(rising)
    shown = customers if len(customers) <= POINTS + 1 else np.linspace(0, 1, POINTS + 1)
    return tuple(zip(shown.tolist(), np.interp(shown, customers, value).tolist(), strict=True))


def _curve(rising: Floats) -> tuple[Floats, Floats]:
    brought = np.concatenate([[0.0], np.cumsum(rising[::-1])]) / rising.sum()
    return np.arange(len(rising) + 1) / len(rising), brought


def _negative(values: Floats) -> list[str]:
    negative = int((values < 0).sum())
    where = f"{negative:,} of {len(values):,} customers"
    return [f"Negative values count as nothing: those of {where}."] if negative else []
