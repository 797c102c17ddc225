from rapport.analytics.metric import Metric
from rapport.analytics.metrics._margin import MEASURES, margin, margin_parts

margin_rate = Metric(
    name="margin_rate",
    title="Margin rate",
    meaning="How much of the revenue remains as contribution margin.",
    formula="contribution margin / Σ net, both of the period",
    source="order_lines",
    pitfalls="Where cost is unknown it is the declared rate itself: see the assumption beside it.",
    unit="share",
    better="up",
    group="value",
    order=132,
    fact="order_lines",
    nothing="no order lines in the period",
    n_means="the sales, line by line",
    measures=MEASURES,
    parts={"sales": "sum({sales})"} | margin_parts(),
    estimator=margin(per="net", n="sales"),
    money=True,
)
