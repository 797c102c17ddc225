from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import NET, SALES

new_revenue_share = Metric(
    name="new_revenue_share",
    title="Revenue share of new customers",
    meaning="How much of the revenue from known customers came from new ones.",
    formula="revenue from new customers / revenue from known customers, both of the period",
    source="orders",
    pitfalls="First means first in the records: where they begin late, old customers look new. Refunds may push"
    " it above 100 % or below 0.",
    unit="share",
    better="none",
    group="newcomers",
    order=108,
    fact="orders",
    measures={
        "net_new": "sum(seen.net) FILTER (WHERE seen.first_sale_at >= frames.starts AND"
        " seen.first_sale_at < frames.ends)",
        "net": NET,
        "sales": SALES,
    },
    parts={
        "net_new": "sum({net_new})",
        "net": "sum({net}) FILTER (WHERE units.customer IS NOT NULL)",
        "active": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {sales} > 0)",
    },
    estimator=Ratio(top="net_new", bottom="net", n="active"),
    nothing="no revenue from known customers in the period",
    n_means="the customers who bought",
    money=True,
)
