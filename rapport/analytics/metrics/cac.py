from rapport.analytics.estimators import CostPerHead
from rapport.analytics.metric import Metric
from rapport.analytics.metrics._ingredients import ACQUISITION_SPEND
from rapport.analytics.metrics._measures import FIRSTS

cac = Metric(
    name="cac",
    title="Cost of winning a customer",
    meaning="What was spent on acquisition for each customer who bought for the first time, whatever brought"
    " them (blended CAC).",
    formula="spent on acquisition in the period / customers whose first sale lies in it",
    source="orders, spend",
    pitfalls="Blended: customers who came by themselves lower it, see the figure of paid channels. Money spent"
    " today wins customers tomorrow: long periods say more. Leads still open are not won yet.",
    unit="money",
    better="down",
    group="acquisition",
    order=242,
    fact="orders",
    measures={
        "firsts": FIRSTS,
    },
    parts={
        "new": "count(*) FILTER (WHERE {firsts} > 0)",
    },
    also=(ACQUISITION_SPEND,),
    estimator=CostPerHead(spent="spent", amounts="amounts", heads="new"),
    nothing="nobody bought for the first time in the period",
    n_means="the new customers",
)
