from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import FIRSTS, SALES

revenue_per_new_customer = Metric(
    name="revenue_per_new_customer",
    title="Revenue per new customer",
    meaning="What a new customer who bought in the period brought in it, after refunds.",
    formula="revenue of the period from new customers / new customers with a sale in it",
    source="orders",
    pitfalls="New customers have had only part of the period to buy.",
    unit="money",
    better="up",
    group="newcomers",
    order=109,
    fact="orders",
    measures={
        "net": "sum(seen.net) FILTER (WHERE seen.first_sale_at >= frames.starts AND seen.first_sale_at < frames.ends)",
        "sales": SALES,
        "firsts": FIRSTS,
    },
    parts={
        "net": "sum({net})",
        "buyers": "count(*) FILTER (WHERE {firsts} > 0)",
    },
    estimator=Ratio(top="net", bottom="buyers"),
    nothing="no new customer bought in the period",
    n_means="the new customers who bought",
)
