"""Honesty: what a difference is made of, what small cells can tell, when a target is met, which cells differ.

Everything works on plain figures and on the rows of an answer::

    from rapport.analytics import honesty

    honesty.between_periods(answer, "csat", before=january, now=february).warning
    honesty.pooled_rows([row for row in answer.rows if row.region is not None]).value
    honesty.judge_series(answer.of("csat"), honesty.Target(value=0.8)).words
    honesty.against_rest(honesty.cells_of(answer.rows)).flagged
"""

from rapport.analytics.honesty.alerts import (
    ChangeAlert,
    Judgement,
    Target,
    TargetReport,
    change_alerts,
    judge,
    judge_series,
)
from rapport.analytics.honesty.comparisons import (
    Cell,
    Comparison,
    Comparisons,
    against_rest,
    cells_of,
    each_other,
    p_value,
)
from rapport.analytics.honesty.decomposed_rows import between_periods, between_segments, decompose_rows
from rapport.analytics.honesty.decomposition import Cells, Decomposition, Part, decompose
from rapport.analytics.honesty.pooling import Pooled, pooled_estimates, pooled_means, pooled_rows, pooled_shares

__all__ = [
    "Cell",
    "Cells",
    "ChangeAlert",
    "Comparison",
    "Comparisons",
    "Decomposition",
    "Judgement",
    "Part",
    "Pooled",
    "Target",
    "TargetReport",
    "against_rest",
    "between_periods",
    "between_segments",
    "cells_of",
    "change_alerts",
    "decompose",
    "decompose_rows",
    "each_other",
    "judge",
    "judge_series",
    "p_value",
    "pooled_estimates",
    "pooled_means",
    "pooled_rows",
    "pooled_shares",
]
