from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._subscriptions import AMOUNT_AT_END, AT_END, TO_A_MONTH

revenue_per_subscriber = Metric(
    name="revenue_per_subscriber",
    title="Recurring revenue per subscriber",
    meaning="What a subscriber brings in a month at the period's end.",
    formula="recurring revenue / subscribers, both at the period's end",
    source="subscriptions",
    pitfalls="A few large subscriptions carry the mean.",
    unit="money",
    better="up",
    group="subscriptions",
    order=183,
    fact="subscriptions",
    span="standing",
    measures={
        "amount_at_end": AMOUNT_AT_END,
        "at_end": AT_END,
    },
    parts={
        "amount": "sum({amount_at_end})",
        "subscribers": "count(*) FILTER (WHERE {at_end} > 0)",
    },
    estimator=Ratio(top="amount", bottom="subscribers", least=0, to_one=TO_A_MONTH),
    nothing="no subscription runs at the period's end",
    n_means="the customers who subscribe",
)
