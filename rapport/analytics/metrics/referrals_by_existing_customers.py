from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

referrals_by_existing_customers = Metric(
    name="referrals_by_existing_customers",
    title="Referrals by existing customers",
    meaning="How many people were brought by customers who had bought before the period.",
    formula="number of referrals in the period by customers whose first sale lies before it",
    source="referrals, orders",
    pitfalls="Customers who never bought are neither. Over a longer period more are new, so months do not add up.",
    unit="referrals",
    better="up",
    group="referrals",
    order=277,
    fact="referrals",
    measures={
        "made": "count(*) FILTER (WHERE seen.first_sale_at < frames.starts)",
    },
    parts={
        "made": "sum({made})",
    },
    estimator=Total(amount="made", n="made", least=0),
    nothing="no referrals known",
    n_means="the referrals",
    adds_over=(
        "region",
        "segment",
    ),
)
