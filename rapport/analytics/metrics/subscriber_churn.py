from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._subscriptions import AT_END, AT_START

subscriber_churn = Metric(
    name="subscriber_churn",
    title="Subscribers lost",
    meaning="The share of customers with a subscription at the period's start who have none at its end"
    " (contractual churn).",
    formula="customers who subscribe at the period's start and not at its end / customers who subscribe at its"
    " start; those won within the period do not count",
    source="subscriptions",
    pitfalls="The longer the period the more are lost: compare periods of equal length only. Who subscribes anew"
    " at the very instant another subscription ends is kept.",
    unit="share",
    better="down",
    group="subscriptions",
    order=185,
    fact="subscriptions",
    span="standing",
    measures={
        "at_start": AT_START,
        "at_end": AT_END,
    },
    parts={
        "base": "count(*) FILTER (WHERE {at_start} > 0)",
        "hits": "count(*) FILTER (WHERE {at_start} > 0 AND {at_end} = 0)",
    },
    estimator=Share(hits="hits", tries="base"),
    nothing="nobody subscribed at the start",
    n_means="the customers who subscribed at the start",
)
