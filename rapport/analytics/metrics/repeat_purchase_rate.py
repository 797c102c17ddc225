from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import SALES

repeat_purchase_rate = Metric(
    name="repeat_purchase_rate",
    title="Repeat purchase rate",
    meaning="The share of buyers who bought more than once in the period.",
    formula="known customers with two sales or more / known customers with one or more, both in the period",
    source="orders",
    pitfalls="The longer the period the higher: compare periods of equal length only. Two baskets of one day"
    " under two order numbers count as two.",
    unit="share",
    better="up",
    order=7,
    fact="orders",
    measures={"sales": SALES},
    parts={
        "repeaters": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {sales} > 1)",
        "buyers": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {sales} > 0)",
    },
    estimator=Share(hits="repeaters", tries="buyers"),
    nothing="no known customer bought in the period",
    n_means="the customers who bought",
)
