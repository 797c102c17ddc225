from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric

categories_per_customer = Metric(
    name="categories_per_customer",
    title="Categories per customer",
    meaning="How many different categories a customer bought in the period.",
    formula="Σ over known customers of the different categories in their sales / customers with at least one"
    " known one, in the period",
    source="order_lines, products",
    pitfalls="Lines whose category is not known do not count. The longer the period the higher: compare periods"
    " of equal length only. Sales refunded later still count.",
    unit="categories per customer",
    better="up",
    group="range",
    order=142,
    fact="order_lines",
    measures={
        "different": "count(DISTINCT seen.category) FILTER (WHERE seen.kind = 'sale')",
    },
    parts={
        "different": "sum({different}) FILTER (WHERE units.customer IS NOT NULL)",
        "buyers": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {different} > 0)",
    },
    estimator=Ratio(top="different", bottom="buyers", least=1),
    nothing="no known customer bought in the period",
    n_means="the customers who bought",
    needs=(
        "order_lines.product",
        "products.category",
    ),
)
