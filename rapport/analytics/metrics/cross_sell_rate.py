from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric

cross_sell_rate = Metric(
    name="cross_sell_rate",
    title="Cross-sell rate",
    meaning="The share of buyers who bought from two categories or more in the period.",
    formula="known customers with sales in two categories or more / known customers with sales in at least one,"
    " in the period",
    source="order_lines, products",
    pitfalls="The longer the period the higher. Which categories go together, and whether by more than chance,"
    " says the analysis of pairs.",
    unit="share",
    better="up",
    group="range",
    order=143,
    fact="order_lines",
    measures={
        "different": "count(DISTINCT seen.category) FILTER (WHERE seen.kind = 'sale')",
    },
    parts={
        "crossed": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {different} > 1)",
        "buyers": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {different} > 0)",
    },
    estimator=Share(hits="crossed", tries="buyers"),
    nothing="no known customer bought in the period",
    n_means="the customers who bought",
    needs=(
        "order_lines.product",
        "products.category",
    ),
)
