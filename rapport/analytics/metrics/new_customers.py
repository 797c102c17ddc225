from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import FIRSTS

new_customers = Metric(
    name="new_customers",
    title="New customers",
    meaning="Customers who bought for the first time in the period.",
    formula="number of known customers whose first sale ever lies in the period",
    source="orders",
    pitfalls="First means first in the records: where they begin late, old customers look new. Who comes back"
    " after a long time is not new.",
    unit="customers",
    better="up",
    group="newcomers",
    order=101,
    fact="orders",
    measures={
        "firsts": FIRSTS,
    },
    parts={
        "new": "count(*) FILTER (WHERE {firsts} > 0)",
    },
    estimator=Total(amount="new", n="new", least=0),
    nothing="no orders known",
    n_means="the new customers",
    adds_over=(
        "period",
        "home_region",
        "segment",
    ),
)
