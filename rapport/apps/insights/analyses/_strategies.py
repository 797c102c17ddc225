"""Strategies of the customer portfolio in words, the value to come behind them, and what a change would bring."""

from __future__ import annotations

import numpy as np

from rapport.analytics import AnalyticsError, Period
from rapport.analytics.intervals import Floats
from rapport.analytics.models import bgnbd, gamma_gamma
from rapport.analytics.models.lifetime_value import Terms, parts
from rapport.analytics.models.summary import summary
from rapport.analytics.profit import Change, CustomerProfit, what_if
from rapport.apps.insights.analyses._analysis import Payload, Study

STRATEGIES = {
    "protect": ("Protect", "worth much and cheap to serve: keep them, watch for rivals", "green"),
    "re-engineer": ("Re-engineer", "worth much but costly: serve them more cheaply, or charge for it", "amber"),
    "nurture": ("Nurture", "small and cheap to serve: let them grow", "blue"),
    "harvest": ("Harvest", "cheap, with little to come: take what comes, invest nothing", "violet"),
    "end": ("End", "small and costly, with little to come: charge, simplify, or let go", "coral"),
}
MONTHS = 12


def value_to_come(study: Study, found: CustomerProfit) -> tuple[Floats | None, str]:
    """Revenue expected of each customer in the next twelve months, or why it cannot be told.

    The models look at everybody's whole history; who never bought brings nothing.
    """
    study.progress("Working out what customers will bring")
    try:
        history = summary(study.source, Period(study.known.start, study.period.end))
        fit, spend = bgnbd.fit(history), gamma_gamma.fit(history)
        terms = Terms(months=MONTHS, discount=0)
        values = np.concatenate([part.value for part in parts(fit, spend, history, terms, slopes=False)])
    except AnalyticsError as problem:
        return None, f"Value to come is left out: {problem}."
    ids = np.asarray(history.customer, np.int64)
    place = np.minimum(np.searchsorted(ids, found.customers), len(ids) - 1)
    told = np.where(ids[place] == found.customers, values[place], 0.0)
    words = f"Value to come: revenue expected over {MONTHS} months by {fit.model.title} × {spend.model.title}, no more."
    return np.round(np.nan_to_num(told), 2), words


def changes(study: Study, found: CustomerProfit, customers: list[int]) -> list[Payload]:
    """What dearer prices, a cheaper process and both would bring with these customers."""
    price, process, loss = (study.number(name) / 100 for name in ("price", "process", "loss"))
    asked = (
        ("Higher prices", {"price_increase": price}),
        ("A cheaper process", {"cost_reduction": process}),
        ("Both", {"price_increase": price, "cost_reduction": process}),
    )
    return [
        _change(title, found, customers, Change(assumed_loss=loss, **more), study.minimum_n) for title, more in asked
    ]


def _change(title: str, found: CustomerProfit, customers: list[int], change: Change, minimum_n: int) -> Payload:
    result = what_if(found, customers, change, minimum_n=minimum_n)
    return {
        "title": title,
        "n": result.n,
        "before": result.before,
        "after": result.after,
        "change": result.change,
        "change_low": result.low,
        "change_high": result.high,
        "break_even": result.break_even_loss,
        "assumptions": list(result.assumptions),
        "reason": result.reason,
        "method": result.method,
    }
