from rapport.analytics.metric import Metric
from rapport.analytics.metrics._effects import mean_lift

margin_lift = Metric(
    name="margin_lift",
    title="Lift of margin over those held out",
    meaning="How much more margin a treated customer brought than one held out within the declared days after"
    " the draw (30 unless told; incremental margin).",
    formula="Σ (net - direct cost) within the days after the draw per treated customer - the same per customer"
    " held out; draws whose days ended in the period",
    source="assignments, order_lines; interval after Welch 1947",
    pitfalls="Customers drawn into several experiments count in each: cut it by experiment. What is looked at"
    " often should be read with the bounds for repeated looks. The cost of the treatment itself is not"
    " in it.",
    unit="money",
    better="up",
    group="effects",
    order=303,
    **mean_lift("margin_after", lines="lines_after", costed="costed_after"),
)
