from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

new_orders = Metric(
    name="new_orders",
    title="Orders of new customers",
    meaning="How many times new customers bought in the period: those whose first sale lies in it.",
    formula="number of sales of customers whose first sale lies in the period",
    source="orders",
    pitfalls="Over a longer period more orders are those of new customers, so months do not add up. Anonymous"
    " orders are neither.",
    unit="orders",
    better="up",
    group="newcomers",
    order=104,
    fact="orders",
    measures={
        "sales": "count(*) FILTER (WHERE seen.kind = 'sale' AND seen.first_sale_at >= frames.starts)",
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
