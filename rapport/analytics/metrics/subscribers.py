from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._subscriptions import AT_END

subscribers = Metric(
    name="subscribers",
    title="Subscribers",
    meaning="Customers with a subscription that runs at the period's end.",
    formula="number of customers with a subscription begun by the period's end that has not ended",
    source="subscriptions",
    pitfalls="A stock, not a flow: months do not add up.",
    unit="customers",
    better="up",
    group="subscriptions",
    order=181,
    fact="subscriptions",
    span="standing",
    measures={
        "at_end": AT_END,
    },
    parts={
        "subscribers": "count(*) FILTER (WHERE {at_end} > 0)",
    },
    estimator=Total(amount="subscribers", n="subscribers", least=0),
    nothing="no subscriptions known",
    n_means="the customers who subscribe",
    adds_over=(
        "home_region",
        "segment",
    ),
)
