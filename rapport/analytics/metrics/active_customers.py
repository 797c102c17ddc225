from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import SALES

active_customers = Metric(
    name="active_customers",
    title="Active customers",
    meaning="Known customers who bought at least once in the period.",
    formula="number of known customers with at least one sale in the period",
    source="orders",
    pitfalls="One customer is active in several months, so months do not add up. A refund alone is no activity.",
    unit="customers",
    better="up",
    order=2,
    fact="orders",
    measures={"sales": SALES},
    parts={"active": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {sales} > 0)"},
    estimator=Total(amount="active", n="active", least=0),
    nothing="no orders known",
    n_means="the active customers",
    adds_over=("home_region", "segment"),
)
