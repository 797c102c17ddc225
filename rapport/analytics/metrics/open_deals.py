from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

open_deals = Metric(
    name="open_deals",
    title="Open deals",
    meaning="Deals that are neither won nor lost at the period's end.",
    formula="number of deals in an open stage at the period's end",
    source="deals",
    pitfalls="A stock, not a flow: months do not add up.",
    unit="deals",
    better="none",
    group="deals",
    order=267,
    fact="deals",
    span="standing",
    measures={
        "waiting": "count(*) FILTER (WHERE seen.state = 'open' AND (seen.until IS NULL OR seen.until >= frames.ends))",
    },
    parts={
        "waiting": "sum({waiting})",
    },
    estimator=Total(amount="waiting", n="waiting", least=0),
    nothing="no deals known",
    n_means="the open deals",
    adds_over=(
        "region",
        "segment",
    ),
)
