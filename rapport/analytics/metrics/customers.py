from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

customers = Metric(
    name="customers",
    title="Customers",
    meaning="People and companies in the customer role who were known by the end of the period.",
    formula="number of customers first seen before the period's end",
    source="customers",
    pitfalls="A stock, not a flow: months do not add up. It counts customers who never bought, too.",
    unit="customers",
    better="up",
    order=1,
    fact="customers",
    span="to_date",
    measures={"seen": "count(*)"},
    parts={"customers": "count(*) FILTER (WHERE {seen} > 0)"},
    estimator=Total(amount="customers", n="customers", counted=True),
    nothing="no customers",
    n_means="the customers",
    adds_over=("home_region", "segment"),
)
