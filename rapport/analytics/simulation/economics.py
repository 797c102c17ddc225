"""The formulas: what one customer is worth, and what a year with a group of customers brings.

Numbers or NumPy arrays alike. Units: money in one currency, rates per year, shares between 0 and 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from rapport.analytics.columns import check_least, numbers
from rapport.analytics.errors import BadQuestion
from rapport.analytics.intervals import Floats


def lifetime_factor(retention: ArrayLike, discount: ArrayLike = 0.1, years: int = 10) -> Floats:
    """How many years' contribution a customer brings, in today's money: Σ (r / (1 + d))ᵗ for t = 0 … years - 1.

    The first year counts in full, each later one with the chance r that the customer is still there, discounted by d.
    For many years this becomes the margin multiple (1 + d) / (1 + d - r) of Gupta and Lehmann (2003); the form with a
    given number of years is that of Berger and Nasr (1998).

    >>> round(float(lifetime_factor(0.6, discount=0.1, years=10)), 4)
    2.1949
    >>> float(lifetime_factor(0, discount=0.1, years=10)), float(lifetime_factor(1, discount=0, years=10))
    (1.0, 10.0)
    """
    check_least("years", years)
    kept = share(retention, "retention") / (1 + amount(discount, "discount"))
    powers = kept[..., np.newaxis] ** np.arange(years)
    return np.asarray(powers.sum(axis=-1), float)


def contribution(frequency: ArrayLike, order_value: ArrayLike, margin: ArrayLike, contact_cost: ArrayLike) -> Floats:
    """What a customer leaves in a year, in money: orders a year · value of an order · margin - cost of contact.

    >>> float(contribution(4, 50, 0.4, 8))
    72.0
    """
    earned = amount(frequency, "frequency") * amount(order_value, "order_value") * amount(margin, "margin")
    return np.asarray(earned - amount(contact_cost, "contact_cost"), float)


def amount(values: ArrayLike, name: str) -> Floats:
    """The values of an input as numbers. Raises BadQuestion where one is missing or endless."""
    found = numbers(values, name)
    if not np.isfinite(found).all():
        raise BadQuestion(f"{name}: a value is missing or endless")
    return found


def share(values: ArrayLike, name: str) -> Floats:
    """The same of shares, which lie between 0 and 1."""
    found = amount(values, name)
    if np.any((found < 0) | (found > 1)):
        raise BadQuestion(f"{name}: a share lies outside 0–1")
    return found


def customer_value(
    *,
    frequency: ArrayLike,
    order_value: ArrayLike,
    margin: ArrayLike,
    retention: ArrayLike,
    contact_cost: ArrayLike,
    acquisition_cost: ArrayLike,
    discount: ArrayLike = 0.1,
    years: int = 10,
) -> Floats:
    """What a newly won customer is worth: contribution a year · lifetime factor - cost of acquisition, in money.

    Four orders a year of 50 at a margin of 40 %, less 8 for contact, leave 72 a year; at a retention of 60 % that is
    2.1949 years' worth: 158.03; winning the customer cost 60.

    >>> economy = dict(frequency=4, order_value=50, margin=0.4, contact_cost=8, acquisition_cost=60)
    >>> round(float(customer_value(**economy, retention=0.6)), 2)
    98.03
    """
    yearly = contribution(frequency, order_value, margin, contact_cost)
    return np.asarray(
        yearly * lifetime_factor(retention, discount, years) - amount(acquisition_cost, "acquisition_cost")
    )


def yearly_profit(
    *,
    customers: ArrayLike,
    frequency: ArrayLike,
    order_value: ArrayLike,
    margin: ArrayLike,
    retention: ArrayLike,
    contact_cost: ArrayLike,
    acquisition_cost: ArrayLike,
) -> Floats:
    """What a year brings while the group keeps its size, in money.

    Customers · (contribution a year - (1 - retention) · cost of acquisition): whoever leaves is replaced. 400 customers
    who leave 72 each bring 28,800; 160 of them go and are replaced for 60 each, 9,600.

    >>> economy = dict(frequency=4, order_value=50, margin=0.4, contact_cost=8, acquisition_cost=60)
    >>> round(float(yearly_profit(**economy, customers=400, retention=0.6)), 6)
    19200.0
    """
    yearly = contribution(frequency, order_value, margin, contact_cost)
    replacing = (1 - share(retention, "retention")) * amount(acquisition_cost, "acquisition_cost")
    return np.asarray(amount(customers, "customers") * (yearly - replacing), float)
