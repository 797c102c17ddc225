"""What a newly won customer brings month by month, when that pays for winning them, and what a contract is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from rapport.analytics.columns import check_confidence, check_least
from rapport.analytics.errors import BadQuestion
from rapport.analytics.figure import Figure
from rapport.analytics.intervals import Floats
from rapport.analytics.models.discrete import DRAWS, SEED
from rapport.analytics.models.gamma_gamma import GammaGamma, SpendFit
from rapport.analytics.models.lifetime_value import DAYS_A_MONTH, Terms, monthly_discount
from rapport.analytics.models.model import Fit, PurchaseModel
from rapport.analytics.models.purchases import DAYS, Unit
from rapport.analytics.models.sbg import SBGFit, ShiftedBetaGeometric


@dataclass(frozen=True, slots=True)
class Payback:
    """After how many months what a customer brought covers what winning them cost; None where it does not.

    ``low``/``high`` by the limits of the curve: ``high`` None means that it may never come within the horizon.
    """

    months: int | None
    low: int | None
    high: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ValueCurve:
    """The cumulative value of a new customer after each of ``months`` (0 is the first purchase or payment).

    ``low``/``high`` bound what is expected, from the uncertainty of the parameters; NaN where the fits are not sure.
    """

    name: str
    months: Floats
    value: Floats
    low: Floats
    high: Floats
    n: int
    terms: Terms
    confidence: float
    method: str
    remarks: tuple[str, ...]

    @property
    def whole(self) -> Figure:
        """The value over the whole horizon."""
        return Figure.of(float(self.value[-1]), float(self.low[-1]), float(self.high[-1]))

    def payback(self, cost: float) -> Payback:
        """When the cost of winning a customer is earned back, which may never happen.

        A customer who brings 20 at once and 10 a month pays 45 back after 3 months.

        Raises BadQuestion for a cost that is negative or no number.
        """
        if not np.isfinite(cost) or cost < 0:
            raise BadQuestion(f"cost: an amount from 0 is expected, not {cost}")
        found = [self._reached(line, cost) for line in (self.value, self.high, self.low)]
        reason = ""
        if found[0] is None:
            reason = (
                f"not within {int(self.months[-1])} months: a customer then has brought {self.value[-1]:,.2f}"
                f" of the {cost:,.2f} that winning one costs"
                if np.isfinite(self.value[-1])
                else "what a customer brings is not known"
            )
        return Payback(found[0], found[1], found[2], reason)

    def _reached(self, line: Floats, cost: float) -> int | None:
        over = np.flatnonzero(line >= cost)
        return int(self.months[over[0]]) if len(over) else None


def new_customer(
    fit: Fit[Any], spend: SpendFit, terms: Terms, *, confidence: float = 0.95, draws: int = 200, seed: int = SEED
) -> ValueCurve:
    """What a customer brings from the first purchase on, which counts in full, month by month.

    (1 + Σ purchases expected in each month · discount at its middle) · mean spend · margin rate. The interval comes
    from drawn parameters of both fits.
    """
    check_confidence(confidence)
    check_least("draws", draws, 20)
    sure = fit.fitted.is_sound and spend.fitted.is_sound
    value = _new_customer(fit.model, spend.model, fit.unit, terms)
    low, high = np.full_like(value, np.nan), np.full_like(value, np.nan)
    if sure:
        pairs = zip(fit.models(draws, seed=seed), spend.models(draws, seed=seed + 1), strict=True)
        drawn = np.array([_new_customer(model, money, fit.unit, terms) for model, money in pairs])
        edge = (1 - confidence) / 2
        low, high = np.nanquantile(drawn, [edge, 1 - edge], axis=0)
    return ValueCurve(
        name=terms.name,
        months=np.arange(terms.months + 1.0),
        value=value,
        low=low,
        high=high,
        n=fit.n,
        terms=terms,
        confidence=confidence,
        method=f"{fit.model.title} × {spend.model.title}, a new customer, {terms.method}",
        remarks=(*terms.remarks, *fit.remarks, *spend.remarks),
    )


def _new_customer(model: PurchaseModel, spend: GammaGamma, unit: Unit, terms: Terms) -> Floats:
    months = np.arange(terms.months + 1.0)
    bought = model.expected_purchases(months * DAYS_A_MONTH / DAYS[unit])
    discount = (1 + monthly_discount(terms.discount)) ** -(months[1:] - 0.5)
    purchases = np.append(1.0, 1 + np.cumsum(np.diff(bought) * discount))
    return np.asarray(purchases * spend.mean_spend * terms.kept, float)


def contract_value(
    fit: SBGFit,
    payment: float,
    terms: Terms,
    *,
    months_a_period: int = 1,
    renewals: int | None = None,
) -> ValueCurve:
    """What a customer under contract brings: each payment · the chance that it is still made · discount · margin.

    A new customer pays at once and then at each renewal; one who has made so many ``renewals`` is valued just before
    the next is due, which then stands at month 0. ``payment`` is what one period of ``months_a_period`` months costs.
    At α 1, β 1, 10 a month and no discount, three months bring 10 · (1 + 1/2 + 1/3 + 1/4) = 20.83.

    Raises BadQuestion for a payment that is not above 0 or a period longer than the horizon.
    """
    _check(payment, months_a_period, terms)
    months = np.arange(0, terms.months + 1, months_a_period)
    worth = payment * terms.kept * (1 + terms.discount) ** (-months / 12)

    def cumulative(model: ShiftedBetaGeometric) -> Floats:
        if renewals is None:
            return np.asarray(np.cumsum(worth * model.survival(np.arange(len(months)))), float)
        chances = np.cumprod(model.retention(np.arange(renewals + 1, renewals + 1 + len(months))))
        return np.asarray(np.cumsum(worth * chances), float)

    found = fit.figures(cumulative, draws=DRAWS)
    who = "a new customer" if renewals is None else f"a customer after {renewals} renewals"
    return ValueCurve(
        name=terms.name,
        months=np.asarray(months, float),
        value=found.values,
        low=found.low,
        high=found.high,
        n=fit.n,
        terms=terms,
        confidence=found.confidence,
        method=f"shifted beta-geometric, {who}, over {terms.months} months at {terms.discount:.1%} discount a year",
        remarks=(*terms.remarks, *fit.remarks),
    )


def _check(payment: float, months_a_period: int, terms: Terms) -> None:
    if not np.isfinite(payment) or payment <= 0:
        raise BadQuestion(f"payment: an amount above 0 is expected, not {payment}")
    if not 1 <= months_a_period <= terms.months or months_a_period != int(months_a_period):
        raise BadQuestion(f"months_a_period: whole months from 1 to the horizon are expected, not {months_a_period}")
