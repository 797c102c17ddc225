from rapport.analytics.estimators import Total
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._subscriptions import AMOUNT_AT_END, AMOUNT_AT_START, AT_END, AT_START, TO_A_MONTH

new_recurring_revenue = Metric(
    name="new_recurring_revenue",
    title="Recurring revenue won",
    meaning="What customers without a subscription at the period's start bring in a month at its end.",
    formula="Σ over such customers of the recurring revenue a month by which they changed between the period's"
    " start and its end",
    source="subscriptions",
    pitfalls="Only start and end are compared: who left and came back within the period did not move, so months"
    " do not add up.",
    unit="money",
    better="up",
    group="subscriptions",
    order=189,
    fact="subscriptions",
    span="standing",
    measures={
        "at_start": AT_START,
        "at_end": AT_END,
        "amount_at_start": AMOUNT_AT_START,
        "amount_at_end": AMOUNT_AT_END,
    },
    parts={
        "amount": "sum({amount_at_end}) FILTER (WHERE {at_start} = 0 AND {at_end} > 0)",
        "heads": "count(*) FILTER (WHERE {at_start} = 0 AND {at_end} > 0)",
    },
    estimator=Total(amount="amount", n="heads", least=0, to_one=TO_A_MONTH),
    nothing="no subscriptions known",
    n_means="the customers who moved",
    adds_over=(
        "home_region",
        "segment",
    ),
)
