from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import SALES

orders = Metric(
    name="orders",
    title="Orders",
    meaning="How many times somebody bought.",
    formula="number of sales; refunds and adjustments do not count",
    source="orders",
    pitfalls="An order refunded later still counts. Anonymous orders are part of everybody's figure.",
    unit="orders",
    better="up",
    order=4,
    fact="orders",
    measures={"sales": SALES},
    parts={"sales": "sum({sales})"},
    estimator=Total(amount="sales", n="sales", least=0),
    nothing="no orders known",
    n_means="the sales",
    adds_over=("period", "region", "segment"),
)
