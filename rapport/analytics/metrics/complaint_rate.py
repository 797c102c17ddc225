from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._ingredients import KNOWN_CUSTOMERS

complaint_rate = Metric(
    name="complaint_rate",
    title="Complaint rate",
    meaning="The share of customers who complained in the period.",
    formula="known customers with a complaint opened in the period / customers known by its end",
    source="tickets, customers",
    pitfalls="Most of the dissatisfied never complain: few complaints may mean few listeners. The longer the"
    " period the higher.",
    unit="share",
    better="down",
    group="service",
    order=218,
    fact="tickets",
    measures={
        "complaints": "count(*) FILTER (WHERE seen.complaint)",
    },
    parts={
        "complained": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {complaints} > 0)",
    },
    also=(KNOWN_CUSTOMERS,),
    estimator=Share(hits="complained", tries="customers"),
    nothing="no customers",
    n_means="the customers",
    needs=("tickets.complaint",),
)
