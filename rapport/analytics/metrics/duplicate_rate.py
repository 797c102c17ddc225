from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric

duplicate_rate = Metric(
    name="duplicate_rate",
    title="Duplicates",
    meaning="The share of customers who seem to have another record.",
    formula="customers marked as a likely duplicate / customers looked at, known by the period's end",
    source="customers",
    pitfalls="A suspicion, not a finding.",
    unit="share",
    better="down",
    group="knowledge",
    order=315,
    fact="customers",
    span="to_date",
    measures={
        "doubled": "count(*) FILTER (WHERE seen.duplicate)",
        "looked_at": "count(seen.duplicate)",
    },
    parts={
        "doubled": "sum({doubled})",
        "looked_at": "sum({looked_at})",
    },
    estimator=Share(hits="doubled", tries="looked_at"),
    nothing="nobody was looked at",
    n_means="the customers looked at",
    needs=("customers.duplicate",),
)
