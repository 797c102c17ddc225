"""Cox's partial likelihood with Efron's ties: value, gradient and information in a few passes over the rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rapport.analytics.intervals import Floats
from rapport.analytics.survival.durations import Durations, Places


@dataclass(frozen=True, slots=True)
class RiskSets:
    """Who is at risk when: row i at the event times ``enters[i] <= k < leaves[i]``.

    Of ``d`` losses at one time the l-th (l = 0 … d - 1) is taken after l/d of the others: each is one step with its
    event time ``step_time`` and its ``fraction`` l/d (Efron 1977).
    """

    times: Floats
    enters: Places
    leaves: Places
    losses: Places
    step_time: Places
    fraction: Floats


def risk_sets(durations: Durations) -> RiskSets:
    """The risk sets of durations that have been checked."""
    lost = durations.ended
    times = np.unique(durations.lasted[lost])
    place = np.searchsorted(times, durations.lasted[lost])
    losses = np.bincount(place, durations.weights[lost], len(times)).astype(np.intp)
    step_time = np.repeat(np.arange(len(times)), losses)
    order = np.arange(len(step_time)) - np.repeat(losses.cumsum() - losses, losses)
    late = np.where(durations.entry > 0, np.searchsorted(times, durations.entry, side="right"), 0)
    leaves = np.searchsorted(times, durations.lasted, side="right")
    return RiskSets(times, late, leaves, losses, step_time, order / losses[step_time])


@dataclass(frozen=True, slots=True)
class Terms:
    """The likelihood at one set of coefficients.

    ``steps`` is Σ exp(xβ) of those at risk at each step, ``means`` the covariates' weighted means there (steps ×
    covariates).
    """

    log_likelihood: float
    gradient: Floats
    information: Floats
    steps: Floats
    means: Floats


def terms(durations: Durations, sets: RiskSets, columns: Floats, coefficients: Floats) -> Terms:
    """Everything Newton's method needs; ``columns`` are rows × covariates."""
    line = columns @ coefficients
    highest = float(line.max())
    risk = durations.weights * np.exp(line - highest)
    lost = np.where(durations.ended, risk, 0.0)
    steps = at_risk(sets, risk)[sets.step_time] - sets.fraction * _at_losses(sets, durations, lost)[sets.step_time]
    sums = np.column_stack([_step_sums(sets, durations, risk * column, lost * column) for column in columns.T])
    means = sums / steps[:, None]
    over_steps = _over_time_at_risk(sets, durations, 1 / steps, sets.fraction / steps)
    events = durations.weights * durations.ended
    information = columns.T @ (columns * (risk * over_steps)[:, None]) - means.T @ means
    return Terms(
        log_likelihood=float(events @ line - np.sum(np.log(steps)) - len(steps) * highest),
        gradient=np.asarray(events @ columns - means.sum(axis=0)),
        information=np.asarray(information),
        steps=steps * np.exp(highest),
        means=means,
    )


def at_risk(sets: RiskSets, amounts: Floats) -> Floats:
    """The sum of amounts over those at risk at each event time."""
    size = len(sets.times) + 1
    leaving, entering = np.bincount(sets.leaves, amounts, size), np.bincount(sets.enters, amounts, size)
    return np.asarray((leaving - entering)[::-1].cumsum()[::-1][1:])


def _step_sums(sets: RiskSets, durations: Durations, amounts: Floats, lost: Floats) -> Floats:
    falling = at_risk(sets, amounts)[sets.step_time]
    return np.asarray(falling - sets.fraction * _at_losses(sets, durations, lost)[sets.step_time])


def _at_losses(sets: RiskSets, durations: Durations, amounts: Floats) -> Floats:
    falling = np.bincount(sets.leaves[durations.ended] - 1, amounts[durations.ended], len(sets.times))
    return np.asarray(falling, float)


def _over_time_at_risk(sets: RiskSets, durations: Durations, per_step: Floats, per_loss: Floats) -> Floats:
    """For each row Σ of ``per_step`` over the steps at which it was at risk, less its own share in its ties."""
    count = len(sets.times)
    summed = np.append(0.0, np.bincount(sets.step_time, per_step, count).cumsum())
    own = np.append(np.bincount(sets.step_time, per_loss, count), 0.0)
    at_end = np.where(durations.ended, own[np.where(durations.ended, sets.leaves - 1, count)], 0.0)
    return np.asarray(summed[sets.leaves] - summed[sets.enters] - at_end)
