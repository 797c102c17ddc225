from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

new_revenue = Metric(
    name="new_revenue",
    title="Revenue from new customers",
    meaning="What new customers brought in the period, after refunds.",
    formula="Σ net of customers whose first sale lies in the period",
    source="orders",
    pitfalls="Over a longer period more revenue is that of new customers, so months do not add up. Anonymous"
    " revenue is neither, nor are refunds of customers of whom no sale is recorded yet.",
    unit="money",
    better="up",
    group="newcomers",
    order=106,
    fact="orders",
    measures={
        "net": "sum(seen.net) FILTER (WHERE seen.first_sale_at >= frames.starts AND seen.first_sale_at < frames.ends)",
        "sales": "count(*) FILTER (WHERE seen.kind = 'sale' AND seen.first_sale_at >= frames.starts)",
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
