"""Models of how customers buy, stay and spend, fitted by maximum likelihood: a module for each.

from rapport import analytics

history = analytics.models.summary.summary(source, period)
fit = analytics.models.mbgnbd.fit(history)
spend = analytics.models.gamma_gamma.fit(history)
"""

from rapport.analytics.models import (
    bgbb,
    bgnbd,
    by_segment,
    checks,
    covariates,
    gamma_gamma,
    holdout,
    lifetime_value,
    mbgnbd,
    paretonbd,
    predictions,
    purchases,
    sbg,
    summary,
    value_curves,
)

__all__ = [
    "bgbb",
    "bgnbd",
    "by_segment",
    "checks",
    "covariates",
    "gamma_gamma",
    "holdout",
    "lifetime_value",
    "mbgnbd",
    "paretonbd",
    "predictions",
    "purchases",
    "sbg",
    "summary",
    "value_curves",
]
