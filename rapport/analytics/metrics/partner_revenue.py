from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

partner_revenue = Metric(
    name="partner_revenue",
    title="Revenue brought by partners",
    meaning="What was sold through partners, after refunds.",
    formula="Σ net of orders that a partner brought",
    source="orders",
    pitfalls="A refund counts only where it names the partner of its sale.",
    unit="money",
    better="up",
    group="terms",
    order=155,
    fact="orders",
    measures={
        "net": "sum(seen.net) FILTER (WHERE seen.partner IS NOT NULL)",
        "sales": "count(*) FILTER (WHERE seen.kind = 'sale' AND seen.partner IS NOT NULL)",
    },
    parts={
        "net": "sum({net})",
        "sales": "sum({sales})",
    },
    estimator=Total(amount="net", n="sales"),
    nothing="no orders known",
    n_means="the sales through partners",
    adds_over=(
        "period",
        "region",
        "segment",
    ),
    needs=("orders.partner",),
)
