from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._subscriptions import AT_END, AT_START

subscriber_retention = Metric(
    name="subscriber_retention",
    title="Subscribers kept",
    meaning="The share of customers with a subscription at the period's start who have one at its end"
    " (contractual retention).",
    formula="customers who subscribe both at the period's start and at its end / customers who subscribe at its start",
    source="subscriptions",
    pitfalls="The longer the period the more are lost: compare periods of equal length only. Who subscribes anew"
    " at the very instant another subscription ends is kept.",
    unit="share",
    better="up",
    group="subscriptions",
    order=184,
    fact="subscriptions",
    span="standing",
    measures={
        "at_start": AT_START,
        "at_end": AT_END,
    },
    parts={
        "base": "count(*) FILTER (WHERE {at_start} > 0)",
        "hits": "count(*) FILTER (WHERE {at_start} > 0 AND {at_end} > 0)",
    },
    estimator=Share(hits="hits", tries="base"),
    nothing="nobody subscribed at the start",
    n_means="the customers who subscribed at the start",
)
