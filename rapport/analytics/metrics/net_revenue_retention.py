from rapport.analytics.estimators import Ratio
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._subscriptions import AMOUNT_AT_END, AMOUNT_AT_START, AT_START

net_revenue_retention = Metric(
    name="net_revenue_retention",
    title="Net revenue retention",
    meaning="What the subscribers of the period's start bring at its end, with what they added, as a share of"
    " what they brought (NRR).",
    formula="recurring revenue at the period's end of those who subscribed at its start / their recurring"
    " revenue at its start: (start - lost - reduced + added) / start",
    source="subscriptions",
    pitfalls="The longer the period the more moves: compare periods of equal length only. Customers won within"
    " the period do not count. Above 100 % growth of some hides the loss of others: see the gross"
    " figure.",
    unit="share",
    better="up",
    group="subscriptions",
    order=186,
    fact="subscriptions",
    span="standing",
    measures={
        "at_start": AT_START,
        "amount_at_start": AMOUNT_AT_START,
        "amount_at_end": AMOUNT_AT_END,
    },
    parts={
        "kept": "sum(coalesce({amount_at_end}, 0)) FILTER (WHERE {at_start} > 0)",
        "base": "sum({amount_at_start})",
        "heads": "count(*) FILTER (WHERE {at_start} > 0)",
    },
    estimator=Ratio(top="kept", bottom="base", n="heads", least=0),
    nothing="nobody subscribed at the start",
    n_means="the customers who subscribed at the start",
    money=True,
)
