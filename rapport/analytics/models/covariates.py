"""BG/NBD with what is known of customers: how a channel, an age or a gift moves buying and leaving.

The rate of buying is multiplied by exp(effect · covariate), the odds of leaving after a purchase likewise: alpha is
divided by it, a/b multiplied. After Fader & Hardie 2007, "Incorporating time-invariant covariates", carried to BG/NBD.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from rapport.analytics.columns import numbers
from rapport.analytics.errors import BadTable
from rapport.analytics.intervals import Floats
from rapport.analytics.models.bgnbd import BgNbd
from rapport.analytics.models.fitting import Estimate, Fitted, Likelihood, Task
from rapport.analytics.models.fitting import fit as fit_by_likelihood
from rapport.analytics.models.model import check_fittable, repeats
from rapport.analytics.models.purchases import Purchases

_BASE = ("r", "alpha", "a", "b")
_CHUNK = 1 << 13


@dataclass(frozen=True)
class CovariateModel:
    """BG/NBD whose parameters depend on covariates.

    ``base`` is the model of a customer with mean covariates (``centre``). ``buying`` and ``leaving`` are effects for
    one unit of a covariate: .2 on buying means a rate 22 % higher, -.2 on leaving means odds 18 % lower.
    """

    base: BgNbd
    buying: Mapping[str, float]
    leaving: Mapping[str, float]
    centre: Mapping[str, float]

    def for_rows(self, covariates: Mapping[str, ArrayLike]) -> BgNbd:
        """The model of customers with these covariates; its parameters hold one value for each of them."""
        rate, odds = (self._sum(effects, covariates) for effects in (self.buying, self.leaving))
        rows: Any = (self.base.r + 0 * rate, self.base.alpha * np.exp(-rate))
        coins: Any = (self.base.a * np.exp(odds / 2), self.base.b * np.exp(-odds / 2))
        return BgNbd(*rows, *coins)

    def _sum(self, effects: Mapping[str, float], covariates: Mapping[str, ArrayLike]) -> Floats:
        total = np.zeros(())
        for name in self.centre:
            if name not in covariates:
                raise BadTable(f"covariates.{name}: the model needs it; there are: {', '.join(covariates) or 'none'}")
            total = total + effects.get(name, 0.0) * (np.asarray(covariates[name], float) - self.centre[name])
        return np.asarray(total)


@dataclass(frozen=True, slots=True)
class CovariateFit:
    """A fitted `CovariateModel`: the base in ``estimates`` first, then ``buying: name`` and ``leaving: name``."""

    model: CovariateModel
    fitted: Fitted
    remarks: tuple[str, ...]

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """Parameters and effects with standard error and interval; an effect is clear where it leaves 0 out."""
        return self.fitted.estimates

    def models(self, count: int, *, seed: int = 20_26) -> list[CovariateModel]:
        """Models as they could be as well, by the uncertainty of parameters and effects."""
        return [_model(row, self.model) for row in self.fitted.draws(count, seed=seed)]


def fit(
    history: Purchases,
    *,
    buying: Mapping[str, ArrayLike] | None = None,
    leaving: Mapping[str, ArrayLike] | None = None,
    confidence: float = 0.95,
) -> CovariateFit:
    """Fit by maximum likelihood; each covariate is a column with a number for every row (a kind as 0 and 1).

    Raises BadTable for a column of another length, with something that is not a number, or with one value only, and
    where no fit is possible at all.
    """
    check_fittable(history, "BG/NBD with covariates")
    for name in set(buying or {}) & set(leaving or {}):
        if not np.array_equal(np.asarray((buying or {})[name]), np.asarray((leaving or {})[name])):
            raise BadTable(f"covariates.{name}: two columns of one name differ, for buying and for leaving")
    columns = [_standard(history, name, column) for name, column in [*(buying or {}).items(), *(leaving or {}).items()]]
    if not columns:
        raise BadTable("covariates: name at least one column, or fit BG/NBD without")
    of_buying = len(buying or {})
    names = [*(buying or {}), *(leaving or {})]
    matrix = np.column_stack([column for column, _, _ in columns])
    scale = float(np.average(history.age, weights=history.weight))
    scaled = replace(history, recency=history.recency / scale, age=history.age / scale)
    task = Task(
        names=(*_BASE, *(_called(name, number < of_buying) for number, name in enumerate(names))),
        starts=[(*start, *[0.0] * len(names)) for start in BgNbd.starts],
        likelihood=_likelihood(scaled, matrix[:, :of_buying], matrix[:, of_buying:]),
        n=history.n,
        positive=(*[True] * 4, *[False] * len(names)),
    )
    units = np.array([1.0, scale, 1.0, 1.0, *(1 / deviation for _, _, deviation in columns)])
    found = _in_units(fit_by_likelihood(task, confidence=confidence), units, repeats(history) * float(np.log(scale)))
    blank = CovariateModel(
        BgNbd(1, 1, 1, 1),
        dict.fromkeys(buying or {}, 0.0),
        dict.fromkeys(leaving or {}, 0.0),
        {name: mean for name, (_, mean, _) in zip(names, columns, strict=True)},
    )
    return CovariateFit(_model(found.values, blank), found, (*found.remarks, *BgNbd.remarks))


def _called(name: str, is_buying: bool) -> str:
    return f"{'buying' if is_buying else 'leaving'}: {name}"


def _standard(history: Purchases, name: str, given: ArrayLike) -> tuple[Floats, float, float]:
    """A column with mean 0 and deviation 1, and what they were."""
    column = numbers(given, f"covariates.{name}", error=BadTable)
    if column.shape != (len(history),):
        raise BadTable(f"covariates.{name}: {column.size} rows where the history has {len(history)}")
    if not np.all(np.isfinite(column)):
        raise BadTable(f"covariates.{name}: row {int(np.argmin(np.isfinite(column)))} is not a number")
    mean = float(np.average(column, weights=history.weight))
    deviation = float(np.sqrt(np.average((column - mean) ** 2, weights=history.weight)))
    if deviation == 0:
        raise BadTable(f"covariates.{name}: all rows have the value {mean:g}, which tells nothing")
    return (column - mean) / deviation, mean, deviation


def _model(values: Floats, like: CovariateModel) -> CovariateModel:
    base, effects = BgNbd(*map(float, values[:4])), [float(value) for value in values[4:]]
    buying = dict(zip(like.buying, effects, strict=False))
    leaving = dict(zip(like.leaving, effects[len(buying) :], strict=True))
    return CovariateModel(base, buying, leaving, like.centre)


def _in_units(found: Fitted, units: Floats, less: float) -> Fitted:
    estimates = tuple(_scaled(one, float(unit)) for one, unit in zip(found.estimates, units, strict=True))
    covariance = None if found.covariance is None else found.covariance * np.outer(units, units)
    inner = np.where(found.positive, 1.0, units)
    logs = None if found.log_covariance is None else found.log_covariance * np.outer(inner, inner)
    return replace(
        found,
        estimates=estimates,
        covariance=covariance,
        log_covariance=logs,
        log_likelihood=found.log_likelihood - less,
    )


def _scaled(one: Estimate, unit: float) -> Estimate:
    error, low, high = (None if value is None else value * unit for value in (one.error, one.low, one.high))
    return Estimate(one.name, one.value * unit, error, low, high, one.remark)


def _likelihood(history: Purchases, buying: Floats, leaving: Floats) -> Likelihood:
    spans = [slice(start, start + _CHUNK) for start in range(0, len(history), _CHUNK)]
    chunks = [(history.take(span), buying[span], leaving[span]) for span in spans]

    def likelihood(parameters: Floats) -> tuple[float, Floats]:
        parts = [_likelihood_of(*chunk, parameters) for chunk in chunks]
        return sum(value for value, _ in parts), np.sum([slopes for _, slopes in parts], axis=0)

    return likelihood


def _likelihood_of(rows: Purchases, buying: Floats, leaving: Floats, parameters: Floats) -> tuple[float, Floats]:
    (r, alpha, a, b), effects = parameters[:4], parameters[4:]
    rate, odds = buying @ effects[: buying.shape[1]], leaving @ effects[buying.shape[1] :] / 2
    alphas, chance, stay = alpha * np.exp(-rate), a * np.exp(odds), b * np.exp(-odds)
    weight = rows.weight
    value, (by_r, by_alpha, by_a, by_b) = _of_rows(rows, float(r), alphas, chance, stay)
    by_rate, by_odds = -by_alpha * alphas, (by_a * chance - by_b * stay) / 2
    slopes = (
        weight @ by_r,
        weight @ (by_alpha * alphas) / alpha,
        weight @ (by_a * chance) / a,
        weight @ (by_b * stay) / b,
        *(weight * by_rate) @ buying,
        *(weight * by_odds) @ leaving,
    )
    return float(weight @ value), np.array(slopes, float)


def _of_rows(rows: Purchases, r: float, alpha: Floats, a: Floats, b: Floats) -> tuple[Floats, tuple[Floats, ...]]:
    """The log-likelihood of each row and its slopes, where every row has an alpha, a and b of its own."""
    x, age, last = rows.frequency, alpha + rows.age, alpha + rows.recency
    rest = np.where(x > 0, b + x - 1, 1.0)
    quiet = np.log(age / last)
    left = np.where(x > 0, np.log(a / rest) + (r + x) * quiet, -np.inf)
    gone = special.expit(left)
    value = special.gammaln(r + x) - special.gammaln(r) + r * np.log(alpha) - (r + x) * np.log(age)
    value = value + special.betaln(a, b + x) - special.betaln(a, b) + np.logaddexp(0, left)
    whole = special.digamma(a + b) - special.digamma(a + b + x)
    by_r = special.digamma(r + x) - special.digamma(r) + np.log(alpha) - np.log(age) + gone * quiet
    by_alpha = r / alpha - (r + x) / age + gone * (r + x) * (1 / age - 1 / last)
    by_b = whole + special.digamma(b + x) - special.digamma(b) - np.where(x > 0, gone / rest, 0.0)
    return value, (by_r, by_alpha, whole + gone / a, by_b)
