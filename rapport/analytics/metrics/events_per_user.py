from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import USES

events_per_user = Metric(
    name="events_per_user",
    title="Uses per active user",
    meaning="How often a customer who used it in the period used it.",
    formula="events of use of known customers in the period / customers with at least one",
    source="events",
    pitfalls="A few heavy users carry the mean. The longer the period the higher.",
    unit="uses per customer",
    better="up",
    group="use",
    order=283,
    fact="events",
    measures={
        "uses": USES,
    },
    parts={
        "uses": "sum({uses}) FILTER (WHERE units.customer IS NOT NULL)",
        "users": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {uses} > 0)",
    },
    estimator=Ratio(top="uses", bottom="users", least=1),
    nothing="no known customer used it in the period",
    n_means="the customers who used it",
)
