"""What matters most: each input moved by itself, the largest swing of the outcome first."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from rapport.analytics.errors import BadQuestion
from rapport.analytics.simulation.economics import customer_value, yearly_profit
from rapport.analytics.simulation.inputs import ENTRIES, Entry, Inputs
from rapport.analytics.simulation.payback import payback_months

Outcome = Literal["customer_value", "yearly_profit", "payback_months"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One input at its low and its high end, and what the outcome is there; a payback may be infinite."""

    name: str
    title: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def swing(self) -> float:
        """How far the outcome moves from end to end."""
        return 0.0 if self.at_low == self.at_high else abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True)
class Tornado:
    """The bars around the outcome as it stands, the longest first."""

    outcome: Outcome
    base: float
    bars: tuple[Bar, ...]
    method: str


def tornado(inputs: Inputs, outcome: Outcome = "customer_value", by: float | None = None) -> Tornado:
    """What the outcome does when one input moves and the others stay.

    Without ``by`` each input goes to both ends of its 95 % interval: the longest bar is what is worth measuring better;
    what is taken as known has a bar of no length. With ``by``, such as 0.1, each is a tenth less and a tenth more: the
    longest bar is the strongest lever. Shares stay at 1 at most.

    >>> from rapport.analytics.simulation import Estimate
    >>> today = Inputs(customers=Estimate(400), frequency=Estimate(4, 3.6, 4.4), order_value=Estimate(50, 47, 53),
    ...                margin=Estimate(0.4), retention=Estimate(0.6, 0.55, 0.65), contact_cost=Estimate(8),
    ...                acquisition_cost=Estimate(60))
    >>> [(bar.name, round(bar.at_low, 1), round(bar.at_high, 1)) for bar in tornado(today).bars[:3]]
    [('frequency', 80.5, 115.6), ('retention', 83.9, 115.1), ('order_value', 87.5, 108.6)]
    >>> tornado(today, by=0.1).bars[0].name
    'retention'
    """
    if by is not None and not 0 < by < 1:
        raise BadQuestion(f"tornado: by must lie between 0 and 1, not {by}")
    formula = _formula(inputs, outcome)
    today = {entry.name: getattr(inputs, entry.name).value for entry in _taking_part(outcome)}
    bars = [_bar(inputs, entry, by, today, formula) for entry in _taking_part(outcome)]
    method = "each input at the ends of its 95 % interval" if by is None else f"each input {by:.0%} less and more"
    return Tornado(outcome, formula(**today), tuple(sorted(bars, key=lambda bar: -bar.swing)), method)


def _formula(inputs: Inputs, outcome: Outcome) -> Callable[..., float]:
    declared: dict[str, Any] = {"discount": inputs.discount, "years": inputs.years}
    if outcome == "customer_value":
        return lambda **values: float(customer_value(**values, **declared))
    if outcome == "yearly_profit":
        return lambda **values: float(yearly_profit(**values))
    if outcome == "payback_months":
        return lambda **values: float(payback_months(**values, years=inputs.years))
    raise BadQuestion(f"tornado: outcome {outcome!r} is not known")


def _taking_part(outcome: Outcome) -> list[Entry]:
    return [entry for entry in ENTRIES if entry.name != "customers" or outcome == "yearly_profit"]


def _bar(inputs: Inputs, entry: Entry, by: float | None, today: dict[str, float], formula: Callable[..., float]) -> Bar:
    value, most = today[entry.name], 1.0 if entry.scale == "share" else math.inf
    estimate = getattr(inputs, entry.name)
    if by is not None:
        low, high = value * (1 - by), min(most, value * (1 + by))
    else:
        low = value if estimate.is_known else estimate.low
        high = value if estimate.is_known else min(most, estimate.high)
    bar = Bar(entry.name, entry.title, low, high, 0, 0)
    return replace(bar, at_low=formula(**{**today, entry.name: low}), at_high=formula(**{**today, entry.name: high}))
