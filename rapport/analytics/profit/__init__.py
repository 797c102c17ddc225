"""Profit of customers: cost to serve, profit, whale curve, portfolio, what-ifs, strategically significant ones.

From activities with their cost in the ledger to the customers who need a second look::

    from rapport.analytics import profit

    telephone = profit.Activity(name="Telephone", driver="ticket_minutes", only="phone", pool=12_000, capacity=20_000)
    found = profit.customer_profit_of(source, period, activities=[telephone], margin_rate=0.35)
    profit.whale_curve(found).peak_share
    grid = profit.Grid(value_from=profit.Threshold(quantile=0.8), cost_from=profit.Threshold(quantile=0.8))
    costly = profit.portfolio_of(found, grid).customers_of("re-engineer")
    profit.price_increase(found, costly, 0.05, assumed_loss=0.1).change
"""

from rapport.analytics.profit.acquisition import AcquisitionCost, acquisition_cost_of
from rapport.analytics.profit.activity import Activity, ActivityCost
from rapport.analytics.profit.cost_to_serve import CostToServe, cost_to_serve
from rapport.analytics.profit.customer_profit import CustomerProfit, Figure, customer_profit
from rapport.analytics.profit.drivers import catalogue as drivers
from rapport.analytics.profit.from_facts import cost_to_serve_of, customer_profit_of
from rapport.analytics.profit.portfolio import (
    DEFAULT_STRATEGIES,
    STRATEGIES,
    Cell,
    Grid,
    OfStrategy,
    Portfolio,
    Threshold,
    portfolio,
    portfolio_of,
)
from rapport.analytics.profit.significant import Rules, Significant, SignificantCustomer, significant_customers
from rapport.analytics.profit.whale import WhaleCurve, whale_curve, whale_curve_of
from rapport.analytics.profit.what_if import Change, WhatIf, price_increase, process_change, what_if

__all__ = [
    "DEFAULT_STRATEGIES",
    "STRATEGIES",
    "AcquisitionCost",
    "Activity",
    "ActivityCost",
    "Cell",
    "Change",
    "CostToServe",
    "CustomerProfit",
    "Figure",
    "Grid",
    "OfStrategy",
    "Portfolio",
    "Rules",
    "Significant",
    "SignificantCustomer",
    "Threshold",
    "WhaleCurve",
    "WhatIf",
    "acquisition_cost_of",
    "cost_to_serve",
    "cost_to_serve_of",
    "customer_profit",
    "customer_profit_of",
    "drivers",
    "portfolio",
    "portfolio_of",
    "price_increase",
    "process_change",
    "significant_customers",
    "whale_curve",
    "whale_curve_of",
    "what_if",
]
