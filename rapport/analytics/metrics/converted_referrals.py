from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

converted_referrals = Metric(
    name="converted_referrals",
    title="Customers brought by customers",
    meaning="How many of those brought became customers in the period.",
    formula="number of referrals that converted in the period",
    source="referrals",
    pitfalls="Only referrals somebody recorded.",
    unit="referrals",
    better="up",
    group="referrals",
    order=272,
    fact="referrals",
    span="standing",
    measures={
        "converted": "count(*) FILTER (WHERE seen.converted_at >= frames.starts AND seen.converted_at < frames.ends)",
    },
    parts={
        "converted": "sum({converted})",
    },
    estimator=Total(amount="converted", n="converted", least=0),
    nothing="no referrals known",
    n_means="the converted referrals",
    adds_over=(
        "period",
        "region",
        "segment",
    ),
    needs=("referrals.converted_at",),
)
