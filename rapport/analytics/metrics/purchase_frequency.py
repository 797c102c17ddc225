from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import SALES

purchase_frequency = Metric(
    name="purchase_frequency",
    title="Purchase frequency",
    meaning="How often a customer who bought in the period bought in it.",
    formula="sales to known customers / known customers with at least one sale, both in the period",
    source="orders",
    pitfalls="Never below 1, and the longer the period the higher: compare periods of equal length only.",
    unit="orders per customer",
    better="up",
    order=6,
    fact="orders",
    measures={"sales": SALES},
    parts={
        "sales": "sum({sales}) FILTER (WHERE units.customer IS NOT NULL)",
        "buyers": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {sales} > 0)",
    },
    estimator=Ratio(top="sales", bottom="buyers", least=1),
    nothing="no known customer bought in the period",
    n_means="the customers who bought",
)
