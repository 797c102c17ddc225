"""The beta-geometric/beta-binomial model: buying or not at each of a row of opportunities, until a customer drops out.

Donations a year, a yearly conference: at each opportunity a customer who is still one buys with a chance p of their
own; before each they may drop out for good with a chance θ of their own. p is beta(α, β) over customers, θ
beta(γ, δ). Fader, Hardie & Shang 2010.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats
from rapport.analytics.models.discrete import DiscreteFit, positive, whole_numbers
from rapport.analytics.models.fitting import Likelihood, Task
from rapport.analytics.models.fitting import fit as fit_by_likelihood
from rapport.analytics.wording import customers_are

TITLE = "BG/BB"
STARTS = ((1.0, 1.0, 1.0, 1.0), (0.5, 1.5, 0.5, 5.0), (3.0, 3.0, 1.0, 10.0))
MINIMUM_N = 5
MOST_OPPORTUNITIES = 1000


@dataclass(frozen=True, slots=True)
class Histories:
    """Rows of (x, t_x, n): bought at ``frequency`` of ``periods`` opportunities, last at the ``recency``-th.

    ``weight`` customers stand behind each row.
    """

    frequency: Floats
    recency: Floats
    periods: Floats
    weight: Floats

    @property
    def n(self) -> int:
        """How many customers."""
        return round(float(self.weight.sum()))


def histories(
    frequency: ArrayLike, recency: ArrayLike, periods: ArrayLike, weights: ArrayLike | None = None
) -> Histories:
    """Histories, checked: bought at the 1st and 3rd of 6 opportunities is ``histories([2], [3], [6])``.

    Raises BadQuestion for unequal lengths, values that are no whole numbers, x > t_x, t_x > n, or a last purchase
    without purchases.
    """
    x, last, n = (
        whole_numbers(name, given)
        for name, given in (("frequency", frequency), ("recency", recency), ("periods", periods))
    )
    weight = np.ones(len(x)) if weights is None else whole_numbers("weights", weights)
    if not len(x) == len(last) == len(n) == len(weight):
        raise BadQuestion(f"histories: columns of {len(x)}, {len(last)}, {len(n)} and {len(weight)} rows")
    if np.any(last > n):
        raise BadQuestion("recency: a last purchase after the last opportunity (t_x > n)")
    if np.any(x > last):
        raise BadQuestion("frequency: more purchases than opportunities up to the last of them (x > t_x)")
    if np.any((x == 0) & (last > 0)):
        raise BadQuestion("recency: a last purchase without purchases")
    if np.any(n > MOST_OPPORTUNITIES):
        raise BadQuestion(f"periods: at most {MOST_OPPORTUNITIES} opportunities; with more, use a model in time")
    kept = weight > 0
    return Histories(x[kept], last[kept], n[kept], weight[kept])


@dataclass(frozen=True, slots=True)
class BetaGeometricBetaBinomial:
    """The model with its parameters; see the module."""

    alpha: float
    beta: float
    gamma: float
    delta: float

    def __post_init__(self) -> None:
        positive(TITLE, alpha=self.alpha, beta=self.beta, gamma=self.gamma, delta=self.delta)

    def log_likelihood(self, past: Histories) -> Floats:
        """The log-likelihood of each row, whatever its weight."""
        return np.asarray(special.logsumexp(_terms(self._values, past), axis=1), float)

    def expected_purchases(self, periods: ArrayLike) -> Floats:
        """Purchases of a new customer over so many opportunities: α / (α + β) · Σ S(t), S the share still a customer.

        At α 1.204, β .750, γ .657, δ 2.783: .4985 after one, 1.9381 after five.
        """
        n = whole_numbers("periods", periods)
        upto = np.append(0.0, np.cumsum(self._still_there(0, int(n.max(initial=0)))))
        mean = self.alpha / (self.alpha + self.beta)
        return np.asarray((mean * upto[n.astype(int)]).reshape(np.shape(periods)), float)

    def probability_of_purchases(self, purchases: ArrayLike, periods: int) -> Floats:
        """How likely a new customer buys at exactly x of n opportunities."""
        x, n = whole_numbers("purchases", purchases)[:, None], int(whole_numbers("periods", periods)[0])
        stopped = np.arange(n + 1)[None, :]
        # Who drops out after i opportunities had i to buy at; the last column never dropped out.
        out = _log_beta(self.gamma + (stopped < n), self.delta + stopped) - _log_beta(self.gamma, self.delta)
        ways = special.gammaln(stopped + 1) - special.gammaln(x + 1) - special.gammaln(np.maximum(stopped - x, 0) + 1)
        bought = _log_beta(self.alpha + x, self.beta + np.maximum(stopped - x, 0)) - _log_beta(self.alpha, self.beta)
        chances = np.where(stopped >= x, np.exp(ways + bought + out), 0.0).sum(axis=1)
        return np.asarray(chances.reshape(np.shape(purchases)), float)

    def probability_alive(self, past: Histories) -> Floats:
        """How likely each is still a customer at the next opportunity, the n + 1-th."""
        still = _log_beta(self.gamma, self.delta + past.periods + 1) - _log_beta(self.gamma, self.delta)
        bought = _log_beta(self.alpha + past.frequency, self.beta + past.periods - past.frequency)
        chance = np.exp(bought - _log_beta(self.alpha, self.beta) + still - self.log_likelihood(past))
        return np.asarray(chance, float)

    def expected_future(self, periods: int, past: Histories) -> Floats:
        """Purchases expected of each at the next so many opportunities; a customer's, not a row's."""
        ahead = int(whole_numbers("periods", periods)[0])
        bought = _log_beta(self.alpha + past.frequency + 1, self.beta + past.periods - past.frequency)
        likeliest = np.exp(bought - _log_beta(self.alpha, self.beta) - self.log_likelihood(past))
        watched, place = np.unique(past.periods, return_inverse=True)
        still = np.array([self._still_there(int(n), ahead).sum() for n in watched])
        return np.asarray(likeliest * still[place], float)

    def _still_there(self, after: int, periods: int) -> Floats:
        """The share that has not dropped out by opportunity after + 1 … after + periods."""
        t = np.arange(after + periods)
        share = np.exp(-np.cumsum(np.log1p(self.gamma / (self.delta + t))))
        return np.asarray(share[after:], float)

    @property
    def _values(self) -> Floats:
        return np.array([self.alpha, self.beta, self.gamma, self.delta])


BGBBFit: TypeAlias = DiscreteFit[BetaGeometricBetaBinomial]


def fit(past: Histories, *, confidence: float = 0.95) -> BGBBFit:
    """Fit to histories; identical rows are best given once with their weight.

    The donations of Fader, Hardie & Shang (11,104 customers in 22 rows): 1.204, .750, .657, 2.783.

    Raises BadQuestion below five customers, or where nobody or everybody bought every time, which tells nothing.
    """
    if past.n < MINIMUM_N:
        raise BadQuestion(f"{TITLE}: {customers_are(past.n)} too few for a fit; it takes {MINIMUM_N}")
    if not np.any(past.frequency > 0):
        raise BadQuestion(f"{TITLE}: none of the {past.n} customers bought again, which tells nothing of chances")
    if np.all(past.frequency == past.periods):
        raise BadQuestion(f"{TITLE}: all {past.n} customers bought every time, which tells nothing of who drops out")
    task = Task(("alpha", "beta", "gamma", "delta"), STARTS, likelihood(past), past.n)
    found = fit_by_likelihood(task, confidence=confidence)
    return DiscreteFit(BetaGeometricBetaBinomial(*map(float, found.values)), found, confidence, found.remarks)


def likelihood(past: Histories) -> Likelihood:
    """The log-likelihood of (α, β, γ, δ) over all customers, with its gradient."""
    ways = _ways(past)

    def value(parameters: Floats) -> tuple[float, Floats]:
        alpha, beta, gamma, delta = parameters
        terms = _terms(parameters, past)
        rows = np.asarray(special.logsumexp(terms, axis=1), float)
        weighted = np.exp(terms - rows[:, None]) * past.weight[:, None]
        slopes = (
            *_slopes(alpha, beta, ways.bought, ways.missed),
            *_slopes(gamma, delta, ways.dropped, ways.stayed),
        )
        return float(past.weight @ rows), np.array([float(np.sum(weighted * slope)) for slope in slopes])

    return value


@dataclass(frozen=True, slots=True)
class _Ways:
    """How a history may have come about (rows × opportunities after which the customer dropped out, last: never)."""

    bought: Floats
    missed: Floats
    dropped: Floats
    stayed: Floats
    possible: NDArray[np.bool_]


def _ways(past: Histories) -> _Ways:
    idle = (past.periods - past.recency)[:, None]
    late = np.arange(float(idle.max(initial=0)) + 1)[None, :]
    never = late == late.max()
    stayed = past.recency[:, None] + np.where(never, idle, late)
    bought = np.broadcast_to(past.frequency[:, None], stayed.shape)
    dropped = np.broadcast_to(np.where(never, 0.0, 1.0), stayed.shape)
    return _Ways(bought, stayed - bought, dropped, stayed, (late < idle) | never)


def _terms(parameters: Floats, past: Histories) -> Floats:
    """The logarithm of the chance of each way."""
    alpha, beta, gamma, delta = parameters
    ways = _ways(past)
    bought = _log_beta(alpha + ways.bought, beta + ways.missed) - _log_beta(alpha, beta)
    out = _log_beta(gamma + ways.dropped, delta + ways.stayed) - _log_beta(gamma, delta)
    return np.where(ways.possible, bought + out, -np.inf)


def _slopes(one: float, other: float, added: Floats, added_other: Floats) -> tuple[Floats, Floats]:
    """How ln B(one + added, other + added_other) - ln B(one, other) moves with each of the two."""
    both = special.digamma(one + other) - special.digamma(one + other + added + added_other)
    return (
        both + special.digamma(one + added) - special.digamma(one),
        both + special.digamma(other + added_other) - special.digamma(other),
    )


def _log_beta(one: ArrayLike, other: ArrayLike) -> Floats:
    return np.asarray(special.betaln(one, other), float)
