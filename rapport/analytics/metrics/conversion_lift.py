from rapport.analytics.estimators import ShareLift
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._effects import ARMS, HELD_OUT, TREATED

conversion_lift = Metric(
    name="conversion_lift",
    title="Lift of buying over those held out",
    meaning="How many more of the treated than of those held out bought within the declared days after the draw"
    " (30 unless told).",
    formula="share of treated customers with a sale within the days after their draw - the same share of those"
    " held out; draws whose days ended in the period",
    source="assignments, orders; interval after Newcombe 1998",
    pitfalls="Customers drawn into several experiments count in each: cut it by experiment. What is looked at"
    " often should be read with the bounds for repeated looks.",
    unit="share",
    better="up",
    group="effects",
    order=301,
    measures={
        "treated": f"count(*) FILTER (WHERE {TREATED})",
        "bought": f"count(*) FILTER (WHERE {TREATED} AND seen.sales_after > 0)",
        "held_out": f"count(*) FILTER (WHERE {HELD_OUT})",
        "bought_anyway": f"count(*) FILTER (WHERE {HELD_OUT} AND seen.sales_after > 0)",
    },
    parts={name: f"sum({{{name}}})" for name in ("treated", "bought", "held_out", "bought_anyway")},
    estimator=ShareLift("bought", "treated", "bought_anyway", "held_out"),
    **ARMS,
)
