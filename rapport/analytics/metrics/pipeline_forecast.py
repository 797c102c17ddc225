from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

pipeline_forecast = Metric(
    name="pipeline_forecast",
    title="Forecast of open deals",
    meaning="What the deals open at the period's end will bring if each stage wins as often as stated.",
    formula="Σ amount · probability of the stage, of deals in an open stage at the period's end whose"
    " probability is known",
    source="deals",
    pitfalls="Only as good as the probabilities: compare them with what each stage won. The interval says how"
    " much chance in which deals there are would move it, not whether they are won.",
    unit="money",
    better="up",
    group="deals",
    order=269,
    fact="deals",
    span="standing",
    measures={
        "amount": "sum(CAST(seen.amount AS DOUBLE) * seen.probability) FILTER (WHERE seen.state = 'open' AND"
        " (seen.until IS NULL OR seen.until >= frames.ends))",
        "waiting": "count(seen.probability) FILTER (WHERE seen.state = 'open' AND (seen.until IS NULL OR"
        " seen.until >= frames.ends))",
    },
    parts={
        "amount": "sum({amount})",
        "waiting": "sum({waiting})",
    },
    estimator=Total(amount="amount", n="waiting", least=0),
    nothing="no deals known",
    n_means="the open deals whose probability is known",
    adds_over=(
        "region",
        "segment",
    ),
    needs=("deals.probability",),
)
