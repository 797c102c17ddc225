from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import NET, SALES

revenue = Metric(
    name="revenue",
    title="Revenue",
    meaning="What was sold less what was refunded, without tax; anonymous sales are part of everybody's figure.",
    formula="Σ net of sales, refunds and adjustments, each at its own date (a refund at the date of the refund)",
    source="orders",
    pitfalls="The total is exact; its interval says how much chance in who buys would move it. A refund lowers the"
    " month in which it happens, not that of the sale. Segments hold no anonymous revenue.",
    unit="money",
    better="up",
    order=3,
    fact="orders",
    measures={"net": NET, "sales": SALES},
    parts={"net": "sum({net})", "sales": "sum({sales})"},
    estimator=Total(amount="net", n="sales"),
    nothing="no orders known",
    n_means="the sales",
    adds_over=("period", "region", "segment"),
)
