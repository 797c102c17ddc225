"""Whether hazard ratios hold all the time: scaled Schoenfeld residuals against time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from rapport.analytics.intervals import Floats
from rapport.analytics.multiplicity import adjusted
from rapport.analytics.survival.durations import Durations
from rapport.analytics.survival.partial_likelihood import RiskSets, Terms

DOUBTFUL = 0.05


@dataclass(frozen=True, slots=True)
class Proportionality:
    """Whether each ratio holds all the time, in the order of ``names``.

    ``times`` and ``residuals`` (losses × covariates, scaled, on the scale of standardised covariates) are the points of
    the chart: a slope means that the log ratio drifts. ``statistic``/``p_values`` (χ², 1 degree each) test the slope
    against the rank of time, ``overall`` and ``overall_p_value`` all at once. ``drift`` is their correlation.
    """

    names: tuple[str, ...]
    statistic: Floats
    p_values: Floats
    drift: Floats
    overall: float
    overall_p_value: float
    times: Floats
    residuals: Floats
    method: str
    remarks: tuple[str, ...] = ()


def proportionality(
    durations: Durations, sets: RiskSets, columns: Floats, found: Terms, covariance: Floats, names: tuple[str, ...]
) -> Proportionality:
    """Grambsch & Therneau's (1994) test: at each loss the covariates of the lost less those expected at that time.

    Residuals that rise with time mean a ratio that grows; without drift the statistic is χ² of one degree.
    """
    lost = durations.ended
    order = np.argsort(durations.lasted[lost], kind="stable")
    place, weights = sets.leaves[lost][order] - 1, durations.weights[lost][order]
    expected = np.column_stack([np.bincount(sets.step_time, mean) for mean in found.means.T]) / sets.losses[:, None]
    raw = columns[lost][order] - expected[place]
    times = sets.times[place]
    held = ~np.isnan(np.diag(covariance))
    known = np.where(np.isnan(covariance), 0.0, covariance)
    events = float(weights.sum())
    residuals = np.asarray(np.where(held, events * raw @ known, np.nan), float)
    away = _centred_ranks(times, weights)
    spread = float(np.sum(away**2 / weights))
    leaning = away @ raw
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = np.asarray((away @ residuals) ** 2 / (events * np.diag(covariance) * spread), float)
        overall = float(events * leaning @ known @ leaning / spread) if spread else float("nan")
    p_values, drift = np.asarray(special.chdtrc(1, statistic), float), _correlation(away, residuals, weights)
    return Proportionality(
        names,
        statistic,
        p_values,
        drift,
        overall,
        float(special.chdtrc(int(held.sum()), overall)),
        times,
        residuals,
        method="scaled Schoenfeld residuals against the rank of time",
        remarks=tuple(_remarks(names, adjusted(p_values), drift)),
    )


def _centred_ranks(times: Floats, weights: Floats) -> Floats:
    """How far each loss lies from the middle of the order, times its weight; equal times share their mean rank."""
    distinct, place = np.unique(times, return_inverse=True)
    counts = np.bincount(place, weights, len(distinct))
    ranks = (counts.cumsum() - (counts - 1) / 2)[place]
    return np.asarray(weights * (ranks - weights @ ranks / weights.sum()), float)


def _correlation(away: Floats, residuals: Floats, weights: Floats) -> Floats:
    apart = residuals - weights @ residuals / weights.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (away @ residuals) / np.sqrt(np.sum(away**2 / weights) * (weights @ apart**2))
    return np.asarray(found, float)


def _remarks(names: tuple[str, ...], adjusted_p: Floats, drift: Floats) -> list[str]:
    return [
        f"The ratio of {name} does not hold all the time: it {'grows' if lean > 0 else 'falls'} the longer customers"
        f" stay (adjusted p {p:.3f}). Read it as an average."
        for name, p, lean in zip(names, adjusted_p, drift, strict=True)
        if p < DOUBTFUL
    ]
