from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric

products_per_customer = Metric(
    name="products_per_customer",
    title="Products per customer",
    meaning="How many different products a customer bought in the period.",
    formula="Σ over known customers of the different products in their sales / customers with at least one known"
    " one, in the period",
    source="order_lines",
    pitfalls="Lines whose product is not known do not count. The longer the period the higher: compare periods"
    " of equal length only. Sales refunded later still count.",
    unit="products per customer",
    better="up",
    group="range",
    order=141,
    fact="order_lines",
    measures={
        "different": "count(DISTINCT seen.product) FILTER (WHERE seen.kind = 'sale')",
    },
    parts={
        "different": "sum({different}) FILTER (WHERE units.customer IS NOT NULL)",
        "buyers": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {different} > 0)",
    },
    estimator=Ratio(top="different", bottom="buyers", least=1),
    nothing="no known customer bought in the period",
    n_means="the customers who bought",
    needs=("order_lines.product",),
)
