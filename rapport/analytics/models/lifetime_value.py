"""What customers will still bring: expected purchases × expected spend × margin, discounted, over a stated horizon.

Two kinds of doubt are kept apart: `lifetime_values` says how sure the expected value is, given what the fits do not
know (its interval shrinks with more customers); `individual_spread` says how much a single customer's future may
differ from what is expected (it does not shrink).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from rapport.analytics.columns import check_confidence, check_least
from rapport.analytics.errors import BadQuestion, BadTable
from rapport.analytics.figure import UNKNOWN, Figure
from rapport.analytics.intervals import Floats, normal_quantile
from rapport.analytics.models.gamma_gamma import GammaGamma, SpendFit
from rapport.analytics.models.model import Fit, PurchaseModel
from rapport.analytics.models.purchases import DAYS, Purchases

DAYS_A_MONTH = 365.25 / 12
MINIMUM_N = 5
MOST_MONTHS = 600
CHUNK = 100_000
_NUDGE = 1e-4

P = TypeVar("P", bound=PurchaseModel)


def monthly_discount(yearly: float) -> float:
    """The discount rate of a month from that of a year: (1 + d)^(1/12) - 1; 10 % a year is .797 % a month."""
    return float((1 + yearly) ** (1 / 12) - 1)


@dataclass(frozen=True, slots=True)
class Terms:
    """What is declared, not estimated.

    months
        The horizon.
    discount
        Rate a year at which later money counts less: 0.1.
    margin_rate
        The share of revenue left as margin. None: no assumption, and the figure is lifetime revenue.
    amounts
        What the spend of the histories is: ``"revenue"``, or ``"margin"`` where costs are known.
    """

    months: int = 36
    discount: float = 0.1
    margin_rate: float | None = None
    amounts: Literal["revenue", "margin"] = "revenue"

    def __post_init__(self) -> None:
        if not 1 <= self.months <= MOST_MONTHS or self.months != int(self.months):
            raise BadQuestion(f"months: a whole number from 1 to {MOST_MONTHS} is expected, not {self.months}")
        if not 0 <= self.discount <= 1:
            raise BadQuestion(f"discount: must lie between 0 and 1 a year, not {self.discount}")
        if self.margin_rate is not None and not 0 < self.margin_rate <= 1:
            raise BadQuestion(f"margin_rate: must lie above 0 and up to 1, not {self.margin_rate}")
        if self.amounts not in ("revenue", "margin"):
            raise BadQuestion(f"amounts: {self.amounts!r} is not known; use 'revenue' or 'margin'")
        if self.amounts == "margin" and self.margin_rate is not None:
            raise BadQuestion("margin_rate: the amounts are margins already")

    @property
    def name(self) -> str:
        """Lifetime value where margins are known or declared, else lifetime revenue."""
        return "lifetime revenue" if self.amounts == "revenue" and self.margin_rate is None else "lifetime value"

    @property
    def kept(self) -> float:
        """The share of an amount that counts."""
        return 1.0 if self.margin_rate is None else self.margin_rate

    @property
    def method(self) -> str:
        """The terms in words."""
        return (
            f"expected over {self.months} months, discounted at {self.discount:.1%} a year in the middle of each step"
        )

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader must know of the terms."""
        if self.name == "lifetime revenue":
            return ("No cost is known and no margin declared: this is revenue, not value.",)
        if self.margin_rate is not None:
            return (f"Assumes that {self.margin_rate:.0%} of revenue remains as margin.",)
        return ()

    def nodes(self) -> tuple[Floats, Floats]:
        """At which months to look at the expected purchases E(t), and by what to weigh them to discount them all.

        Σ of each purchase · (1 + d)^(-t/12) is E(end) · (1 + d)^(-end/12) + ∫ E(t) · (1 + d)^(-t/12) · ln(1 + d)/12 dt,
        the integral by Gauss and Legendre's rule.
        """
        rate = np.log1p(self.discount) / 12
        points, weights = np.polynomial.legendre.leggauss(3 + int(np.ceil(rate * self.months)))
        within = (points + 1) * self.months / 2
        each = weights * self.months / 2 * rate * np.exp(-rate * within)
        months = np.append(within if rate else [], self.months)
        return months, np.append(each if rate else [], np.exp(-rate * self.months))


