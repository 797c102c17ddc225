from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

refunds = Metric(
    name="refunds",
    title="Refunds",
    meaning="What was given back in the period, as a positive amount.",
    formula="-Σ net of refunds, at the date of the refund",
    source="orders",
    pitfalls="It may take back sales of earlier periods. Adjustments (stock corrections, bookkeeping) are no refunds.",
    unit="money",
    better="down",
    order=13,
    fact="orders",
    measures={
        "refunded": "-sum(seen.net) FILTER (WHERE seen.kind = 'refund')",
        "refunds": "count(*) FILTER (WHERE seen.kind = 'refund')",
    },
    parts={"refunded": "sum({refunded})", "refunds": "sum({refunds})"},
    estimator=Total(amount="refunded", n="refunds", least=0),
    nothing="no orders known",
    n_means="the refunds",
    adds_over=("period", "region", "segment"),
)
