from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import SALES_BEFORE

retention_rate = Metric(
    name="retention_rate",
    title="Retention rate",
    meaning="The share of customers who bought shortly before the period and bought again within it"
    " (non-contractual, bracket form).",
    formula="known customers with a sale in the time before and a sale in the period / known customers with a sale in"
    " the time before; the time before is the declared number of days, or else the period of the same length before",
    source="orders",
    pitfalls="Who buys every third month is not lost when a month passes: choose a time that fits the rhythm of"
    " purchase. It is not one less the churn rate, which looks at silence. An open period can only rise.",
    unit="share",
    better="up",
    order=8,
    fact="orders",
    span="before",
    measures={
        "sales_before": SALES_BEFORE,
        "sales_within": "count(*) FILTER (WHERE seen.kind = 'sale' AND seen.moment >= frames.starts)",
    },
    parts={
        "base": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {sales_before} > 0)",
        "kept": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {sales_before} > 0 AND {sales_within} > 0)",
    },
    estimator=Share(hits="kept", tries="base"),
    nothing="no known customer bought in the time before the period",
    n_means="the customers who bought in the time before",
)
