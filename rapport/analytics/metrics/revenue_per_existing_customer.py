from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import FIRSTS, SALES

revenue_per_existing_customer = Metric(
    name="revenue_per_existing_customer",
    title="Revenue per existing customer",
    meaning="What an existing customer who bought in the period brought in it, after refunds.",
    formula="revenue of the period from existing customers / existing customers with a sale in it",
    source="orders",
    pitfalls="Refunds of existing customers who did not buy in the period lower it.",
    unit="money",
    better="up",
    group="newcomers",
    order=110,
    fact="orders",
    measures={
        "net": "sum(seen.net) FILTER (WHERE seen.first_sale_at < frames.starts)",
        "sales": SALES,
        "firsts": FIRSTS,
    },
    parts={
        "net": "sum({net})",
        "buyers": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {sales} > 0 AND {firsts} = 0)",
    },
    estimator=Ratio(top="net", bottom="buyers"),
    nothing="no existing customer bought in the period",
    n_means="the existing customers who bought",
)
