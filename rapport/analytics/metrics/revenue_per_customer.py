from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import NET, SALES

revenue_per_customer = Metric(
    name="revenue_per_customer",
    title="Revenue per active customer",
    meaning="What a customer who bought in the period brought in it, after refunds (ARPU).",
    formula="revenue of the period from known customers / known customers with at least one sale in the period",
    source="orders",
    pitfalls="Refunds of customers who did not buy in the period lower it. The longer the period the higher:"
    " compare periods of equal length only.",
    unit="money",
    better="up",
    group="buying",
    order=6,
    fact="orders",
    measures={
        "net": NET,
        "sales": SALES,
    },
    parts={
        "net": "sum({net}) FILTER (WHERE units.customer IS NOT NULL)",
        "active": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {sales} > 0)",
    },
    estimator=Ratio(top="net", bottom="active"),
    nothing="no known customer bought in the period",
    n_means="the customers who bought",
)
