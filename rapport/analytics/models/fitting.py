"""Maximum likelihood for all models of customers: several starts, then Newton's steps, errors from the curvature."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats, normal_quantile

# The log-likelihood of given parameters (not of their logarithms) and its gradient.
Likelihood: TypeAlias = Callable[[Floats], tuple[float, Floats]]

EDGE = 9.0
LOOSE = 2.0
FLAT = 1e-6
_STEP = 1e-4
_STEPS = 300
# By how large a share of it the mean log-likelihood of many customers may be wrong.
_ROUNDING = 1e-14


@dataclass(frozen=True, slots=True)
class Estimate:
    """A parameter as it was fitted.

    ``low`` and ``high`` are None where ``remark`` says why there is no interval.
    """

    name: str
    value: float
    error: float | None
    low: float | None
    high: float | None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Fitted:
    """What maximum likelihood found.

    ``covariance`` is that of the parameters, ``log_covariance`` that of the logarithms of the positive ones (the others
    as they are); both are None where the curvature gives no errors.
    """

    estimates: tuple[Estimate, ...]
    positive: tuple[bool, ...]
    covariance: Floats | None
    log_covariance: Floats | None
    log_likelihood: float
    n: int
    converged: bool
    remarks: tuple[str, ...]

    @property
    def values(self) -> Floats:
        """The parameters in their order."""
        return np.array([estimate.value for estimate in self.estimates])

    @property
    def is_sound(self) -> bool:
        """Whether it converged, inside, with a curvature that gives errors: only then predictions have intervals."""
        return self.converged and self.log_covariance is not None and not any(e.remark for e in self.estimates)

    def draws(self, count: int, *, seed: int = 20_26) -> Floats:
        """Parameters as they could be as well, count × parameters: normal around the logarithms.

        Raises BadQuestion where the fit is not sound.
        """
        if self.log_covariance is None or not self.is_sound:
            raise BadQuestion(f"draws: the fit gives none ({'; '.join(self.remarks)})")
        normal = np.random.default_rng(seed).standard_normal((count, len(self.values)))
        root = np.linalg.cholesky(self.log_covariance)
        return _natural(_inner(self.values, self.positive) + normal @ root.T, self.positive)


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be fitted.

    ``starts`` are on the scale of the parameters; ``positive`` says which of them are fitted as logarithms. Where
    there are many rows, ``thinned`` is the likelihood of a part of them, on which the starts compete.
    """

    names: Sequence[str]
    starts: Sequence[Sequence[float]]
    likelihood: Likelihood
    n: int
    positive: Sequence[bool] | None = None
    thinned: Likelihood | None = None
    thinned_n: int = 0


def fit(task: Task, *, confidence: float = 0.95) -> Fitted:
    """The parameters that make the data likeliest, from the best of several starts.

    Standard errors come from the curvature (Hessian) of the log-likelihood at its top. A parameter that runs to the
    edge of what numbers can hold, or that the data leave open by a factor of fifty either way, gets a remark instead
    of an interval.
    """
    positive = tuple(task.positive or [True] * len(task.names))
    coarse = _negative(task.thinned or task.likelihood, task.thinned_n or task.n, positive)
    fine = _negative(task.likelihood, task.n, positive)
    tries = [_climb(coarse, _inner(np.array(start, float), positive)) for start in task.starts]
    best = min(tries, key=lambda found: found[0])[1]
    if task.thinned is not None:
        best = _climb(fine, best, _inverse(_hessian(coarse, best)))[1]
    place, gradient, hessian = _polished(fine, best)
    return _result(task, positive, place, gradient, hessian, confidence)


def _negative(likelihood: Likelihood, n: int, positive: tuple[bool, ...]) -> Likelihood:
    """What is minimised: minus the mean log-likelihood of a customer over logarithms, with its gradient."""
    logs = np.array(positive)

    def mean(place: Floats) -> tuple[float, Floats]:
        natural = _natural(np.clip(place, -30, 30), positive)
        with np.errstate(all="ignore"):
            value, gradient = likelihood(natural)
        if not np.isfinite(value) or not np.all(np.isfinite(gradient)):
            return 1e10, np.zeros(len(place))
        return -value / n, -np.where(logs, gradient * natural, gradient) / n

    return mean


def _climb(objective: Likelihood, start: Floats, inverse: Floats | None = None) -> tuple[float, Floats]:
    """Down the objective by BFGS, with plain arrays of a few numbers: a library's call costs more than its steps.

    ``inverse`` is that of the curvature at the start, where it is known.
    """
    place, inverse = start, np.eye(len(start)) if inverse is None else inverse
    value, gradient = objective(place)
    for _ in range(_STEPS):
        if np.max(np.abs(gradient)) < 1e-8:
            break
        found = _lower(objective, place, value, gradient, -inverse @ gradient)
        if found is None:
            if np.array_equal(inverse, np.eye(len(start))):
                break
            inverse = np.eye(len(start))
            continue
        moved, bent = found[0] - place, found[2] - gradient
        place, value, gradient = found
        along = float(moved @ bent)
        if along > 1e-14:
            turn = np.eye(len(start)) - np.outer(moved, bent) / along
            inverse = turn @ inverse @ turn.T + np.outer(moved, moved) / along
    return value, place


