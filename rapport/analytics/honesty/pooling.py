"""Partial pooling: what a small cell can tell once it has learned from the others, beside its raw value."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rapport.analytics.answer import Row
from rapport.analytics.errors import BadQuestion
from rapport.analytics.honesty.pooled import Pooled
from rapport.analytics.honesty.pooled_means import pooled_estimates, pooled_means
from rapport.analytics.honesty.pooled_shares import pooled_shares
from rapport.analytics.intervals import normal_quantile

__all__ = ["Pooled", "pooled_estimates", "pooled_means", "pooled_rows", "pooled_shares"]


def pooled_rows(rows: Sequence[Row], *, confidence: float = 0.95) -> Pooled:
    """The rows of one metric, one for each cell, partially pooled: regions or segments that share nobody.

    Shares as beta-binomial (their hits are value · n); other figures as normal–normal, with the standard error from
    their interval, which was made at ``confidence``. Ask with ``minimum_n=1``: a row that is too small to be shown, or
    a figure without an interval, has nothing to pool and gets the common figure.

    Raises BadQuestion for rows of several metrics.
    """
    if len({(row.metric, row.unit) for row in rows}) > 1:
        raise BadQuestion("pooling: rows of one metric only")
    shown = np.array([row.value is not None for row in rows])
    value = np.array([row.value if row.value is not None else np.nan for row in rows], float)
    n = np.where(shown, [float(row.n) for row in rows], 0.0)
    if rows and rows[0].unit == "share" and ((value[shown] >= 0) & (value[shown] <= 1)).all():
        hits = np.where(shown, np.minimum(np.nan_to_num(value) * n, n), 0.0)
        return pooled_shares(hits, n, confidence=confidence)
    width = [row.high - row.low if row.low is not None and row.high is not None else np.nan for row in rows]
    errors = np.array(width, float) / (2 * normal_quantile(confidence))
    known = np.isfinite(errors) & (errors > 0)
    return pooled_estimates(np.where(known, value, np.nan), errors, n=n, confidence=confidence)
