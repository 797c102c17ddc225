"""What fits of models over renewals and opportunities share: parameters, how sure they are, intervals of figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.models.fitting import Estimate, Fitted

DRAWS = 500
SEED = 20_26

M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Figures:
    """Values with their interval, place by place; the limits are NaN where the parameters are not sure enough."""

    values: Floats
    low: Floats
    high: Floats
    confidence: float


@dataclass(frozen=True, slots=True)
class DiscreteFit(Generic[M]):
    """A fitted model: ``model`` answers, ``fitted`` says how sure its parameters are, ``remarks`` what to know."""

    model: M
    fitted: Fitted
    confidence: float
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

    def models(self, count: int = DRAWS, *, seed: int = SEED) -> list[M]:
        """Models as they could be as well, by the uncertainty of the parameters."""
        return [type(self.model)(*map(float, row)) for row in self.fitted.draws(count, seed=seed)]

    def figures(self, ask: Callable[[M], ArrayLike], *, draws: int = DRAWS, seed: int = SEED) -> Figures:
        """What the model says, with the interval that comes from the uncertainty of its parameters.

        ``fit.figures(lambda model: model.survival([1, 2, 3]))``; not the spread of single customers.
        """
        values = np.asarray(ask(self.model), float)
        if not self.fitted.is_sound:
            return Figures(values, np.full_like(values, np.nan), np.full_like(values, np.nan), self.confidence)
        drawn = np.array([ask(model) for model in self.models(draws, seed=seed)], float)
        edge = (1 - self.confidence) / 2
        low, high = np.quantile(drawn, [edge, 1 - edge], axis=0)
        return Figures(values, low, high, self.confidence)


def whole_numbers(place: str, given: ArrayLike) -> Floats:
    """Whole numbers from 0, one row a customer or a period.

    Raises BadQuestion for anything else, naming the place.
    """
    try:
        found = np.atleast_1d(np.asarray(given, float))
    except (TypeError, ValueError):
        raise BadQuestion(f"{place}: not all of them are numbers") from None
    if not np.all(np.isfinite(found)):
        raise BadQuestion(f"{place}: a value is missing or infinite")
    if np.any((found < 0) | (found != np.floor(found))):
        raise BadQuestion(f"{place}: whole numbers from 0 are expected")
    return found


def positive(title: str, **parameters: float) -> None:
    """Refuse a parameter that is not above 0."""
    for name, value in parameters.items():
        if not np.isfinite(value) or value <= 0:
            raise BadQuestion(f"{title}: {name} must be a number above 0, not {value}")
