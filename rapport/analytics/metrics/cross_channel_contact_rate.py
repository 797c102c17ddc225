from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric

cross_channel_contact_rate = Metric(
    name="cross_channel_contact_rate",
    title="Asked through several channels",
    meaning="The share of customers with a ticket who used two channels or more in the period.",
    formula="known customers with tickets through two channels or more / known customers with a ticket whose"
    " channel is known, of the period",
    source="tickets",
    pitfalls="Two channels for two questions are no fault; two for one are. The longer the period the higher.",
    unit="share",
    better="none",
    group="service",
    order=221,
    fact="tickets",
    measures={
        "channels": "count(DISTINCT seen.channel)",
    },
    parts={
        "several": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {channels} > 1)",
        "asked": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {channels} > 0)",
    },
    estimator=Share(hits="several", tries="asked"),
    nothing="no known customer asked in the period",
    n_means="the customers with a ticket",
    needs=("tickets.channel",),
)
