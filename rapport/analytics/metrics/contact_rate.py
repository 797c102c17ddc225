from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._ingredients import KNOWN_CUSTOMERS

contact_rate = Metric(
    name="contact_rate",
    title="Contact rate",
    meaning="How many tickets there are for each customer.",
    formula="tickets of known customers opened in the period / customers known by its end",
    source="tickets, customers",
    pitfalls="The longer the period the higher. Customers who never bought are part of it.",
    unit="tickets per customer",
    better="down",
    group="service",
    order=214,
    fact="tickets",
    measures={
        "opened": "count(*)",
    },
    parts={
        "opened": "sum({opened}) FILTER (WHERE units.customer IS NOT NULL)",
    },
    also=(KNOWN_CUSTOMERS,),
    estimator=Ratio(top="opened", bottom="customers", least=0),
    nothing="no customers",
    n_means="the customers",
)
