from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric

value_win_rate = Metric(
    name="value_win_rate",
    title="Win rate by value",
    meaning="How much of the value of the deals decided in the period was won.",
    formula="Σ amount of deals won in the period / Σ amount of deals won or lost in it",
    source="deals",
    pitfalls="A few large deals carry it: see the plain rate beside it.",
    unit="share",
    better="up",
    group="deals",
    order=262,
    fact="deals",
    measures={
        "won": "sum(seen.amount) FILTER (WHERE seen.state = 'won')",
        "decided": "sum(seen.amount) FILTER (WHERE seen.state IN ('won', 'lost'))",
        "deals": "count(*) FILTER (WHERE seen.state IN ('won', 'lost'))",
    },
    parts={
        "won": "sum({won})",
        "decided": "sum({decided})",
        "deals": "sum({deals})",
    },
    estimator=Ratio(top="won", bottom="decided", n="deals", least=0, most=1),
    nothing="no deal was won or lost in the period",
    n_means="the deals won or lost",
    money=True,
)