def _lower(
    objective: Likelihood, place: Floats, value: float, gradient: Floats, step: Floats
) -> tuple[Floats, float, Floats] | None:
    """The first of ever shorter steps, none longer than two, that is low enough (Armijo); None where none is.

    Near the top values differ by no more than their last digits: there a step is good that leaves less of a slope.
    """
    step = step * min(1.0, 2.0 / max(float(np.max(np.abs(step))), 1e-300))
    alike = _ROUNDING * abs(value)
    for _ in range(30):
        candidate = np.clip(place + step, -EDGE - 1, EDGE + 1)
        slope = float(gradient @ (candidate - place))
        if slope >= 0:
            return None
        next_value, next_gradient = objective(candidate)
        lower = next_value <= value + 1e-4 * slope
        if lower or (next_value <= value + alike and np.max(np.abs(next_gradient)) < np.max(np.abs(gradient)) / 2):
            return candidate, next_value, next_gradient
        step = step / 3
    return None


def _polished(objective: Likelihood, place: Floats) -> tuple[Floats, Floats, Floats]:
    """A few of Newton's steps; they stop where the slope is nought or no longer falls."""
    value, gradient = objective(place)
    hessian = _hessian(objective, place)
    for _ in range(4):
        if np.max(np.abs(gradient)) < 1e-10 or not _is_curved(hessian):
            break
        candidate = place - np.linalg.solve(hessian, gradient)
        next_value, next_gradient = objective(candidate)
        if next_value > value + 1e-12 or np.max(np.abs(next_gradient)) >= np.max(np.abs(gradient)):
            break
        moved = float(np.max(np.abs(candidate - place)))
        place, value, gradient = candidate, next_value, next_gradient
        if moved > 1e-4:
            hessian = _hessian(objective, place)
    return place, gradient, hessian


def _hessian(objective: Likelihood, place: Floats) -> Floats:
    """The curvature from central differences of the analytic gradient."""
    columns = []
    for unit in np.eye(len(place)) * _STEP:
        columns.append((objective(place + unit)[1] - objective(place - unit)[1]) / (2 * _STEP))
    square = np.array(columns)
    return np.asarray((square + square.T) / 2)


def _inverse(hessian: Floats) -> Floats | None:
    return np.asarray(np.linalg.inv(hessian), float) if _is_curved(hessian) else None


def _is_curved(hessian: Floats) -> bool:
    return bool(np.all(np.isfinite(hessian)) and np.linalg.eigvalsh(hessian)[0] > 1e-12)


def _result(
    task: Task, positive: tuple[bool, ...], place: Floats, gradient: Floats, hessian: Floats, confidence: float
) -> Fitted:
    natural = _natural(place, positive)
    converged = bool(np.max(np.abs(gradient)) < FLAT)
    curved = _is_curved(hessian)
    logs = np.linalg.inv(hessian) / task.n if curved else None
    scale = np.where(positive, natural, 1.0)
    covariance = None if logs is None else logs * np.outer(scale, scale)
    remarks = [] if converged else ["The fit did not converge: the likelihood still rises where the search ended."]
    if not curved:
        remarks.append("The likelihood is flat at its top, so that the parameters have no standard errors.")
    estimates = []
    for number, name in enumerate(task.names):
        variance = None if logs is None else float(logs[number, number])
        remark = _remark(name, float(place[number]), variance, positive[number])
        remarks += [remark] if remark else []
        sure = converged and not remark
        estimates.append(
            _estimate(name, float(natural[number]), variance if sure else None, positive[number], confidence, remark)
        )
    value = float(task.likelihood(natural)[0])
    return Fitted(tuple(estimates), positive, covariance, logs, value, task.n, converged, tuple(remarks))


def _remark(name: str, place: float, variance: float | None, positive: bool) -> str:
    if positive and abs(place) > EDGE:
        end = "nought" if place < 0 else "infinity"
        return f"{name} runs to {end}, the edge of what it can be: it has no interval."
    if positive and variance is not None and variance > LOOSE**2:
        return f"The data hardly determine {name}: its standard error is more than twice itself."
    return ""


def _estimate(
    name: str, value: float, variance: float | None, positive: bool, confidence: float, remark: str
) -> Estimate:
    if variance is None:
        return Estimate(name, value, None, None, None, remark)
    half = normal_quantile(confidence) * float(np.sqrt(variance))
    if not positive:
        return Estimate(name, value, float(np.sqrt(variance)), value - half, value + half)
    error = value * float(np.sqrt(variance))
    return Estimate(name, value, error, value * float(np.exp(-half)), value * float(np.exp(half)))


def _inner(natural: Floats, positive: Sequence[bool]) -> Floats:
    return np.where(positive, np.log(np.where(positive, natural, 1.0)), natural)


def _natural(place: Floats, positive: Sequence[bool]) -> Floats:
    return np.where(positive, np.exp(np.where(positive, place, 0.0)), place)
