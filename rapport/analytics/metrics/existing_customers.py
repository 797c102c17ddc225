from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import FIRSTS, SALES

existing_customers = Metric(
    name="existing_customers",
    title="Existing customers",
    meaning="Customers who bought in the period and had bought before it.",
    formula="number of known customers with a sale in the period whose first sale lies before it",
    source="orders",
    pitfalls="One customer is active in several months, so months do not add up. First means first in the"
    " records: where they begin late, old customers look new.",
    unit="customers",
    better="up",
    group="newcomers",
    order=102,
    fact="orders",
    measures={
        "sales": SALES,
        "firsts": FIRSTS,
    },
    parts={
        "existing": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {sales} > 0 AND {firsts} = 0)",
    },
    estimator=Total(amount="existing", n="existing", least=0),
    nothing="no orders known",
    n_means="the existing customers who bought",
    adds_over=(
        "home_region",
        "segment",
    ),
)
