from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

win_back_attempts = Metric(
    name="win_back_attempts",
    title="Win-back attempts",
    meaning="How many times lost customers were written to, to win them back.",
    formula="number of contacts from us with the purpose win_back in the period",
    source="touches",
    pitfalls="An attempt is no success: see the win-back rate.",
    unit="contacts",
    better="none",
    group="contacts",
    order=236,
    fact="touches",
    measures={
        "attempts": "count(*) FILTER (WHERE seen.purpose = 'win_back')",
    },
    parts={
        "attempts": "sum({attempts})",
    },
    estimator=Total(amount="attempts", n="attempts", counted=True),
    nothing="no contacts known",
    n_means="the contacts to win back",
    adds_over=(
        "period",
        "region",
        "segment",
    ),
    needs=("touches.purpose",),
)
