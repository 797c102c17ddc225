from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import NET, SALES

anonymous_revenue = Metric(
    name="anonymous_revenue",
    title="Anonymous revenue",
    meaning="The part of the revenue whose customer is not known.",
    formula="Σ net of sales, refunds and adjustments without a customer",
    source="orders",
    pitfalls="It belongs to nobody, so it is in everybody's revenue and in no segment's. A large part makes every"
    " figure per customer say less.",
    unit="money",
    better="none",
    order=12,
    fact="orders",
    measures={"net": NET, "sales": SALES},
    parts={
        "net": "sum({net}) FILTER (WHERE units.customer IS NULL)",
        "sales": "sum({sales}) FILTER (WHERE units.customer IS NULL)",
    },
    estimator=Total(amount="net", n="sales"),
    nothing="no orders known",
    n_means="the anonymous sales",
    adds_over=("period", "region"),
    everybody_only=True,
)
