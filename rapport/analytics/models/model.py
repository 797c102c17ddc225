"""What every model of non-contractual buying answers, and how it is fitted to histories of purchases."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields, replace
from typing import ClassVar, Generic, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from rapport.analytics.columns import check_confidence
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.intervals import Floats
from rapport.analytics.models.fitting import Estimate, Fitted, Likelihood, Task
from rapport.analytics.models.fitting import fit as fit_by_likelihood
from rapport.analytics.models.purchases import Purchases, Unit
from rapport.analytics.wording import customers_are

FEW_ROWS = 5_000
MINIMUM_N = 5


@dataclass(frozen=True)
class PurchaseModel(ABC):
    """A model with its parameters: what it expects of a customer. Times in the unit its histories were in."""

    title: ClassVar[str]
    times: ClassVar[tuple[str, ...]]
    starts: ClassVar[tuple[tuple[float, ...], ...]]
    remarks: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not np.all(np.isfinite(value)) or np.any(np.asarray(value) <= 0):
                raise BadQuestion(f"{self.title}: {field.name} must be a number above 0, not {value}")

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The parameters in their order."""
        return tuple(field.name for field in fields(cls))

    @property
    def values(self) -> Floats:
        """The parameters in their order."""
        return np.array([getattr(self, name) for name in self.names()])

    @classmethod
    @abstractmethod
    def likelihood(cls, history: Purchases) -> Likelihood:
        """The log-likelihood of all customers, and its gradient, as a function of the parameters."""

    @abstractmethod
    def log_likelihood(self, history: Purchases) -> Floats:
        """The log-likelihood of each row, whatever its weight."""

    @abstractmethod
    def probability_alive(self, history: Purchases) -> Floats:
        """How likely each customer is still one at the end of their age."""

    @abstractmethod
    def expected_purchases(self, t: ArrayLike) -> Floats:
        """Repeat purchases that a new customer makes on average within t of the first one."""

    @abstractmethod
    def probability_of_purchases(self, x: ArrayLike, t: ArrayLike) -> Floats:
        """How likely a new customer makes exactly x repeat purchases within t."""

    @abstractmethod
    def expected_while_alive(self, t: ArrayLike, history: Purchases) -> Floats:
        """Purchases within t after the age of those who are still customers then."""

    @abstractmethod
    def probability_while_alive(self, x: ArrayLike, t: ArrayLike, history: Purchases) -> Floats:
        """How likely exactly x purchases follow within t, of those who are still customers."""

    def conditional_expected_purchases(self, t: ArrayLike, history: Purchases) -> Floats:
        """Purchases each customer is expected to make within t after the end of their age."""
        return self.probability_alive(history) * self.expected_while_alive(t, history)

    def conditional_probability(self, x: ArrayLike, t: ArrayLike, history: Purchases) -> Floats:
        """How likely each customer makes exactly x purchases within t after the end of their age.

        This is the spread of single customers; how sure the mean is, `predictions.predict` says.
        """
        alive = self.probability_alive(history)
        gone = np.where(np.asarray(x) == 0, 1 - alive, 0.0)
        return gone + alive * self.probability_while_alive(x, t, history)


M = TypeVar("M", bound=PurchaseModel)


@dataclass(frozen=True, slots=True)
class Fit(Generic[M]):
    """A fitted model: ``model`` answers, ``fitted`` says how sure its parameters are.

    ``remarks`` are sentences for the reader: what could not be determined, what the model assumes.
    """

    model: M
    fitted: Fitted
    unit: Unit
    remarks: tuple[str, ...]

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """The parameters with standard error and interval."""
        return self.fitted.estimates

    @property
    def log_likelihood(self) -> float:
        """At its top."""
        return self.fitted.log_likelihood

    @property
    def n(self) -> int:
        """How many customers it was fitted to."""
        return self.fitted.n

    @property
    def converged(self) -> bool:
        """Whether the top was reached."""
        return self.fitted.converged

    def models(self, count: int, *, seed: int = 20_26) -> list[M]:
        """Models as they could be as well, by the uncertainty of the parameters."""
        return [type(self.model)(*map(float, row)) for row in self.fitted.draws(count, seed=seed)]


def fit_model(kind: type[M], history: Purchases, *, confidence: float = 0.95) -> Fit[M]:
    """Fit a model; time is rescaled to mean age 1 while it runs.

    Raises BadTable below five customers, where nobody bought again, and where nobody was watched for any time.
    """
    check_fittable(history, kind.title)
    check_confidence(confidence)
    scale = float(np.average(history.age, weights=history.weight))
    scaled = _rescaled(history, scale)
    few, share = _thinned(scaled)
    task = Task(
        names=kind.names(),
        starts=kind.starts,
        likelihood=kind.likelihood(scaled),
        n=history.n,
        thinned=kind.likelihood(few) if share else None,
        thinned_n=few.n,
    )
    found = in_unit(fit_by_likelihood(task, confidence=confidence), kind, scale, repeats(history))
    return Fit(kind(*map(float, found.values)), found, history.unit, (*found.remarks, *kind.remarks))


def repeats(history: Purchases) -> float:
    """The repeat purchases of all customers."""
    return float(history.weight @ history.frequency)


def check_fittable(history: Purchases, title: str) -> None:
    """Refuse what no model can be fitted to."""
    if history.n < MINIMUM_N:
        raise BadTable(f"{title}: {customers_are(history.n)} too few for a fit; it takes {MINIMUM_N}")
    if not np.any(history.frequency > 0):
        raise BadTable(f"{title}: none of the {history.n} customers bought again, which tells nothing of rates")
    if not np.any(history.age > 0):
        raise BadTable(f"{title}: no customer was watched for any time")


def in_unit(found: Fitted, kind: type[PurchaseModel], scale: float, repeated: float) -> Fitted:
    """Parameters fitted to rescaled time, in the unit of the histories. Repeats weigh r·ln(scale) + x·ln(1/scale)."""
    factors = np.array([scale if name in kind.times else 1.0 for name in kind.names()])
    estimates = tuple(_scaled(one, factor) for one, factor in zip(found.estimates, factors, strict=True))
    covariance = None if found.covariance is None else found.covariance * np.outer(factors, factors)
    value = found.log_likelihood - repeated * float(np.log(scale))
    return replace(found, estimates=estimates, covariance=covariance, log_likelihood=value)


def _scaled(one: Estimate, factor: float) -> Estimate:
    error, low, high = (None if value is None else float(value * factor) for value in (one.error, one.low, one.high))
    return Estimate(one.name, float(one.value * factor), error, low, high, one.remark)


def _rescaled(history: Purchases, scale: float) -> Purchases:
    return replace(history, recency=history.recency / scale, age=history.age / scale)


def _thinned(history: Purchases) -> tuple[Purchases, bool]:
    """Every so manieth row, so that the starts cost little; whether any was left out."""
    step = len(history) // FEW_ROWS + 1
    return history.take(slice(None, None, step)), step > 1
