from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import NET, SALES

average_order_value = Metric(
    name="average_order_value",
    title="Average order value",
    meaning="What an order brings, after refunds.",
    formula="revenue of the period / orders of the period",
    source="orders",
    pitfalls="Refunds count in the month they happen, so a month of few sales and a large refund may look odd."
    " A few large orders carry the mean.",
    unit="money",
    better="up",
    order=5,
    fact="orders",
    measures={"net": NET, "sales": SALES},
    parts={"net": "sum({net})", "sales": "sum({sales})"},
    estimator=Ratio(top="net", bottom="sales"),
    nothing="no orders in the period",
    n_means="the sales",
)
