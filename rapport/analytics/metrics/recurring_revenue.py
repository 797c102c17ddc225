from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._subscriptions import AMOUNT_AT_END, AT_END, TO_A_MONTH

recurring_revenue = Metric(
    name="recurring_revenue",
    title="Recurring revenue",
    meaning="What the subscriptions that run at the period's end bring in a month.",
    formula="Σ amount a month of the subscriptions that run at the period's end: a week's · 365.2425 / 84, a"
    " quarter's / 3, a year's / 12",
    source="subscriptions",
    pitfalls="An agreement, not money received. A stock: months do not add up.",
    unit="money",
    better="up",
    group="subscriptions",
    order=182,
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
    estimator=Total(amount="amount", n="subscribers", least=0, to_one=TO_A_MONTH),
    nothing="no subscriptions known",
    n_means="the customers who subscribe",
    adds_over=(
        "region",
        "segment",
    ),
)
