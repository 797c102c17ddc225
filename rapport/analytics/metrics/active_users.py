from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import USES

active_users = Metric(
    name="active_users",
    title="Active users",
    meaning="Customers who used what they bought in the period.",
    formula="number of known customers with an event of use in the period; events of community and programmes do"
    " not count",
    source="events",
    pitfalls="One customer is active in several months, so months do not add up. Which events count as use is"
    " what is recorded.",
    unit="customers",
    better="up",
    group="use",
    order=281,
    fact="events",
    measures={
        "uses": USES,
    },
    parts={
        "users": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {uses} > 0)",
    },
    estimator=Total(amount="users", n="users", least=0),
    nothing="no events known",
    n_means="the customers who used it",
    adds_over=(
        "home_region",
        "segment",
    ),
)
