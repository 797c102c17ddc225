from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import NET, SALES

partner_revenue_share = Metric(
    name="partner_revenue_share",
    title="Revenue share of partners",
    meaning="How much of the revenue came through partners.",
    formula="revenue brought by partners / revenue, both of the period",
    source="orders",
    pitfalls="A refund counts only where it names the partner of its sale.",
    unit="share",
    better="none",
    group="terms",
    order=156,
    fact="orders",
    measures={
        "net_partner": "sum(seen.net) FILTER (WHERE seen.partner IS NOT NULL)",
        "net": NET,
        "sales": SALES,
    },
    parts={
        "net_partner": "sum({net_partner})",
        "net": "sum({net})",
        "sales": "sum({sales})",
    },
    estimator=Ratio(top="net_partner", bottom="net", n="sales"),
    nothing="no revenue in the period",
    n_means="the sales",
    needs=("orders.partner",),
    money=True,
)
