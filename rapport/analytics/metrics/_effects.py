"""The two arms of experiments whose days of effect ended within the period."""

from __future__ import annotations

from typing import Any

from rapport.analytics.estimators import MeanLift

OVER = (
    "date_diff('second', seen.moment, frames.ends) >= choices.effect_days * 86400"
    " AND date_diff('second', seen.moment, frames.starts) < choices.effect_days * 86400"
)
TREATED = f"seen.arm = 'treated' AND {OVER}"
HELD_OUT = f"seen.arm = 'holdout' AND {OVER}"
ARMS: dict[str, Any] = {
    "fact": "assignments",
    "span": "standing",
    "nothing": "no draw of both arms whose days ended in the period",
    "n_means": "the customers of both arms",
}


def mean_lift(column: str, *, lines: str = "", costed: str = "") -> dict[str, Any]:
    """What makes a metric the difference of what a treated customer and one held out brought, as a column tells it."""
    amount = f"coalesce(CAST(seen.{column} AS DOUBLE), 0)"
    measures: dict[str, str] = {}
    for arm, condition in (("treated", TREATED), ("held_out", HELD_OUT)):
        measures |= {
            arm: f"count(*) FILTER (WHERE {condition})",
            f"amount_{arm}": f"sum({amount}) FILTER (WHERE {condition})",
            f"squares_{arm}": f"sum({amount} * {amount}) FILTER (WHERE {condition})",
        }
    if lines:
        measures |= {name: f"sum(seen.{name}) FILTER (WHERE {OVER})" for name in (lines, costed)}
    return {
        **ARMS,
        "measures": measures,
        "parts": {name: f"sum({{{name}}})" for name in measures},
        "estimator": MeanLift(
            ("amount_treated", "amount_held_out"),
            ("squares_treated", "squares_held_out"),
            ("treated", "held_out"),
            lines=lines,
            costed=costed,
        ),
    }
