from rapport.analytics.metric import Metric
from rapport.analytics.metrics._margin import MEASURES, margin, margin_parts

contribution_margin = Metric(
    name="contribution_margin",
    title="Contribution margin",
    meaning="What remained of the revenue after the direct cost of what was sold; anonymous sales are part of"
    " everybody's figure.",
    formula="Σ (net - direct cost) of the lines of sales, refunds and adjustments; where a line's cost is"
    " unknown, net · declared margin rate, marked as an assumption",
    source="order_lines",
    pitfalls="No cost to serve and no cost of winning customers is taken off. Without known cost and without a"
    " declared rate there is no figure.",
    unit="money",
    better="up",
    group="value",
    order=131,
    fact="order_lines",
    nothing="no order lines known",
    n_means="the sales, line by line",
    adds_over=(
        "period",
        "region",
        "segment",
    ),
    measures=MEASURES,
    parts={"sales": "sum({sales})"} | margin_parts(),
    estimator=margin(n="sales", is_total=True),
)
