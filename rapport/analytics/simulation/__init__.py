"""What a customer is worth, and what a year brings, when the relationship changes: a small Monte Carlo with its parts.

An `Estimate` is a figure with its 95 % interval; `Inputs` are the estimates of one state of affairs; `simulate` plays
several states through the same draws, so that their difference has an interval of its own::

    from rapport.analytics.simulation import Estimate, Inputs, simulate, tornado

    today = Inputs(
        customers=Estimate(400), frequency=Estimate(4, 3.6, 4.4), order_value=Estimate(50, 47, 53),
        margin=Estimate(0.4), retention=Estimate(0.6, 0.55, 0.65), contact_cost=Estimate(8),
        acquisition_cost=Estimate(60),
    )
    better = today.with_(retention=Estimate(0.7, 0.65, 0.74))
    now, then = simulate([today, better])
    then.less(now).customer_value.median
    tornado(today).bars[0].title
    now.payback.words
"""

from rapport.analytics.simulation.economics import customer_value, lifetime_factor, yearly_profit
from rapport.analytics.simulation.estimate import Estimate
from rapport.analytics.simulation.inputs import BY_NAME, ENTRIES, Entry, Inputs
from rapport.analytics.simulation.payback import Payback, payback_months
from rapport.analytics.simulation.relationship import Relationship
from rapport.analytics.simulation.runs import DRAWS, SEED, Played, Spread, simulate
from rapport.analytics.simulation.tornado import Bar, Tornado, tornado

__all__ = [
    "BY_NAME",
    "DRAWS",
    "ENTRIES",
    "SEED",
    "Bar",
    "Entry",
    "Estimate",
    "Inputs",
    "Payback",
    "Played",
    "Relationship",
    "Spread",
    "Tornado",
    "customer_value",
    "lifetime_factor",
    "payback_months",
    "simulate",
    "tornado",
    "yearly_profit",
]
