from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import SALES

refund_share = Metric(
    name="refund_share",
    title="Share refunded",
    meaning="How much of what was sold was given back.",
    formula="refunds of the period / Σ net of the sales of the period",
    source="orders",
    pitfalls="Refunds and sales of the same period, not of the same orders: after a strong month it may exceed 100 %.",
    unit="share",
    better="down",
    order=14,
    fact="orders",
    measures={
        "refunded": "-sum(seen.net) FILTER (WHERE seen.kind = 'refund')",
        "sold": "sum(seen.net) FILTER (WHERE seen.kind = 'sale')",
        "sales": SALES,
    },
    parts={"refunded": "sum({refunded})", "sold": "sum({sold})", "sales": "sum({sales})"},
    estimator=Ratio(top="refunded", bottom="sold", n="sales", least=0),
    nothing="no sales in the period",
    n_means="the sales",
)
