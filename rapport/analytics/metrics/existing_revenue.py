from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

existing_revenue = Metric(
    name="existing_revenue",
    title="Revenue from existing customers",
    meaning="What existing customers brought in the period, after refunds.",
    formula="Σ net of customers whose first sale lies before the period",
    source="orders",
    pitfalls="Over a longer period more revenue is that of new customers, so months do not add up. Anonymous"
    " revenue is neither, nor are refunds of customers of whom no sale is recorded yet.",
    unit="money",
    better="up",
    group="newcomers",
    order=107,
    fact="orders",
    measures={
        "net": "sum(seen.net) FILTER (WHERE seen.first_sale_at < frames.starts)",
        "sales": "count(*) FILTER (WHERE seen.kind = 'sale' AND seen.first_sale_at < frames.starts)",
    },
    parts={
        "net": "sum({net})",
        "sales": "sum({sales})",
    },
    estimator=Total(amount="net", n="sales"),
    nothing="no orders known",
    n_means="the sales",
    adds_over=(
        "region",
        "segment",
    ),
)
