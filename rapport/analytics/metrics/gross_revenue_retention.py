from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._subscriptions import AMOUNT_AT_END, AMOUNT_AT_START, AT_START

gross_revenue_retention = Metric(
    name="gross_revenue_retention",
    title="Gross revenue retention",
    meaning="What the subscribers of the period's start still bring at its end, without what they added, as a"
    " share of what they brought (GRR).",
    formula="Σ of the smaller of a customer's recurring revenue at the period's end and at its start / recurring"
    " revenue at its start: (start - lost - reduced) / start",
    source="subscriptions",
    pitfalls="The longer the period the more moves: compare periods of equal length only. Customers won within"
    " the period do not count.",
    unit="share",
    better="up",
    group="subscriptions",
    order=187,
    fact="subscriptions",
    span="standing",
    measures={
        "at_start": AT_START,
        "amount_at_start": AMOUNT_AT_START,
        "amount_at_end": AMOUNT_AT_END,
    },
    parts={
        "kept": "sum(CASE WHEN coalesce({amount_at_end}, 0) < {amount_at_start} THEN coalesce({amount_at_end},"
        " 0) ELSE {amount_at_start} END) FILTER (WHERE {at_start} > 0)",
        "base": "sum({amount_at_start})",
        "heads": "count(*) FILTER (WHERE {at_start} > 0)",
    },
    estimator=Ratio(top="kept", bottom="base", n="heads", least=0, most=1),
    nothing="nobody subscribed at the start",
    n_means="the customers who subscribed at the start",
    money=True,
)
