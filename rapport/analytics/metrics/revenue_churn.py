from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._subscriptions import AMOUNT_AT_END, AMOUNT_AT_START, AT_START

revenue_churn = Metric(
    name="revenue_churn",
    title="Revenue churn",
    meaning="How much of the recurring revenue of the period's start was lost or reduced by its end.",
    formula="Σ of what a customer's recurring revenue fell by / recurring revenue at the period's start: (lost +"
    " reduced) / start",
    source="subscriptions",
    pitfalls="The longer the period the more moves: compare periods of equal length only. Customers won within"
    " the period do not count.",
    unit="share",
    better="down",
    group="subscriptions",
    order=188,
    fact="subscriptions",
    span="standing",
    measures={
        "at_start": AT_START,
        "amount_at_start": AMOUNT_AT_START,
        "amount_at_end": AMOUNT_AT_END,
    },
    parts={
        "gone": "sum(CASE WHEN coalesce({amount_at_end}, 0) < {amount_at_start} THEN {amount_at_start} -"
        " coalesce({amount_at_end}, 0) ELSE 0 END) FILTER (WHERE {at_start} > 0)",
        "base": "sum({amount_at_start})",
        "heads": "count(*) FILTER (WHERE {at_start} > 0)",
    },
    estimator=Ratio(top="gone", bottom="base", n="heads", least=0, most=1),
    nothing="nobody subscribed at the start",
    n_means="the customers who subscribed at the start",
    money=True,
)
