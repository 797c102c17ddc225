from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import NET, SALES

lifetime_revenue = Metric(
    name="lifetime_revenue",
    title="Lifetime revenue",
    meaning="What a customer has brought on average from the first order to the end of the period, after refunds.",
    formula="Σ net to date of known customers with at least one sale to date / number of these customers",
    source="orders",
    pitfalls="Revenue, not value: no cost is taken off. Historic: nothing about the future. Young customers have had"
    " less time, so a growing shop lowers it. Refunds of customers without a known sale are left out.",
    unit="money",
    better="up",
    order=10,
    fact="orders",
    span="to_date",
    measures={"net": NET, "sales": SALES},
    parts={
        "net": "sum({net}) FILTER (WHERE units.customer IS NOT NULL AND {sales} > 0)",
        "buyers": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {sales} > 0)",
    },
    estimator=Ratio(top="net", bottom="buyers"),
    nothing="no known customer has bought yet",
    n_means="the customers who have bought",
)
