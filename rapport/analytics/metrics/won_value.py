from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

won_value = Metric(
    name="won_value",
    title="Value won",
    meaning="What the deals won in the period are worth.",
    formula="Σ amount of deals won in the period",
    source="deals",
    pitfalls="Agreed, not yet revenue.",
    unit="money",
    better="up",
    group="deals",
    order=263,
    fact="deals",
    measures={
        "won": "sum(seen.amount) FILTER (WHERE seen.state = 'won')",
        "deals": "count(*) FILTER (WHERE seen.state = 'won')",
    },
    parts={
        "won": "sum({won})",
        "deals": "sum({deals})",
    },
    estimator=Total(amount="won", n="deals", least=0),
    nothing="no deals known",
    n_means="the deals won",
    adds_over=(
        "period",
        "region",
        "segment",
    ),
)
