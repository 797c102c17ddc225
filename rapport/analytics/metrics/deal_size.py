from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric

deal_size = Metric(
    name="deal_size",
    title="Size of a deal",
    meaning="What a deal won in the period is worth.",
    formula="Σ amount of deals won in the period / deals won in it",
    source="deals",
    pitfalls="A few large deals carry the mean.",
    unit="money",
    better="up",
    group="deals",
    order=264,
    fact="deals",
    measures={
        "won": "sum(seen.amount) FILTER (WHERE seen.state = 'won')",
        "deals": "count(*) FILTER (WHERE seen.state = 'won')",
    },
    parts={
        "won": "sum({won})",
        "deals": "sum({deals})",
    },
    estimator=Ratio(top="won", bottom="deals", least=0),
    nothing="no deal was won in the period",
    n_means="the deals won",
)
