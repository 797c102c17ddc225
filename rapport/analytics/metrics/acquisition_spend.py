from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

acquisition_spend = Metric(
    name="acquisition_spend",
    title="Spent on acquisition",
    meaning="What was spent on winning customers.",
    formula="Σ amount of spending on acquisition in the period; spending without a purpose counts as acquisition",
    source="spend",
    pitfalls="Working time of the team is in it only where it is recorded as spending.",
    unit="money",
    better="none",
    group="acquisition",
    order=241,
    fact="spend",
    measures={
        "spent": "sum(seen.amount) FILTER (WHERE coalesce(seen.purpose, 'acquisition') = 'acquisition')",
        "amounts": "count(*) FILTER (WHERE coalesce(seen.purpose, 'acquisition') = 'acquisition')",
    },
    parts={
        "spent": "sum({spent})",
        "amounts": "sum({amounts})",
    },
    estimator=Total(amount="spent", n="amounts"),
    nothing="no spending known",
    n_means="the amounts",
    adds_over=(
        "period",
        "region",
        "segment",
    ),
)
