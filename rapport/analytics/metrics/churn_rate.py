from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import SALES_BEFORE

churn_rate = Metric(
    name="churn_rate",
    title="Churn rate",
    meaning="The share of customers active at the start of the period who have fallen silent by its end"
    " (non-contractual: nobody gives notice, so a declared time of silence, 90 days unless told, stands for leaving).",
    formula="of the known customers with a sale in the time of silence before the period's start, those without a sale"
    " in the time of silence before its end / all of them; customers won within the period do not count",
    source="orders",
    pitfalls="It depends on the time of silence chosen: too short, and patient customers look lost. A customer may"
    " come back later. In a period that is not over it looks at who is silent by now.",
    unit="share",
    better="down",
    order=9,
    fact="orders",
    span="silence",
    measures={
        "sales_before": SALES_BEFORE,
        "sales_lately": "count(*) FILTER (WHERE seen.kind = 'sale' AND seen.moment >= frames.quiet)",
    },
    parts={
        "active": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {sales_before} > 0)",
        "lost": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {sales_before} > 0 AND {sales_lately} = 0)",
    },
    estimator=Share(hits="lost", tries="active"),
    nothing="no known customer was active at the start",
    n_means="the customers active at the start",
)
