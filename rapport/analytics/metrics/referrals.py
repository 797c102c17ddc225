from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

referrals = Metric(
    name="referrals",
    title="Referrals",
    meaning="How many people were brought by customers.",
    formula="number of referrals in the period",
    source="referrals",
    pitfalls="Brought is not bought: see those who became customers.",
    unit="referrals",
    better="up",
    group="referrals",
    order=271,
    fact="referrals",
    measures={
        "made": "count(*)",
    },
    parts={
        "made": "sum({made})",
    },
    estimator=Total(amount="made", n="made", least=0),
    nothing="no referrals known",
    n_means="the referrals",
    adds_over=(
        "period",
        "region",
        "segment",
    ),
)
