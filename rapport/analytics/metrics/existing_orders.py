from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

existing_orders = Metric(
    name="existing_orders",
    title="Orders of existing customers",
    meaning="How many times existing customers bought in the period: those who had bought before it.",
    formula="number of sales of customers whose first sale lies before the period",
    source="orders",
    pitfalls="Over a longer period more orders are those of new customers, so months do not add up. Anonymous"
    " orders are neither.",
    unit="orders",
    better="up",
    group="newcomers",
    order=105,
    fact="orders",
    measures={
        "sales": "count(*) FILTER (WHERE seen.kind = 'sale' AND seen.first_sale_at < frames.starts)",
    },
    parts={
        "sales": "sum({sales})",
    },
    estimator=Total(amount="sales", n="sales", least=0),
    nothing="no orders known",
    n_means="the sales",
    adds_over=(
        "region",
        "segment",
    ),
)
