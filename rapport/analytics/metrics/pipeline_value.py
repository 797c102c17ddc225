from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

pipeline_value = Metric(
    name="pipeline_value",
    title="Value of open deals",
    meaning="What the deals open at the period's end are worth together.",
    formula="Σ amount of deals in an open stage at the period's end",
    source="deals",
    pitfalls="Hoped for, not weighed: see the forecast. A stock: months do not add up.",
    unit="money",
    better="up",
    group="deals",
    order=268,
    fact="deals",
    span="standing",
    measures={
        "amount": "sum(seen.amount) FILTER (WHERE seen.state = 'open' AND (seen.until IS NULL OR seen.until >="
        " frames.ends))",
        "waiting": "count(*) FILTER (WHERE seen.state = 'open' AND (seen.until IS NULL OR seen.until >= frames.ends))",
    },
    parts={
        "amount": "sum({amount})",
        "waiting": "sum({waiting})",
    },
    estimator=Total(amount="amount", n="waiting", least=0),
    nothing="no deals known",
    n_means="the open deals",
    adds_over=(
        "region",
        "segment",
    ),
)
