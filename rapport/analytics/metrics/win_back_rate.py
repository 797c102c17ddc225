from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import SALES_BEFORE

win_back_rate = Metric(
    name="win_back_rate",
    title="Win-back rate",
    meaning="The share of customers who had fallen silent before the period and bought again in it.",
    formula="known customers with a sale before the period but none in the time of silence before it, who bought"
    " in it / all such customers",
    source="orders",
    pitfalls="The silent of all years count, so it falls as a shop grows old. It depends on the time of silence"
    " chosen.",
    unit="share",
    better="up",
    group="newcomers",
    order=112,
    fact="orders",
    span="standing",
    measures={
        "sales_before": SALES_BEFORE,
        "sales_lately": "count(*) FILTER (WHERE seen.kind = 'sale' AND seen.moment < frames.starts AND"
        " date_diff('second', seen.moment, frames.starts) <= choices.silence_days * 86400)",
        "sales_within": "count(*) FILTER (WHERE seen.kind = 'sale' AND seen.moment >= frames.starts)",
    },
    parts={
        "silent": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {sales_before} > 0 AND {sales_lately} = 0)",
        "returned": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {sales_before} > 0 AND {sales_lately}"
        " = 0 AND {sales_within} > 0)",
    },
    estimator=Share(hits="returned", tries="silent"),
    nothing="no known customer was silent at the start",
    n_means="the customers silent at the start",
)
