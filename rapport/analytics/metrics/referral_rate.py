from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._ingredients import ACTIVE_CUSTOMERS

referral_rate = Metric(
    name="referral_rate",
    title="Referral rate",
    meaning="The share of active customers who brought somebody who became a customer in the period.",
    formula="customers with at least one referral that converted in the period / known customers with a sale in it",
    source="referrals, orders",
    pitfalls="Who brings somebody without buying in the period counts above the line and not below. The longer"
    " the period the higher.",
    unit="share",
    better="up",
    group="referrals",
    order=273,
    fact="referrals",
    span="standing",
    measures={
        "converted": "count(*) FILTER (WHERE seen.converted_at >= frames.starts AND seen.converted_at < frames.ends)",
    },
    parts={
        "brought": "count(*) FILTER (WHERE {converted} > 0)",
    },
    also=(ACTIVE_CUSTOMERS,),
    estimator=Share(hits="brought", tries="active"),
    nothing="no known customer bought in the period",
    n_means="the customers who bought",
    needs=("referrals.converted_at",),
)
