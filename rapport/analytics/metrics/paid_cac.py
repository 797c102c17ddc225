from rapport.analytics.estimators import CostPerHead
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._ingredients import ACQUISITION_SPEND

paid_cac = Metric(
    name="paid_cac",
    title="Cost of winning a customer, paid channels",
    meaning="What was spent on acquisition for each new customer whose channel money was ever spent on (paid CAC).",
    formula="spent on acquisition in the period / customers whose first sale lies in it and whose acquisition"
    " channel has spending",
    source="orders, spend, customers",
    pitfalls="The channel is the one recorded at the customer: the last or the first touch, as the team records"
    " it. Customers without a channel count as not paid for.",
    unit="money",
    better="down",
    group="acquisition",
    order=243,
    fact="orders",
    measures={
        "paid_firsts": "count(*) FILTER (WHERE seen.kind = 'sale' AND seen.first_sale_at >= frames.starts AND"
        " seen.paid_channel IS NOT NULL)",
    },
    parts={
        "new": "count(*) FILTER (WHERE {paid_firsts} > 0)",
    },
    also=(ACQUISITION_SPEND,),
    estimator=CostPerHead(spent="spent", amounts="amounts", heads="new"),
    nothing="nobody bought for the first time through a paid channel in the period",
    n_means="the new customers through paid channels",
    needs=(
        "customers.channel",
        "spend.channel",
    ),
)
