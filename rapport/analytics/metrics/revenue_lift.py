from rapport.analytics.metric import Metric
from rapport.analytics.metrics._effects import mean_lift

revenue_lift = Metric(
    name="revenue_lift",
    title="Lift of revenue over those held out",
    meaning="How much more a treated customer brought than one held out within the declared days after the draw"
    " (30 unless told).",
    formula="Σ net within the days after the draw per treated customer - the same per customer held out; draws"
    " whose days ended in the period",
    source="assignments, orders; interval after Welch 1947",
    pitfalls="Customers drawn into several experiments count in each: cut it by experiment. What is looked at"
    " often should be read with the bounds for repeated looks.",
    unit="money",
    better="up",
    group="effects",
    order=302,
    **mean_lift("net_after"),
)
