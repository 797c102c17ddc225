from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._ingredients import KNOWN_CUSTOMERS
from rapport.analytics.metrics._measures import USES

active_use_rate = Metric(
    name="active_use_rate",
    title="Active use",
    meaning="The share of customers who used what they bought in the period.",
    formula="known customers with an event of use in the period / customers known by its end",
    source="events, customers",
    pitfalls="The longer the period the higher. Opening is not using: record the events that show value.",
    unit="share",
    better="up",
    group="use",
    order=282,
    fact="events",
    measures={
        "uses": USES,
    },
    parts={
        "users": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {uses} > 0)",
    },
    also=(KNOWN_CUSTOMERS,),
    estimator=Share(hits="users", tries="customers"),
    nothing="no customers",
    n_means="the customers",
)