@dataclass(frozen=True, slots=True)
class Across:
    """How the expected values of customers differ: a tenth lies below ``p10``, half below ``median``."""

    p10: float
    median: float
    p90: float


@dataclass(frozen=True, slots=True)
class LifetimeValues:
    """The expected value of each customer, their mean and total, in money of today.

    ``low``/``high`` and the limits of ``mean`` and ``total`` bound what is expected, from the uncertainty of the
    parameters alone; NaN (None) where the fits are not sure. ``purchases`` are those expected (not discounted) and
    ``alive`` the chance that each still is a customer. ``across`` is how the expected values of customers differ.
    Without an answer ``mean`` is empty and ``reason`` says why.
    """

    name: str
    customer: NDArray[np.int64] | None
    value: Floats
    low: Floats
    high: Floats
    purchases: Floats
    alive: Floats
    mean: Figure
    total: Figure
    across: Across | None
    n: int
    terms: Terms
    confidence: float
    method: str
    reason: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The values of some of the rows; ``slopes`` (rows × parameters) say how they move with each ln parameter."""

    rows: slice
    value: Floats
    purchases: Floats
    alive: Floats
    slopes: Floats


def lifetime_values(
    fit: Fit[P], spend: SpendFit, history: Purchases, terms: Terms, *, confidence: float = 0.95, chunk: int = CHUNK
) -> LifetimeValues:
    """The predicted lifetime value of every customer of a history, and its mean over them.

    P(alive) · Σ over the horizon (purchases expected · discount at their time) · expected spend · margin rate
    (Fader, Hardie & Lee 2005, "RFM and CLV"). Limits by the delta method on the logarithm, from both fits' errors.
    Worked through in chunks of rows, so that memory does not grow with customers × draws. A customer expected to buy
    twice in a year for 50 at a margin of 40 %, without discount, is worth 40.

    Raises BadTable for nobody or a history in another unit than the fit's.
    """
    check_population(fit, history)
    check_confidence(confidence)
    check_least("chunk", chunk)
    covariance = _covariance(fit, spend)
    value, purchases, alive, error, slopes = _gathered(fit, spend, history, terms, chunk, covariance)
    total = float(history.weight @ value)
    spread = float(np.sqrt(slopes @ covariance @ slopes)) / total if covariance is not None and total > 0 else np.nan
    wide = np.exp(normal_quantile(confidence) * error)
    reason = _reason(history.n, total)
    return LifetimeValues(
        name=terms.name,
        customer=history.customer,
        value=value,
        low=value / wide,
        high=value * wide,
        purchases=purchases,
        alive=alive,
        mean=UNKNOWN if reason else _figure(total / history.n, spread, confidence),
        total=UNKNOWN if reason else _figure(total, spread, confidence),
        across=None if reason else _across(value, history.weight),
        n=history.n,
        terms=terms,
        confidence=confidence,
        method=f"{fit.model.title} × {spend.model.title}, {terms.method}",
        reason=reason,
        remarks=(*terms.remarks, *fit.remarks, *spend.remarks),
    )


def _gathered(
    fit: Fit[P], spend: SpendFit, history: Purchases, terms: Terms, chunk: int, covariance: Floats | None
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    value, purchases, alive, error = (np.full(len(history), np.nan) for _ in range(4))
    slopes = np.zeros(len(fit.model.values) + len(spend.model.values))
    for part in parts(fit, spend, history, terms, chunk=chunk, slopes=covariance is not None):
        value[part.rows], purchases[part.rows], alive[part.rows] = part.value, part.purchases, part.alive
        slopes += history.weight[part.rows] @ part.slopes
        if covariance is not None:
            with np.errstate(divide="ignore", invalid="ignore"):
                error[part.rows] = np.sqrt(np.einsum("ri,ij,rj->r", part.slopes, covariance, part.slopes)) / part.value
    return value, purchases, alive, error, slopes


def parts(
    fit: Fit[P], spend: SpendFit, history: Purchases, terms: Terms, *, chunk: int = CHUNK, slopes: bool = True
) -> Iterator[Part]:
    """The values of a history, some rows at a time, with their slopes where they are wanted."""
    for start in range(0, len(history), chunk):
        rows = slice(start, min(start + chunk, len(history)))
        yield _part(fit.model, spend.model, history.take(rows), terms, rows, slopes=slopes)


def _part(
    model: PurchaseModel, spend: GammaGamma, history: Purchases, terms: Terms, rows: slice, *, slopes: bool
) -> Part:
    distinct, place = _distinct(history)
    alive = model.probability_alive(history)
    discounted, plain = (part[place] for part in _of_distinct(model, distinct, terms))
    worth = terms.kept * spend.conditional_mean_spend(history)
    moves = np.zeros((len(history), len(model.values) + len(spend.values)))
    if slopes:
        by_purchases = _slopes(model, lambda moved: _of_distinct(moved, distinct, terms)[0])[place]
        by_spend = _slopes(spend, lambda moved: terms.kept * moved.conditional_mean_spend(history))
        moves = np.hstack([by_purchases * worth[:, None], by_spend * discounted[:, None]])
    return Part(rows, discounted * worth, plain, alive, moves)


def discounted_purchases(model: PurchaseModel, history: Purchases, terms: Terms) -> tuple[Floats, Floats]:
    """Purchases expected of each customer within the horizon: discounted, and as they are (equal histories once)."""
    distinct, place = _distinct(history)
    discounted, plain = _of_distinct(model, distinct, terms)
    return discounted[place], plain[place]


def _distinct(history: Purchases) -> tuple[Purchases, NDArray[np.intp]]:
    """Rows of different histories, and at which of them each row of the history is."""
    order = np.lexsort((history.age, history.recency, history.frequency))
    columns = [column[order] for column in (history.frequency, history.recency, history.age)]
    news = np.ones(len(order), bool)
    news[1:] = np.logical_or.reduce([np.diff(column) != 0 for column in columns])
    place = np.empty(len(order), np.intp)
    place[order] = np.cumsum(news) - 1
    return history.take(order[news]), place


def _of_distinct(model: PurchaseModel, distinct: Purchases, terms: Terms) -> tuple[Floats, Floats]:
    chance = model.probability_alive(distinct)
    discounted, plain = np.zeros(len(distinct)), np.zeros(len(distinct))
    for month, weight in zip(*terms.nodes(), strict=True):
        plain = chance * model.expected_while_alive(month * DAYS_A_MONTH / DAYS[distinct.unit], distinct)
        discounted += weight * plain
    return discounted, plain


def check_population(fit: Fit[Any], history: Purchases) -> None:
    """Refuse nobody, and a history that does not speak of the time the model was fitted in."""
    if not len(history):
        raise BadTable("purchases: there is nobody in this population")
    if fit.unit != history.unit:
        raise BadTable(f"purchases: their time is in {history.unit}s, the model was fitted in {fit.unit}s")


def _slopes(model: Any, ask: Any) -> Floats:
    """How figures of rows move with the logarithm of each parameter (rows × parameters)."""
    here, columns = ask(model), []
    for place in range(len(model.values)):
        nudge = np.zeros(len(model.values))
        nudge[place] = _NUDGE
        columns.append((ask(type(model)(*map(float, model.values * np.exp(nudge)))) - here) / _NUDGE)
    return np.column_stack(columns)


def _covariance(fit: Fit[Any], spend: SpendFit) -> Floats | None:
    one, other = fit.fitted.log_covariance, spend.fitted.log_covariance
    if one is None or other is None or not (fit.fitted.is_sound and spend.fitted.is_sound):
        return None
    joined = np.zeros((len(one) + len(other), len(one) + len(other)))
    joined[: len(one), : len(one)], joined[len(one) :, len(one) :] = one, other
    return joined


def _figure(value: float, error: float, confidence: float) -> Figure:
    wide = float(np.exp(normal_quantile(confidence) * error))
    return Figure.of(value, value / wide, value * wide)


def _reason(n: int, total: float) -> str:
    if n < MINIMUM_N:
        return f"fewer than {MINIMUM_N} customers"
    if not np.isfinite(total):
        return "the mean spend has no finite value, so neither has what customers are worth"
    return ""


def _across(value: Floats, weight: Floats) -> Across:
    order = np.argsort(value)
    reached = np.cumsum(weight[order]) / weight.sum()
    return Across(*(float(value[order][np.searchsorted(reached, share)]) for share in (0.1, 0.5, 0.9)))


@dataclass(frozen=True, slots=True)
class IndividualSpread:
    """Between what a single customer's future may lie: nine to one it is not below ``low`` (at 80 %) and so on.

    ``nothing`` is the chance of no further purchase within the horizon; ``purchases_low``/``purchases_high`` bound
    the number of purchases.
    """

    low: Floats
    median: Floats
    high: Floats
    nothing: Floats
    purchases_low: Floats
    purchases_high: Floats
    coverage: float
    draws: int


def individual_spread(
    fit: Fit[P],
    spend: SpendFit,
    history: Purchases,
    terms: Terms,
    *,
    coverage: float = 0.8,
    draws: int = 400,
    seed: int = 20_26,
    chunk: int = 1_000,
) -> IndividualSpread:
    """How much each customer's actual future value may differ from what is expected, the parameters taken as known.

    The number of purchases is drawn from its conditional distribution, what they cost from the customer's own
    distribution of spend; money is discounted as it is expected to come in on average. Memory: ``chunk`` × ``draws``.

    Raises BadQuestion for a coverage outside 0–1, BadTable as `lifetime_values`.
    """
    check_population(fit, history)
    if not 0 < coverage < 1 or draws < 50:
        raise BadQuestion(f"coverage must lie between 0 and 1 and draws be at least 50, not {coverage} and {draws}")
    edges = [(1 - coverage) / 2, 0.5, (1 + coverage) / 2]
    rng = np.random.default_rng(seed)
    found = [
        _drawn(fit.model, spend.model, history.take(slice(start, start + chunk)), terms, edges, draws, rng)
        for start in range(0, len(history), chunk)
    ]
    low, median, high, nothing, fewest, most = (np.concatenate(column) for column in zip(*found, strict=True))
    return IndividualSpread(low, median, high, nothing, fewest, most, coverage, draws)


def _drawn(
    model: PurchaseModel,
    spend: GammaGamma,
    history: Purchases,
    terms: Terms,
    edges: list[float],
    draws: int,
    rng: np.random.Generator,
) -> tuple[Floats, ...]:
    upto = _cumulative(model, history, terms.months * DAYS_A_MONTH / DAYS[history.unit])
    points = rng.random((len(history), draws))
    purchases = np.array([np.searchsorted(row, at) for row, at in zip(upto, points, strict=True)], float)
    # A customer's own rate of spend after x amounts is gamma again; a sum of gammas of one rate is gamma.
    x, seen = history.frequency, np.where(history.frequency > 0, history.spend, 0.0)
    rates = rng.gamma(np.broadcast_to((spend.q + spend.p * x)[:, None], purchases.shape))
    rates /= (spend.gamma + x * seen)[:, None]
    amounts = rng.gamma(np.maximum(spend.p * purchases, 1e-12)) / rates
    discounted, plain = discounted_purchases(model, history, terms)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(plain > 0, discounted / plain, 1.0)
    money = np.where(purchases > 0, amounts, 0.0) * terms.kept * share[:, None]
    values = np.quantile(money, edges, axis=1)
    counts = np.array([(upto >= edge).argmax(axis=1) for edge in (edges[0], edges[2])], float)
    return (*values, upto[:, 0], *counts)


def _cumulative(model: PurchaseModel, history: Purchases, t: float) -> Floats:
    """The chance of at most x purchases (rows × x), up to where hardly anything is left; the last column is 1."""
    columns = [model.conditional_probability(0, t, history)]
    while columns[-1].min() < 1 - 1e-4 and len(columns) < 2_000:
        columns.append(columns[-1] + model.conditional_probability(len(columns), t, history))
    return np.column_stack([*columns[:-1], np.ones(len(history))]) if len(columns) > 1 else np.ones((len(history), 1))
