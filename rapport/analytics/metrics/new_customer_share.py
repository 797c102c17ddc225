from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import FIRSTS, SALES

new_customer_share = Metric(
    name="new_customer_share",
    title="Share of new customers",
    meaning="The share of the period's buyers who bought for the first time.",
    formula="new customers / known customers with a sale in the period",
    source="orders",
    pitfalls="First means first in the records: where they begin late, old customers look new. A falling share"
    " may mean loyalty or a lack of growth: see the numbers beside it.",
    unit="share",
    better="none",
    group="newcomers",
    order=103,
    fact="orders",
    measures={
        "sales": SALES,
        "firsts": FIRSTS,
    },
    parts={
        "new": "count(*) FILTER (WHERE {firsts} > 0)",
        "active": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {sales} > 0)",
    },
    estimator=Share(hits="new", tries="active"),
    nothing="no known customer bought in the period",
    n_means="the customers who bought",
)
