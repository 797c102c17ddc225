from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric

consent_coverage = Metric(
    name="consent_coverage",
    title="Consent",
    meaning="The share of customers who agreed to be written to.",
    formula="customers who agreed / customers who were asked, known by the period's end",
    source="customers",
    pitfalls="As of today: who agreed earlier and withdrew does not show.",
    unit="share",
    better="up",
    group="knowledge",
    order=316,
    fact="customers",
    span="to_date",
    measures={
        "agreed": "count(*) FILTER (WHERE seen.consent)",
        "asked": "count(seen.consent)",
    },
    parts={
        "agreed": "sum({agreed})",
        "asked": "sum({asked})",
    },
    estimator=Share(hits="agreed", tries="asked"),
    nothing="nobody was asked",
    n_means="the customers who were asked",
    needs=("customers.consent",),
)
