"""The shifted beta-geometric model: how long customers under contract stay, though each has a churn of their own.

Every customer leaves at each renewal with a chance of their own that never changes; over customers the chances are
beta distributed. Those likely to leave go first, so the retention of who remains rises. Fader & Hardie 2007.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.models.discrete import DiscreteFit, positive, whole_numbers
from rapport.analytics.models.fitting import Likelihood, Task
from rapport.analytics.models.fitting import fit as fit_by_likelihood
from rapport.analytics.wording import customers_are

TITLE = "shifted beta-geometric"
STARTS = ((1.0, 1.0), (0.5, 3.0), (3.0, 30.0))
MINIMUM_N = 5
_ALIKE = 500.0


@dataclass(frozen=True, slots=True)
class ShiftedBetaGeometric:
    """The model: the chance to leave at a renewal is beta(alpha, beta) over customers, on average α / (α + β)."""

    alpha: float
    beta: float

    def __post_init__(self) -> None:
        positive(TITLE, alpha=self.alpha, beta=self.beta)

    def survival(self, periods: ArrayLike) -> Floats:
        """The share still there after so many renewals: Π (β + i) / (α + β + i) for i = 0 … t - 1.

        α .668, β 3.806: .851 after one, .746 after two.
        """
        t = whole_numbers("periods", periods)
        steps = np.arange(int(t.max(initial=0)))
        curve = np.exp(np.append(0.0, np.cumsum(-np.log1p(self.alpha / (self.beta + steps)))))
        return np.asarray(curve[t.astype(int)].reshape(np.shape(periods)), float)

    def retention(self, periods: ArrayLike) -> Floats:
        """Of those there before the t-th renewal (t from 1), the share that stays: (β + t - 1) / (α + β + t - 1)."""
        t = whole_numbers("periods", periods)
        if np.any(t < 1):
            raise BadQuestion("periods: the first renewal is number 1")
        rates = (self.beta + t - 1) / (self.alpha + self.beta + t - 1)
        return np.asarray(rates.reshape(np.shape(periods)), float)

    def remaining(self, renewals: int = 0, *, periods: int | None = None, discount: float = 0.0) -> float:
        """Payments still expected of a customer who has renewed so often, the next renewal being due now.

        With a ``discount`` rate per period this is the discounted expected residual lifetime (Fader & Hardie 2010):
        Σ S(r + k) / S(r) / (1 + d)^(k - 1) over k = 1 … ``periods``, or without end. Without end and without discount
        it is infinite at α ≤ 1 (some never leave), else (β + r) / (α - 1).

        α .668, β 3.806, at the start, within ten renewals, no discount: 5.76 payments.
        """
        r = int(whole_numbers("renewals", renewals)[0])
        if not 0 <= discount < np.inf:
            raise BadQuestion(f"discount: a rate from 0 per period is expected, not {discount}")
        if periods is None:
            return self._without_end(r, discount)
        if periods < 1:
            raise BadQuestion(f"periods: at least one is looked at, not {periods}")
        stay = np.cumprod(self.retention(np.arange(r + 1, r + periods + 1)))
        return float(np.sum(stay / (1 + discount) ** np.arange(periods)))

    def remaining_of(self, renewals: ArrayLike, *, periods: int, discount: float = 0.0) -> Floats:
        """`remaining` within so many ``periods`` for many customers at once, who have renewed so often."""
        r = whole_numbers("renewals", renewals).astype(int)
        if periods < 1 or not 0 <= discount < np.inf:
            raise BadQuestion(f"remaining: {periods} periods at a discount of {discount} cannot be")
        curve = self.survival(np.arange(int(r.max(initial=0)) + periods + 1))
        ahead = np.correlate(curve[1:], (1 + discount) ** -np.arange(float(periods)), "valid")
        return np.asarray((ahead[r] / curve[r]).reshape(np.shape(renewals)), float)

    def _without_end(self, renewals: int, discount: float) -> float:
        alpha, beta = self.alpha, self.beta + renewals
        if discount == 0:
            return beta / (alpha - 1) if alpha > 1 else float("inf")
        return float(beta / (alpha + beta) * special.hyp2f1(1, beta + 1, alpha + beta + 1, 1 / (1 + discount)))


SBGFit: TypeAlias = DiscreteFit[ShiftedBetaGeometric]


def fit_survivors(survivors: ArrayLike, *, confidence: float = 0.95) -> SBGFit:
    """Fit to how many of one cohort are left after 0, 1, 2 … renewals.

    1000 869 743 653 593 551 517 491 gives α .668, β 3.806.

    Raises BadQuestion for counts that rise, fewer than two of them, nobody lost, or fewer than five customers.
    """
    left = whole_numbers("survivors", survivors)
    if len(left) < 2:
        raise BadQuestion("survivors: two counts at least are needed, the start and one renewal")
    if np.any(np.diff(left) > 0):
        raise BadQuestion("survivors: a count rises; nobody can join a cohort later")
    here = np.append(np.zeros(len(left) - 1), left[-1])
    return _fit(np.asarray(-np.diff(left), float), np.asarray(here, float), confidence)


def fit_durations(
    periods: ArrayLike, ended: ArrayLike, *, weights: ArrayLike | None = None, confidence: float = 0.95
) -> SBGFit:
    """Fit to customers who started at any time: whole ``periods`` each was renewed or came to its end in.

    A customer who ``ended`` in period t did not take the t-th renewal (t from 1); one who has not has taken t
    renewals (t from 0). ``weights`` count identical rows. Three who left at the first renewal and seven who have
    renewed twice: ``fit_durations([1, 2], [1, 0], weights=[3, 7])``.

    Raises BadQuestion for what cannot be.
    """
    t, gone = whole_numbers("periods", periods), whole_numbers("ended", ended)
    counts = np.ones(len(t)) if weights is None else whole_numbers("weights", weights)
    if not len(t) == len(gone) == len(counts):
        raise BadQuestion(f"periods: {len(t)} rows beside {len(gone)} of ended and {len(counts)} of weights")
    if np.any(gone > 1):
        raise BadQuestion("ended: neither true nor false in some row")
    if np.any((gone == 1) & (t < 1)):
        raise BadQuestion("periods: somebody ended before the first renewal; the first is number 1")
    longest = int(t.max(initial=0))
    lost, here = (np.bincount(t.astype(int), part, longest + 1) for part in (counts * gone, counts * (1 - gone)))
    return _fit(np.asarray(lost[1:], float), np.asarray(here, float), confidence)


def _fit(lost: Floats, here: Floats, confidence: float) -> SBGFit:
    n = round(float(lost.sum() + here.sum()))
    if n < MINIMUM_N:
        raise BadQuestion(f"{TITLE}: {customers_are(n)} too few for a fit; it takes {MINIMUM_N}")
    if not lost.sum():
        raise BadQuestion(f"{TITLE}: none of the {n} customers left, which tells nothing of how many will")
    task = Task(("alpha", "beta"), STARTS, likelihood(lost, here), n)
    fitted = fit_by_likelihood(task, confidence=confidence)
    alpha, beta = map(float, fitted.values)
    return DiscreteFit(
        ShiftedBetaGeometric(alpha, beta), fitted, confidence, _remarks(fitted.remarks, alpha, beta, lost)
    )


def likelihood(lost: Floats, here: Floats) -> Likelihood:
    """The log-likelihood of (α, β) with its gradient, from those lost at renewal 1 … T and still here after 0 … T."""
    # At renewal t stayed who was lost later and who was seen after t renewals or more.
    stays = here[1:][::-1].cumsum()[::-1] + lost[::-1].cumsum()[::-1] - lost
    steps = np.arange(len(lost))

    def value(parameters: Floats) -> tuple[float, Floats]:
        alpha, beta = parameters
        both = alpha + beta + steps
        total = lost @ np.log(alpha / both) + stays @ np.log((beta + steps) / both)
        shared = float((lost + stays) @ (1 / both))
        return float(total), np.array([lost.sum() / alpha - shared, float(stays @ (1 / (beta + steps))) - shared])

    return value


def _remarks(found: tuple[str, ...], alpha: float, beta: float, lost: Floats) -> tuple[str, ...]:
    remarks = list(found)
    if alpha + beta > _ALIKE:
        remarks.append("Customers hardly differ in their churn: one rate for all tells as much as this model.")
    if len(lost) < 2:
        remarks.append("One renewal cannot tell how customers differ; only the mean churn is known.")
    return tuple(remarks)
