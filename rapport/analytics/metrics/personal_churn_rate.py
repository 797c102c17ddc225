from rapport.analytics.estimators import Share
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._measures import SALES_BEFORE

personal_churn_rate = Metric(
    name="personal_churn_rate",
    title="Churn by one's own rhythm",
    meaning="The share of customers active at the start who by the period's end have been silent for longer than"
    " fits their own rhythm of buying.",
    formula="of the known customers with two sales or more before the period, whose silence at its start is"
    " within their personal limit, those without a sale in the period whose silence at its end exceeds it"
    " / all of them; the limit is the declared quantile (95 % unless told) of an exponential time with"
    " their own mean gap: -ln(1 - q) · mean gap",
    source="orders; after Ehrenberg 1959 (purchases of one customer come at random at a rate of their own)",
    pitfalls="Customers with one purchase have no rhythm and do not count. Two or three purchases tell a rhythm"
    " poorly. One in twenty loyal customers exceeds the limit by chance.",
    unit="share",
    better="down",
    group="loyalty",
    order=125,
    fact="orders",
    span="standing",
    measures={
        "sales_before": SALES_BEFORE,
        "silence_before": "min(date_diff('second', seen.moment, frames.starts)) FILTER (WHERE seen.kind = 'sale'"
        " AND seen.moment < frames.starts)",
        "age_before": "max(date_diff('second', seen.moment, frames.starts)) FILTER (WHERE seen.kind = 'sale' AND"
        " seen.moment < frames.starts)",
        "limit_before": "choices.silence_gaps * (max(date_diff('second', seen.moment, frames.starts)) FILTER"
        " (WHERE seen.kind = 'sale' AND seen.moment < frames.starts) - min(date_diff('second',"
        " seen.moment, frames.starts)) FILTER (WHERE seen.kind = 'sale' AND seen.moment <"
        " frames.starts))",
        "silence_after": "min(date_diff('second', seen.moment, frames.ends)) FILTER (WHERE seen.kind = 'sale')",
    },
    parts={
        "active": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {sales_before} > 1 AND {silence_before}"
        " * ({sales_before} - 1) <= {limit_before})",
        "lost": "count(*) FILTER (WHERE units.customer IS NOT NULL AND {sales_before} > 1 AND {silence_before} *"
        " ({sales_before} - 1) <= {limit_before} AND {silence_after} * ({sales_before} - 1) >"
        " {limit_before})",
    },
    estimator=Share(hits="lost", tries="active"),
    nothing="no known customer with a rhythm was active at the start",
    n_means="the customers with a rhythm active at the start",
)
