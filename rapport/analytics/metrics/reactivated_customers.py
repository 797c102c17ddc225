from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric

reactivated_customers = Metric(
    name="reactivated_customers",
    title="Customers who came back",
    meaning="Customers who bought again after a silence as long as the declared one (90 days unless told). They"
    " are not new.",
    formula="number of known customers with a sale in the period that follows on their previous one after the"
    " time of silence or longer",
    source="orders",
    pitfalls="It depends on the time of silence chosen. Who comes back after two silences in one period counts"
    " once, so months do not add up.",
    unit="customers",
    better="up",
    group="newcomers",
    order=111,
    fact="orders",
    measures={
        "returns": "count(*) FILTER (WHERE date_diff('second', seen.previous_sale_at, seen.moment) >="
        " choices.silence_days * 86400)",
    },
    parts={
        "returned": "count(*) FILTER (WHERE {returns} > 0)",
    },
    estimator=Total(amount="returned", n="returned", least=0),
    nothing="no orders known",
    n_means="the customers who came back",
    adds_over=(
        "home_region",
        "segment",
    ),
)
